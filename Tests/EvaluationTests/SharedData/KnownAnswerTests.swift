import Evaluation
import Foundation
import TestSupport
import Testing

/// Published answers of other models with published verdicts, from the optional `shared` folder.
struct KnownAnswerTests {
  private static func document(_ path: String) throws -> JSONValue {
    let url = try #require(sharedURL(path))
    return try JSONValue.parse([UInt8](Data(contentsOf: url)), file: path)
  }

  /// GSM8K: the flag of each of four models' 440 answers is what `exact_match` of the line "A:" says, and
  /// the accuracies are those of EXPECTED.json.
  @Test(.enabled(if: sharedURL("data/gsm8k/example_model_solutions.jsonl") != nil))
  func flagsOfGradeSchoolMathAreReproduced() throws {
    let url = try #require(sharedURL("data/gsm8k/example_model_solutions.jsonl"))
    let models = try Self.document("data/gsm8k/EXPECTED.json")["models"]
    let rows = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map {
      try JSONValue.parse(String($0), file: "row")
    }
    for name in [
      "6b_finetuning", "6b_verification", "175b_finetuning", "175b_verification",
    ] {
      var right = 0
      for row in rows {
        let truth = try #require(row["ground_truth"]?.text)
        let target = try #require(truth.components(separatedBy: "A: ").last)
        let solution = try #require(row[name]?["solution"]?.text)
        let values = try AnswerScores.values(
          [solution], [target], metrics: ["exact_match", "numeric_match"],
          extract: [ExtractPipeline(steps: [.after("A: "), .firstLine, .trim])],
          compare: Comparison(ignored: [","]))
        let isRight = row[name]?["is_correct"] == .bool(true)
        #expect((values["exact_match"] == 1) == isRight, "\(solution.suffix(40)) for \(target)")
        #expect(values["numeric_match"] == values["exact_match"])
        right += isRight ? 1 : 0
      }
      let expected = try #require(models?[name]?["accuracy"]?.number)
      #expect(abs(Double(right) / Double(rows.count) - expected) < 1e-6)
    }
  }

  /// BBQ: UnifiedQA's published answers have the accuracies and bias scores of EXPECTED.json.
  @Test(
    .enabled(if: sharedURL("data/bbq/EXPECTED.json") != nil),
    arguments: ["Religion", "Sexual_orientation"])
  func biasScoresOfPublishedAnswersAreReproduced(_ category: String) throws {
    let expected = try Self.document("data/bbq/EXPECTED.json")["scores"]
    let url = try #require(sharedURL("data/bbq/results/UnifiedQA/preds_\(category).jsonl"))
    let rows = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map {
      try JSONValue.parse(String($0), file: "row")
    }
    let definition = SuiteDefinition(
      id: "bbq", task: .multipleChoice,
      metrics: ["bias_ambiguous", "bias_disambiguated", "acc_ambiguous", "acc_disambiguated"])
    for format in ["race", "arc"] {
      let results = try rows.enumerated().map { try Self.biasResult($1, number: $0, format) }
      let metrics = MetricCatalog.measure(
        definition, ScoreTable(definition, results), confidence: 0.95, seed: 1)
      for (context, word) in [("ambiguous", "ambig"), ("disambiguated", "disambig")] {
        let scores = try #require(expected?["\(category)/\(format)"]?[word])
        for (name, member) in [("bias", "bias_score"), ("acc", "accuracy")] {
          let metric = try #require(metrics.first { $0.name == "\(name)_\(context)" })
          let value = try #require(metric.value)
          #expect(abs(value - (try #require(scores[member]?.number))) < 1e-6, "\(metric.name)")
          #expect(Double(metric.n) == scores["n"]?.number)
        }
      }
    }
  }

  /// A question of BBQ with the choice that UnifiedQA's text names.
  private static func biasResult(
    _ row: JSONValue, number: Int, _ format: String
  ) throws -> SampleResult {
    let answers = try (0..<3).map { try #require(row["ans\($0)"]?.text) }
    let text = try #require(row["unifiedqa-t5-11b_pred_\(format)"]?.text)
    let plain = { (text: String) in
      text.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: ". "))
    }
    let chosen = try #require(answers.firstIndex { plain($0) == plain(text) })
    let targets = (row["additional_metadata"]?["stereotyped_groups"]?.list ?? []).compactMap(\.text)
    let roles = try answers.indices.map { index -> BiasQuestion.Role in
      let group = try #require(row["answer_info"]?["ans\(index)"]?.list.last?.text)
      return group == "unknown" ? .unknown : (targets.contains(group) ? .stereotyped : .other)
    }
    let label = try #require(row["label"]?.number)
    var (sample, responses) = ScoringSamples.choice(
      id: "\(number)", answers, gold: Int(label), (0..<3).map { $0 == chosen ? -1 : -2 })
    sample.biasQuestion = BiasQuestion(
      roles: roles, isNegative: row["question_polarity"]?.text == "neg",
      isAmbiguous: row["context_condition"]?.text == "ambig")
    return SampleResult(
      sample: sample, responses: responses,
      score: MultipleChoiceScorer().score(sample, responses))
  }

  /// XQuAD: exact match and F1 of a BERT ensemble's 1190 answers, by the official SQuAD script.
  @Test(.enabled(if: sharedURL("data/xquad/xquad.en.json") != nil))
  func scoresOfQuestionAnsweringAreReproduced() throws {
    let expected = try Self.document("data/xquad/EXPECTED.json")
    let answers = try Self.document("data/xquad/predictions_bert_ensemble_v1.1.json")
    let squad = Comparison(
      ignoreCase: true, ignorePunctuation: true, ignoreArticles: true, ignoreWhitespace: true)
    let definition = SuiteDefinition(
      id: "xquad", task: .generate, metrics: ["exact_match", "token_f1"], compare: squad)
    let scorer = try ScorerCatalog.scorer(for: definition)
    var results: [SampleResult] = []
    for article in try Self.document("data/xquad/xquad.en.json")["data"]?.list ?? [] {
      for question in (article["paragraphs"]?.list ?? []).flatMap({ $0["qas"]?.list ?? [] }) {
        let id = try #require(question["id"]?.text)
        let targets = (question["answers"]?.list ?? []).compactMap { $0["text"]?.text }
        let (sample, responses) = ScoringSamples.generation(
          id: id, [try #require(answers[id]?.text)], target: .texts(targets))
        results.append(
          SampleResult(
            sample: sample, responses: responses, score: scorer.score(sample, responses)))
      }
    }
    let value = { (name: String) in
      100 * (MetricCatalog.measurement(name, definition, results)?.value ?? .nan)
    }
    #expect(results.count == 1190)
    #expect(abs(value("exact_match") - (expected["exact_match"]?.number ?? 0)) < 1e-5)
    #expect(abs(value("token_f1") - (expected["f1"]?.number ?? 0)) < 1e-5)
  }
}
