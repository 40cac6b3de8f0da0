/// A metric's name in its parts: `exact_match@strict` is `exact_match` of the pipeline `strict`.
package struct MetricName: Sendable, Equatable {
  package var base: String
  /// `nil` for a metric of the suite's only pipeline, or one that reads no answers.
  package var pipeline: String?

  /// Cuts a name at its first `@`.
  package init(_ name: String) {
    if let at = name.firstIndex(of: "@") {
      base = String(name[..<at])
      pipeline = String(name[name.index(after: at)...])
    } else {
      base = name
      pipeline = nil
    }
  }
}
