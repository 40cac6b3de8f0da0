/// Mutators one after the other, as a suite names them: `base64(leetspeak)` changes a text by
/// `leetspeak` first.
package struct Mutation: Sendable, CustomStringConvertible {
  /// The outermost first, which is applied last; not none.
  package let mutators: [Mutator]

  /// How many mutators one can be made of.
  package static let limit = 4
  /// No mutator is given a longer text, in bytes.
  package static let longest = 16 << 20

  /// Reads a composition: `base64(leetspeak)` or `base64 ∘ leetspeak`.
  ///
  /// - Parameters:
  ///   - text: What a suite says.
  ///   - place: Where it says so, for messages.
  /// - Throws: `Failure` that names the character at which it is wrong, or the unknown mutator.
  package init(_ text: String, at place: Place? = nil) throws(Failure) {
    var reader = MutationReader(text, place)
    let mutators = try reader.read()
    guard mutators.count <= Mutation.limit else {
      throw Failure(
        .badData, "\"\(text.prefix(80))\" is made of \(mutators.count) mutators", at: place,
        remedy: "Name \(Mutation.limit) at most.")
    }
    self.mutators = mutators
  }

  /// The one way of writing it: `base64(leetspeak)`.
  package var description: String {
    mutators.map(\.name).joined(separator: "(")
      + String(repeating: ")", count: mutators.count - 1)
  }

  /// Whether every mutator of it has an inverse.
  package var isInvertible: Bool { mutators.allSatisfy(\.isInvertible) }

  /// Changes the text of a sample.
  ///
  /// Each mutator draws from a generator of its own, so that it does the same in every composition.
  ///
  /// - Parameters:
  ///   - text: Any text.
  ///   - sample: The id of the sample.
  ///   - seed: The run's seed.
  /// - Returns: The changed text.
  /// - Throws: `Failure` where a text on the way is too long.
  package func apply(_ text: String, sample: String, seed: UInt64) throws(Failure) -> String {
    var text = text
    for mutator in mutators.reversed() {
      guard text.utf8.count <= Mutation.longest else {
        throw Failure(
          .badData, "\(self) makes a text of \(text.utf8.count) bytes before \(mutator.name)",
          remedy: "Mutate texts of \(Mutation.longest >> 20) MiB at most.")
      }
      text = mutator.apply(text, seed: Mutation.seed(mutator, sample: sample, seed: seed))
    }
    return text
  }

  /// Takes the changes back, the outermost first.
  ///
  /// - Parameters:
  ///   - text: What `apply` gave.
  ///   - sample: The id of the sample.
  ///   - seed: The run's seed.
  /// - Returns: `nil` where one of the mutators gives no such text or has no inverse.
  package func inverse(_ text: String, sample: String, seed: UInt64) -> String? {
    var text = text
    for mutator in mutators {
      let own = Mutation.seed(mutator, sample: sample, seed: seed)
      guard let earlier = mutator.inverse(text, seed: own) else { return nil }
      text = earlier
    }
    return text
  }

  /// The first 8 bytes of `SHA-256("SEED:SAMPLE:MUTATOR")`.
  private static func seed(_ mutator: Mutator, sample: String, seed: UInt64) -> UInt64 {
    SampleIdentity.seed("\(sample):\(mutator.name)", seed: seed)
  }
}

/// Reads compositions of mutators.
private struct MutationReader {
  private let scalars: [Unicode.Scalar]
  private let place: Place?
  private var index = 0

  init(_ text: String, _ place: Place?) {
    scalars = [Unicode.Scalar](text)
    self.place = place
  }

  mutating func read() throws(Failure) -> [Mutator] {
    let mutators = try composition()
    guard index == scalars.count else { throw unexpected("the end or ∘") }
    return mutators
  }

  /// Terms with `∘` between them; the parentheses around an argument are opened no deeper than the limit.
  private mutating func composition(depth: Int = 0) throws(Failure) -> [Mutator] {
    var mutators = try term(depth: depth)
    skipSpace()
    while index < scalars.count, scalars[index] == "∘" {
      index += 1
      mutators += try term(depth: depth)
      skipSpace()
    }
    return mutators
  }

  private mutating func term(depth: Int) throws(Failure) -> [Mutator] {
    skipSpace()
    let start = index
    while index < scalars.count, isName(scalars[index]) { index += 1 }
    guard index > start else { throw unexpected("a mutator's name") }
    let mutator = try MutatorCatalog.mutator(Array(scalars[start..<index]).text, at: place)
    skipSpace()
    guard index < scalars.count, scalars[index] == "(" else { return [mutator] }
    guard depth < Mutation.limit else {
      throw unexpected("no more than \(Mutation.limit) mutators")
    }
    index += 1
    let inner = try composition(depth: depth + 1)
    guard index < scalars.count, scalars[index] == ")" else { throw unexpected(")") }
    index += 1
    return [mutator] + inner
  }

  private mutating func skipSpace() {
    while index < scalars.count, scalars[index] == " " { index += 1 }
  }

  private func isName(_ scalar: Unicode.Scalar) -> Bool {
    LatinLetter.isLetter(scalar) || LatinLetter.isDigit(scalar) || scalar == "-" || scalar == "_"
  }

  private func unexpected(_ wanted: String) -> Failure {
    let found = index < scalars.count ? "\"\(scalars[index])\"" : "nothing"
    return Failure(
      .badData,
      "\(wanted) is expected at character \(index + 1) of \"\(scalars.text.prefix(80))\", and "
        + "\(found) stands there", at: place,
      remedy: "Write base64, base64(leetspeak) or base64 ∘ leetspeak.")
  }
}
