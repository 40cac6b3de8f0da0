import Evaluation
import Foundation
import Inference
import Models
import TestSupport
import Testing

/// Tasks that lm-evaluation-harness scored on the same checkpoint, where its results are at hand.
struct GoldenTaskTests {
  /// A task as one of our suites, and what its metrics are called over there.
  struct GoldenTask: Sendable, CustomTestStringConvertible {
    let name: String
    let suite: String
    var metrics = ["acc": "acc,none", "acc_norm": "acc_norm,none"]
    var filter = "none"
    var testDescription: String { "\(name) \(filter)" }
  }

  private static func choices(_ name: String) -> GoldenTask {
    GoldenTask(
      name: name,
      suite: """
        prompt: {text: "{{ query }}"}
        task: multiple_choice
        choices: "{{ choices }}"
        target: "{{ gold }}"
        metrics: [acc, acc_norm]
        """)
  }

  static let tasks =
    ["g_arc_easy", "g_openbookqa", "g_copa", "g_boolq", "g_hellaswag"].map(choices) + [
      GoldenTask(
        name: "g_piqa",
        suite: """
          prompt: {text: "Question: {{ goal }}\\nAnswer:"}
          task: multiple_choice
          choices: ["{{ sol1 }}", "{{ sol2 }}"]
          target: "{{ label }}"
          metrics: [acc, acc_norm, acc_bytes]
          """,
        metrics: ["acc": "acc,none", "acc_norm": "acc_norm,none", "acc_bytes": "acc_bytes,none"]),
      GoldenTask(
        name: "g_sentiment",
        suite: """
          prompt:
            description: "Decide whether each review is positive or negative.\\n\\n"
            text: "Review: {{ text }}\\nSentiment:"
            few_shot: {path: SHOTS, count: 4, sampler: first}
          task: multiple_choice
          choices: [negative, positive]
          target: "{{ label }}"
          positive: positive
          metrics: [acc, acc_norm, f1, mcc]
          """,
        metrics: [
          "acc": "acc,none", "acc_norm": "acc_norm,none", "f1": "f1,none", "mcc": "mcc,none",
        ]),
      GoldenTask(
        name: "g_lambada",
        suite: """
          prompt: {text: "{{ context }}"}
          task: loglikelihood
          target: "{{ ' ' + continuation }}"
          metrics: [perplexity, acc]
          """,
        metrics: ["acc": "acc,none", "perplexity": "perplexity,none"]),
      GoldenTask(
        name: "g_wikitext",
        suite: """
          task: perplexity
          target: "{{ page }}"
          metrics: [word_perplexity, byte_perplexity, bits_per_byte]
          """,
        metrics: [
          "word_perplexity": "word_perplexity,none", "byte_perplexity": "byte_perplexity,none",
          "bits_per_byte": "bits_per_byte,none",
        ]),
      GoldenTask(
        name: "g_arithmetic",
        suite: """
          prompt: {text: "{{ question }}"}
          task: generate
          target: "{{ answer }}"
          generate: {max_tokens: 12, stop: ["\\n", "."]}
          extract: [{regex: "(-?[0-9]+)", group: 1, pick: first}]
          compare: {ignore_case: true}
          metrics: [exact_match]
          """,
        metrics: ["exact_match": "exact_match,number"], filter: "number"),
    ]

  @Test(arguments: tasks)
  func agreesWithTheHarness(task: GoldenTask) async throws {
    guard let folder = sharedURL("golden/lm-eval") else { return }
    let suite = try load(task, folder)
    let model = try LocalModel(realCheckpoint(), precision: .exact, threads: 2)
    let scorer = try ScorerCatalog.scorer(for: suite.definition)
    let lines = try Reference.lines(folder, task)
    #expect(lines.count == suite.samples.count)
    var results: [SampleResult] = []
    for (sample, line) in zip(suite.samples, lines) {
      let responses = try await model.answer(sample.requests).map(\.response)
      compare(sample, responses, line)
      results.append(
        SampleResult(
          sample: sample, responses: responses, score: scorer.score(sample, responses)))
    }
    let expected = try Reference.metrics(folder, task.name)
    for metric in MetricCatalog.measure(suite.definition, results, confidence: 0.95, seed: 1)
    where metric.slice == nil {
      let name = try #require(task.metrics[metric.name])
      let (value, reference) = (try #require(metric.value), try #require(expected[name]))
      // Perplexities move with the last digits of log-probabilities; everything else is counted.
      let tolerance = metric.name.contains("per") ? 2e-3 * reference : 1e-12
      #expect(abs(value - reference) <= tolerance, "\(metric.id)")
    }
  }

  @Test func randomShotsReplayedFromTheHarnessAgree() async throws {
    guard let folder = sharedURL("golden/lm-eval") else { return }
    let model = try LocalModel(realCheckpoint(), precision: .exact, threads: 2)
    let task = GoldenTask(name: "g_sentiment_random", suite: "")
    for line in try Reference.lines(folder, task) {
      let requests = line.arguments.map { argument in
        ModelRequest.loglikelihood(
          context: .text(argument.context), continuation: argument.continuation)
      }
      let sample = Sample(id: "\(line.document)", requests: requests)
      compare(sample, try await model.answer(requests).map(\.response), line)
    }
  }

  private func load(_ task: GoldenTask, _ folder: URL) throws -> Suite {
    let temporary = try TemporaryFolder()
    let data = folder.appending(path: "data/\(task.name).jsonl").path
    let shots = folder.appending(path: "data/\(task.name)_train.jsonl").path
    let file = temporary.url.appending(path: "suite.yaml")
    let text = """
      suite: \(task.name)
      data: {path: \(data), id: id}
      \(task.suite.replacingOccurrences(of: "SHOTS", with: shots))

      """
    try text.write(to: file, atomically: true, encoding: .utf8)
    return try SuiteLoader(seed: 1).load(file.path)
  }

  private func compare(_ sample: Sample, _ responses: [ModelResponse], _ line: Reference) {
    for (position, response) in responses.enumerated() {
      switch response {
      case .loglikelihood(let own):
        #expect(abs(own.sum - line.numbers[position]) < 5e-3, "\(sample.id)")
        #expect(own.isGreedy == line.isGreedy[position], "\(sample.id)")
      case .rollingLoglikelihood(let own):
        // A sum over hundreds of tokens: 1e-4 nats a token.
        #expect(
          abs(own.sum - line.numbers[position]) < 1e-4 * Double(own.tokenCount), "\(sample.id)")
      case .generation(let own):
        #expect(own.text == line.text, "\(sample.id)")
      case .failure(let failure):
        Issue.record("\(sample.id): \(failure.message)")
      }
    }
  }

  private func realCheckpoint() throws -> Checkpoint {
    try Checkpoint(path: repositoryURL("models/SmolLM2-135M-Instruct.Q4_1.gguf").path)
  }
}

/// A line of the harness's `samples_*.jsonl`.
private struct Reference {
  let document: Int
  let arguments: [(context: String, continuation: String)]
  /// Log-likelihoods, for requests that have one.
  var numbers: [Double] = []
  var isGreedy: [Bool] = []
  /// Generated text, for requests that have it.
  var text = ""

  /// The lines of a task's filter, in the order of its documents.
  static func lines(_ folder: URL, _ task: GoldenTaskTests.GoldenTask) throws -> [Reference] {
    let url = folder.appending(path: "out/samples_\(task.name).jsonl")
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
      .map { try JSONValue.parse(String($0), file: url.path) }
      .filter { $0["filter"] == .string(task.filter) }
      .map(Reference.init)
      .sorted { $0.document < $1.document }
  }

  static func metrics(_ folder: URL, _ task: String) throws -> [String: Double] {
    let url = folder.appending(path: "out/results.json")
    let whole = try JSONDecoder().decode(Whole.self, from: Data(contentsOf: url))
    return (whole.results[task] ?? [:]).compactMapValues(\.number)
  }

  private struct Whole: Decodable { let results: [String: [String: Entry]] }

  private struct Entry: Decodable {
    let number: Double?

    init(from decoder: any Decoder) throws {
      number = try? decoder.singleValueContainer().decode(Double.self)
    }
  }

  private init(_ json: JSONValue) {
    if case .int(let id)? = json["doc_id"] { document = id } else { document = -1 }
    func text(_ value: JSONValue?) -> String {
      if case .string(let text)? = value { text } else { "" }
    }
    var arguments: [(context: String, continuation: String)] = []
    while let argument = json["arguments"]?["gen_args_\(arguments.count)"] {
      arguments.append((text(argument["arg_0"]), text(argument["arg_1"])))
    }
    self.arguments = arguments
    guard case .array(let responses)? = json["resps"] else { return }
    for response in responses {
      guard case .array(let repeats) = response, let first = repeats.first else { continue }
      switch first {
      case .array(let pair):
        numbers.append(Double(text(pair.first)) ?? .nan)
        isGreedy.append(text(pair.last) == "True")
      case .string(let value):
        numbers.append(Double(value) ?? .nan)
        self.text = value
      default: break
      }
    }
  }
}
