import Evaluation

/// The metrics of slices that a report has room for.
struct SliceChoice {
  /// With fewer scored samples a figure says next to nothing, however wide its interval.
  static let leastSamples = 10

  /// In the order of the run.
  let shown: [Metric]
  /// How many more there are.
  let beyond: Int
  /// How many are left out since their slices have few samples.
  let small: Int

  /// Chooses among metrics.
  ///
  /// - Parameters:
  ///   - metrics: Also those over all samples, which are left out.
  ///   - limit: At most so many.
  ///   - showsSmall: Whether slices with few samples are shown as well.
  init(_ metrics: [Metric], limit: Int, showsSmall: Bool = false) {
    let slices = metrics.filter { $0.slice != nil }
    let large = slices.filter { showsSmall || !SliceChoice.isSmall($0) }
    shown = Array(large.prefix(limit))
    beyond = large.count - shown.count
    small = slices.count - large.count
  }

  /// Whether a slice has few samples.
  static func isSmall(_ metric: Metric) -> Bool { metric.n < leastSamples }

  /// What is left out, in a line; `nil` where nothing is.
  var rest: String? {
    var parts: [String] = []
    if beyond > 0 { parts.append("\(Figure.grouped(beyond)) more") }
    if small > 0 {
      parts.append(
        "\(Figure.grouped(small)) of slices with fewer than \(SliceChoice.leastSamples) scored "
          + "samples")
    }
    return parts.isEmpty ? nil : "in results.json alone: " + parts.joined(separator: " and ")
  }
}
