import Foundation
import Inference
import TestSupport

/// A line of a file of reference log-probabilities.
struct ReferenceLogprobs: Decodable {
  /// The checkpoint file, where a file of references covers several.
  let model: String?
  let id: String
  let text: String?
  let ids: [Int32]
  let token_logprobs: [Double?]
  let argmax: [Int32]
}

/// A line of a file of reference continuations.
struct ReferenceContinuation: Decodable {
  let model: String?
  let id: String
  let prompt_ids: [Int32]
  let new_ids: [Int32]
  /// Between the first and the second choice at each step, in nats.
  let margin: [Double]
}

/// A line of a file of reference token ids.
struct ReferenceTokens: Decodable {
  let id: String
  let text: String
  let parse_special: Bool?
  let ids: [Int32]
}

/// The objects of a file of JSON lines.
func jsonLines<T: Decodable>(_ url: URL, as type: T.Type) throws -> [T] {
  try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map { line in
    try JSONDecoder().decode(type, from: Data(line.utf8))
  }
}

/// The real checkpoint that the demo uses; `make model` fetches it.
func realCheckpoint() throws -> Checkpoint {
  try Checkpoint(path: repositoryURL("models/SmolLM2-135M-Instruct.Q4_1.gguf").path)
}

/// A checkpoint of `fixtures/tiny-llama/`.
func tinyCheckpoint(_ name: String) throws -> Checkpoint {
  try Checkpoint(path: fixtureURL("tiny-llama/\(name)").path)
}

/// How far log-probabilities are from their reference, in nats.
struct Deviation {
  var worst = 0.0
  var sum = 0.0
  var count = 0
  var mean: Double { sum / Double(max(count, 1)) }

  mutating func add(_ values: [Double], _ reference: [Double?]) {
    for (value, expected) in zip(values, reference) {
      guard let expected else { continue }
      worst = max(worst, abs(value - expected))
      sum += abs(value - expected)
      count += 1
    }
  }

  /// How an engine's scores differ from references.
  init(_ engine: Engine, _ references: [ReferenceLogprobs]) throws {
    let requests = references.map { ScoringRequest(tokens: $0.ids, scoredFrom: 1) }
    for (scores, reference) in zip(try engine.score(requests), references) {
      add(scores.logprobs, Array(reference.token_logprobs.dropFirst()))
    }
  }
}
