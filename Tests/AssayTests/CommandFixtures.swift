import Foundation
import TestSupport

/// The checkpoints that commands are run on.
enum Checkpoints {
  /// A small random Llama, of 256 tokens of context, with a chat template.
  static let tiny = fixtureURL("tiny-llama/tiny-f32.gguf").path
  /// SmolLM2-135M-Instruct, as `make model` fetches it.
  static let real = repositoryURL("models/SmolLM2-135M-Instruct.Q4_1.gguf").path

  /// One of the checkpoints that something is wrong with.
  static func broken(_ name: String) -> String { fixtureURL("broken-gguf/\(name).gguf").path }
}

/// Small suites, one of each kind of task, for a checkpoint that knows nothing.
enum TaskSuites {
  /// The ids, which are the names of their folders.
  static let names = ["choice", "word", "page", "answer", "odds", "pair"]
  /// Those that need no chat template.
  static let plainNames = ["choice", "word", "page", "reply", "pair"]

  /// Writes all of them and a plan, `plan.yaml`, over some.
  ///
  /// - Parameters:
  ///   - folder: where they go, a folder each.
  ///   - names: the suites of the plan.
  ///   - gate: the lines of the plan's gate, without indentation; none for a plan without a gate.
  /// - Returns: the plan's path.
  /// - Throws: where the folder does not take them.
  static func write(
    to folder: TemporaryFolder, names: [String] = names, gate: [String] = []
  ) throws -> String {
    for (name, (suite, rows)) in all {
      let head = "suite: \(name)\ndata: {path: items.jsonl, id: id}\n"
      try folder.write(head + suite + "\n", to: "\(name)/suite.yaml")
      try folder.write(rows.map { $0 + "\n" }.joined(), to: "\(name)/items.jsonl")
    }
    let suites = names.map { "\($0)/suite.yaml" }.joined(separator: ", ")
    let policy = gate.isEmpty ? "" : "gate:\n" + gate.map { "  - \($0)\n" }.joined()
    return try folder.write("plan: small\nsuites: [\(suites)]\n\(policy)", to: "plan.yaml")
  }

  /// Body and rows of each suite.
  private static let all: [String: (String, [String])] = [
    "choice": (
      """
      tags: [quality]
      prompt: {text: "The {{ thing }} is a", few_shot: {count: 2, sampler: random, seed: 5}}
      task: multiple_choice
      choices: [boat, book, machine]
      target: "{{ kind }}"
      metrics: [acc, acc_norm, acc_pmi, f1_macro, mcc, brier, ece, log_loss]
      """,
      rows(12) { #"{"id": "c\#($0)", "thing": "thing \#($0)", "kind": \#($0 % 3)}"# }
    ),
    "word": (
      """
      tags: [quality]
      prompt: {text: "Count {{ id }}, then"}
      task: loglikelihood
      target: " {{ word }}"
      metrics: [acc, perplexity]
      """,
      rows(6) { #"{"id": "w\#($0)", "word": "number \#($0)"}"# }
    ),
    "page": (
      """
      tags: [quality]
      task: perplexity
      target: "{{ text }}"
      metrics: [word_perplexity, byte_perplexity, bits_per_byte]
      """,
      rows(5) {
        #"{"id": "p\#($0)", "text": "\#(String(repeating: "The boats came home. ", count: $0 + 1))"}"#
      }
    ),
    "answer": (
      """
      tags: [safety]
      prompt: {text: "Question {{ id }}", chat: true, system: "Answer.", prefix: "So:"}
      task: generate
      target: "{{ id }}"
      generate: {max_tokens: 12, temperature: 0.8, top_k: 40, samples: 2, seed: 9}
      extract: [first_line, trim]
      metrics: [exact_match, token_f1]
      """,
      rows(8) { #"{"id": "a\#($0)"}"# }
    ),
    "reply": (
      """
      prompt: {text: "Question {{ id }}"}
      task: generate
      target: "{{ id }}"
      generate: {max_tokens: 12}
      metrics: [exact_match]
      """,
      rows(4) { #"{"id": "r\#($0)"}"# }
    ),
    "odds": (
      """
      tags: [safety]
      prompt: {text: "Tell me {{ id }}", chat: true}
      task: refusal_log_odds
      target: "{{ label }}"
      openings: ["I cannot", "Sorry"]
      metrics: [auroc, mean_shift]
      probe: {family: refusal, judge: none}
      """,
      rows(8) { #"{"id": "o\#($0)", "label": "\#($0 % 2 == 0 ? "safe" : "unsafe")"}"# }
    ),
    "pair": (
      """
      tags: [bias]
      task: counterfactual_pair
      pair: {stereotyped: "The nurse {{ n }} said she", counterfactual: "The nurse {{ n }} said he"}
      metrics: [pct_stereotype, mean_log_ratio]
      probe: {family: bias, judge: none}
      """,
      rows(6) { #"{"id": "n\#($0)", "n": \#($0)}"# }
    ),
  ]

  private static func rows(_ count: Int, _ row: (Int) -> String) -> [String] {
    (0..<count).map(row)
  }
}

/// A suite that takes about a second on the tiny checkpoint.
enum LongSuite {
  /// How many texts it asks for.
  static let samples = 200

  /// Writes it.
  ///
  /// - Parameter folder: where it goes.
  /// - Returns: the suite's path.
  /// - Throws: where the folder does not take it.
  static func write(to folder: TemporaryFolder) throws -> String {
    let rows = (0..<samples).map { #"{"id": "n\#($0)"}"# + "\n" }.joined()
    try folder.write(rows, to: "items.jsonl")
    return try folder.write(
      """
      suite: long
      data: {path: items.jsonl, id: id}
      prompt: {text: "Tell {{ id }}:"}
      task: generate
      target: "never"
      generate: {max_tokens: 200, temperature: 1, seed: 3}
      metrics: [exact_match]

      """, to: "long.yaml")
  }
}
