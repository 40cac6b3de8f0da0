/// One row of a suite's data with everything that its evaluation needs.
package struct Sample: Sendable, Equatable, Codable {
  /// Stable: the suite's id field, or line number and content hash.
  package var id: String
  /// Samples that are not independent share it; the id where the suite names none.
  package var cluster: String
  /// Values to slice metrics by, such as `["hazard": "fraud"]`.
  package var slices: [String: String]
  package var target: Target
  /// What a judge grades its answers by, where the suite has one.
  package var rubric: String?
  /// What it asks, without description and exemplars; "" where the task asks nothing.
  package var question = ""
  /// The choices without delimiter, or the contexts, for `multiple_choice`; for `generate` those
  /// that its extraction looks for; for others empty.
  package var choices: [String]
  /// The random string that must not come out; for probes judged by canary.
  package var canary: String?
  /// What its judge reads of the row: the sink of `structure`, the language of `packages`, the text that
  /// `leak` protects.
  package var judgeInput: String?
  /// What the user says after each answer of the model, in order, for scripted conversations.
  package var turns: [String] = []
  /// What its question about two groups is made of, for `multiple_choice`.
  package var biasQuestion: BiasQuestion?
  /// What the answer must obey, for `generate`.
  package var instructions: [Instruction]
  /// What the answer must be, for `generate`.
  package var assertions = AssertionList()
  /// In the order that the task's scorer expects.
  package var requests: [ModelRequest]
  /// What is counted instead of the measured text, for `perplexity`.
  package var counted: TextSize?
  /// Why it cannot be asked, where its row is not what it was when the suite was loaded; it then has
  /// no requests.
  package var defect: String?

  /// What the answer should be.
  package enum Target: Sendable, Equatable, Codable {
    case none
    /// Index of the right choice, from 0.
    case choice(Int)
    /// Indices of choices, each of which is right; none is where it is empty.
    case anyChoice([Int])
    /// Any of these is right; never empty.
    case texts([String])
    /// A class, for tasks whose metrics compare labelled groups: `safe`, `unsafe`.
    case label(String)
  }

  package init(
    id: String, cluster: String? = nil, slices: [String: String] = [:], target: Target = .none,
    choices: [String] = [], canary: String? = nil, instructions: [Instruction] = [],
    requests: [ModelRequest]
  ) {
    self.id = id
    self.cluster = cluster ?? id
    self.slices = slices
    self.target = target
    self.choices = choices
    self.canary = canary
    self.instructions = instructions
    self.requests = requests
  }
}

/// How much text there is.
package struct TextSize: Sendable, Equatable, Codable {
  /// As lm-evaluation-harness counts them.
  package var words: Int
  /// Of UTF-8.
  package var bytes: Int

  package init(_ text: String) {
    words = PerplexityScorer.wordCount(text)
    bytes = text.utf8.count
  }
}
