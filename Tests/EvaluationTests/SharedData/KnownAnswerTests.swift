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
