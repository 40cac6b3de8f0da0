import Evaluation
import TestSupport
import Testing

/// lighteval's own test cases of the metrics that we have; each case that differs is listed with the reason.
@Suite(.enabled(if: sharedURL("data/metric_cases_lighteval") != nil))
struct LightevalCaseTests {
  /// Runs the cases of a file and compares those that are not listed as different.
  private func compare(
    _ file: String, of key: String? = nil, scale: Double = 1, except: [String: String] = [:],
    by value: (LightevalCase) throws -> Double?
  ) throws {
    let cases = try LightevalCase.all(file)
    #expect(!cases.isEmpty)
    var differing: [String] = []
    for entry in cases {
      guard let expected = entry.number(key ?? LightevalCaseTests.onlyKey(entry)) else { continue }
      let actual = try value(entry).map { $0 * scale }
      if let actual, abs(actual - expected) <= entry.tolerance + 1e-9 { continue }
      if except[entry.name] == nil {
        Issue.record("\(file): \(entry.name): \(actual.map { "\($0)" } ?? "none"), not \(expected)")
      }
      differing.append(entry.name)
    }
    #expect(Set(differing) == Set(except.keys), "\(file): a case that is listed does not differ")
  }

  private static func onlyKey(_ entry: LightevalCase) -> String? {
    guard case .object(let members) = entry.expected else { return nil }
    return members.count == 1 ? members[0].name : nil
  }

  private func mean(_ metric: String, compare: Comparison = Comparison()) -> (
    LightevalCase
  ) throws -> Double? {
    { entry in
      guard let row = entry.answers.first else { return nil }
      return try AnswerScores.values(
        [row.answer], row.targets, metrics: [metric], compare: compare)[
          metric]
    }
  }

  private func corpus(_ metric: String) -> (LightevalCase) throws -> Double? {
    { try AnswerScores.corpus(metric, $0.answers).value }
  }

  /// What lighteval makes of a corpus: it hands sacrebleu a list a text where that reads a list a set of
  /// references, so that the first text is held against the references of all.
  private func firstAgainstAll(_ metric: String) -> (LightevalCase) throws -> Double? {
    { entry in
      let rows = entry.answers.prefix(1).map { ($0.answer, entry.answers.flatMap(\.targets)) }
      return try AnswerScores.corpus(metric, rows).value
    }
  }

  @Test func exactMatchRougeAndF1() throws {
    try compare("exact_match", by: mean("exact_match"))
    for name in ["rouge1", "rouge2", "rougeL"] {
      try compare(name, by: mean(name))
      try compare("rouge_t5", of: name, scale: 100, by: mean(name))
    }
    try compare(
      "f1_score",
      except: ["F1 Score - No Match": "\"the\" counts there; SQuAD's rules drop articles"],
      by: mean("token_f1"))
    try compare("drop", of: "em", by: mean("exact_match"))
    try compare("drop", of: "f1", by: mean("token_f1"))
  }

  @Test func translationMetrics() throws {
    try compare("bleu", by: corpus("bleu"))
    try compare("chrf", by: firstAgainstAll("chrf"))
    try compare("ter", by: firstAgainstAll("ter"))
  }

  @Test func repeats() throws {
    func passes(_ entry: LightevalCase) throws -> Double? {
      let k = Int(entry.parameters?["k"]?.number ?? 0)
      let count = Int(entry.parameters?["n"]?.number ?? 0)
      return try AnswerScores.values(
        Array(entry.repeats.texts.prefix(count)), entry.repeats.targets, metrics: ["pass_at_\(k)"]
      )["pass_at_\(k)"]
    }
    try compare("pass_at_k", by: passes)
    try compare("pass_at_k_math", by: passes)
    let letters = "a right answer counts there only where it is the letter of its choice"
    try compare(
      "pass_at_k_letters",
      except: [
        "Pass at K Letters - Correct Letters": letters,
        "Pass at K Letters - Multiple Attempts": letters,
      ], by: passes)
    func average(_ entry: LightevalCase) throws -> Double? {
      let k = Int(entry.parameters?["k"]?.number ?? 0)
      return try AnswerScores.values(
        entry.repeats.texts, entry.repeats.targets, metrics: ["exact_match"],
        extract: [ExtractPipeline(steps: [.takeFirstK(k)])])["exact_match"]
    }
    try compare(
      "avg_at_k",
      except: ["Avg at K - Multiple Correct": "the first of several right answers counts there"],
      by: average)
    try compare("avg_at_k_math", by: average)
    try compare("maj_at_k") { entry in
      try AnswerScores.values(
        entry.repeats.texts, entry.repeats.targets, metrics: ["exact_match"],
        extract: [ExtractPipeline(steps: [.takeFirstK(3), .majorityVote])])["exact_match"]
    }
  }

  @Test(arguments: ["g_pass_at_k", "g_pass_at_k_math"])
  func sharesOfSubsetsThatAreRight(file: String) throws {
    for entry in try LightevalCase.all(file) {
      let k = Int(entry.parameters?["k"]?.number ?? 0)
      let values = try AnswerScores.values(
        entry.repeats.texts, entry.repeats.targets, metrics: ["pass_at_\(k)", "pass_all_\(k)"])
      for (name, key) in [("pass_at_\(k)", "0.0"), ("pass_all_\(k)", "1.0")] {
        guard let expected = entry.number("g-pass@\(k)_\(key)"), let value = values[name] else {
          continue
        }
        // No suite can ask for the empty answer.
        if entry.repeats.targets == [""] { continue }
        if abs(value - expected) > entry.tolerance {
          Issue.record("\(file): \(entry.name): \(name) \(value), not \(expected)")
        }
      }
    }
  }

  private func choices(_ metric: String) -> (LightevalCase) throws -> Double? {
    { entry in
      let results = zip(entry.documents, entry.responses).enumerated().map { index, pair in
        let sums = pair.1["logprobs"]?.list.compactMap(\.number) ?? []
        let (sample, responses) = ScoringSamples.choice(
          id: "\(index)", sums.indices.map { "\($0)" },
          gold: LightevalCase.gold(pair.0).first ?? 0, sums)
        return SampleResult(
          sample: sample, responses: responses,
          score: MultipleChoiceScorer().score(sample, responses))
      }
      let definition = SuiteDefinition(id: "s", task: .multipleChoice, metrics: [metric])
      return MetricCatalog.measurement(metric, definition, results)?.value
    }
  }

  @Test func choicesByLikelihood() throws {
    try compare("loglikelihood_acc", by: choices("acc"))
    try compare("loglikelihood_f1", by: choices("f1_micro"))
    try compare("mcc", by: choices("mcc"))
    let accuracies = "there, the mean of each class's accuracy against all others"
    try compare(
      "multi_f1_numeric",
      except: [
        "Multi F1 Numeric - Poor Performance": accuracies,
        "Multi F1 Numeric - Random Performance": accuracies,
      ], by: choices("f1_macro"))
  }

  private func classes(_ metric: String) -> (LightevalCase) throws -> Double? {
    { entry in
      let definition = SuiteDefinition(id: "s", task: .generate, metrics: [metric])
      let results = MetricSuites.answers(
        entry.answers.map { $0.targets[0] }, entry.answers.map(\.answer))
      return MetricCatalog.measurement(metric, definition, results)?.value
    }
  }

  @Test func answersAsClasses() throws {
    try compare(
      "f1_score_macro",
      except: ["F1 Score Macro - Mixed Performance": "a wrong answer is a class of its own there"],
      by: classes("f1_macro"))
    try compare("f1_score_micro", by: classes("f1_micro"))
  }

  @Test func perplexityOfWords() throws {
    try compare("word_perplexity") { entry in
      let results = zip(entry.documents, entry.responses).enumerated().map { index, pair in
        // Where a document has choices, lighteval counts the words of its question.
        let text = pair.0["query"]?.text ?? ""
        let sum = pair.1["logprobs"]?.list.compactMap(\.number).reduce(0, +) ?? 0
        let sample = Sample(id: "\(index)", requests: [.rollingLoglikelihood(text: text)])
        let response = ModelResponse.rollingLoglikelihood(
          RollingLoglikelihood(sum: sum, tokenCount: 1, windows: 1))
        return SampleResult(
          sample: sample, responses: [response],
          score: PerplexityScorer().score(sample, [response]))
      }
      let definition = SuiteDefinition(id: "s", task: .perplexity, metrics: ["word_perplexity"])
      return MetricCatalog.measurement("word_perplexity", definition, results)?.value
    }
  }
}
