/// Something that an answer must be, or must not be.
package struct Assertion: Sendable, Equatable, Codable {
  /// What is looked for.
  package enum Value: Sendable, Equatable, Codable {
    case none
    case text(String)
    case texts([String])
    /// A value to be equal to, or a JSON Schema, as JSON.
    case json(String)
    /// How many words, ends included.
    case words(least: Int?, most: Int?)
  }

  package var kind: AssertionKind
  package var isNegated: Bool
  package var value: Value
  /// What a number must reach, or for `levenshtein` not exceed; for `assert-set` what its score must
  /// reach, where one is stated.
  package var threshold: Double?
  /// Its share in the sample's score; with 0 it always passes and is only measured.
  package var weight: Double
  /// The name under which scores are also summed up.
  package var metric: String?
  /// For `assert-set`.
  package var members: [Assertion]

  package init(
    _ kind: AssertionKind, _ value: Value = .none, isNegated: Bool = false,
    threshold: Double? = nil, weight: Double = 1, metric: String? = nil, members: [Assertion] = []
  ) {
    self.kind = kind
    self.value = value
    self.isNegated = isNegated
    self.threshold = threshold
    self.weight = weight
    self.metric = metric
    self.members = members
  }

  /// Itself, or the members of a set.
  var leaves: [Assertion] { kind == .assertSet ? members : [self] }

  /// The assertion in a message: `not-contains "sorry"`.
  package var summary: String {
    let name = (isNegated ? AssertionKind.negation : "") + kind.rawValue
    func shown(_ text: String) -> String {
      "\"\(text.prefix(40))\(text.count > 40 ? "…" : "")\""
    }
    switch value {
    case .text(let text): return "\(name) \(shown(text))"
    case .texts(let texts):
      return "\(name) \(texts.prefix(3).map(shown).joined(separator: ", "))"
        + (texts.count > 3 ? ", …" : "")
    case .none, .json, .words: return name
    }
  }
}

/// What becomes of one assertion.
package struct AssertionOutcome: Sendable, Equatable {
  /// Whether the answer is as asserted.
  package var passes: Bool
  /// 0 … 1.
  package var score: Double

  /// Passed is 1, failed 0.
  init(_ passes: Bool) {
    self.passes = passes
    score = passes ? 1 : 0
  }

  init(passes: Bool, score: Double) {
    self.passes = passes
    self.score = score
  }
}
