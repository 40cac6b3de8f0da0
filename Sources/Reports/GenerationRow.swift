import Evaluation

/// A suite's generation in words, the same in every report that people read.
struct GenerationRow {
  static let headings = [
    "Suite", "Tokens in", "Tokens out", "First token p50 / p90 / p99", "Answer p50 / p90 / p99",
    "Tokens/s", "Measured",
  ]
  /// For narrow tables.
  static let shortHeadings = [
    "Generation", "In", "Out", "First token", "Answer p50/p90/p99", "Tokens/s", "Measured",
  ]

  let suite: String
  let tokensIn: String
  let tokensOut: String
  let firstToken: String
  let answer: String
  let tokensPerSecond: String
  let measured: String

  /// As many as headings, in their order.
  var cells: [String] {
    [suite, tokensIn, tokensOut, firstToken, answer, tokensPerSecond, measured]
  }

  /// `nil` where the suite generates nothing.
  init?(_ suite: SuiteResult) {
    guard let timing = suite.generation else { return nil }
    self.suite = suite.definition.id
    tokensIn = Figure.grouped(timing.promptTokens)
    tokensOut = Figure.grouped(timing.completionTokens)
    firstToken = timing.firstToken.map(GenerationRow.text) ?? "not measured"
    answer = timing.total.map(GenerationRow.text) ?? "not measured"
    tokensPerSecond = timing.tokensPerSecond.map(Figure.short) ?? "all known"
    measured = "\(Figure.grouped(timing.measured)) of \(Figure.grouped(timing.answers))"
  }

  /// What the figures are, in a sentence.
  static let note =
    "Times are from the request to the first and to the last token. Answers out of the journal bring "
    + "the times of the run that asked them; tokens/s are over the time that this run waited for the "
    + "model."

  private static func text(_ percentiles: GenerationTiming.Percentiles) -> String {
    [percentiles.p50, percentiles.p90, percentiles.p99].map(Figure.latency).joined(separator: " / ")
  }
}
