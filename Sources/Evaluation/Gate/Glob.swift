/// A pattern where `*` is any run of characters and `?` any one, over the whole text.
package struct Glob: Sendable, Equatable {
  /// The pattern as written.
  package let pattern: String
  private let scalars: [Unicode.Scalar]

  /// Makes a pattern; every text is one.
  package init(_ pattern: String) {
    self.pattern = pattern
    scalars = Array(pattern.unicodeScalars)
  }

  /// Whether the pattern has a character that stands for others.
  package var hasWildcard: Bool { scalars.contains { $0 == "*" || $0 == "?" } }

  /// Whether the pattern fits the whole text, in time proportional to the product of their lengths.
  package func matches(_ text: String) -> Bool {
    let text = Array(text.unicodeScalars)
    var (at, position) = (0, 0)
    // Where to go on if the run of the last `*` must be longer.
    var (star, resume) = (-1, 0)
    while position < text.count {
      if at < scalars.count, scalars[at] == "*" {
        (star, resume) = (at, position)
        at += 1
      } else if at < scalars.count, scalars[at] == "?" || scalars[at] == text[position] {
        at += 1
        position += 1
      } else if star >= 0 {
        resume += 1
        (at, position) = (star + 1, resume)
      } else {
        return false
      }
    }
    return scalars[at...].allSatisfy { $0 == "*" }
  }
}
