import Foundation
import Inference
import TestSupport
import Testing

/// Law: a request's numbers depend on the checkpoint, the request and the precision alone.
struct DeterminismTests {
  @Test(
    arguments: [Precision.exact, .fast],
    ["tiny-q4_1.gguf", "tiny-q8_0.gguf", "tiny-f16.gguf", "tiny-bf16.gguf"])
  func scoresDoNotDependOnBatchThreadsOrCache(precision: Precision, model: String) throws {
    let checkpoint = try tinyCheckpoint(model)
    let requests = Requests.make(checkpoint)
    let reference = try Engine(checkpoint, precision: precision, threads: 1)
    let alone = try requests.map { try reference.score([$0])[0] }
    for threads in [1, 2, 3] {
      // A cache for the whole context, and one that must give up prefixes all the time.
      for cacheBytes in [256 << 20, 1] {
        let engine = try Engine(
          checkpoint, precision: precision, threads: threads, cacheBytes: cacheBytes)
        for size in [1, 7, 64] {
          #expect(try Requests.score(requests, on: engine, batch: size) == alone)
        }
        let order = Requests.shuffled(requests.count)
        let shuffled = try engine.score(order.map { requests[$0] })
        #expect(order.indices.allSatisfy { shuffled[$0] == alone[order[$0]] })
      }
    }
  }

  @Test(arguments: [Precision.exact, .fast])
  func generationDoesNotDependOnNeighbours(precision: Precision) throws {
    let checkpoint = try tinyCheckpoint("tiny-q4_1.gguf")
    let prompts = Requests.make(checkpoint).map { Array($0.tokens.prefix(40)) }.prefix(40)
    let requests = prompts.enumerated().map { index, prompt in
      GenerationRequest(
        prompt: prompt, maxTokens: 5 + index % 17, stop: index % 3 == 0 ? ["e"] : [],
        sampling: index % 2 == 0
          ? SamplingOptions()
          : SamplingOptions(temperature: 0.9, topK: 40, topP: 0.95, minP: 0.01, seed: UInt64(index))
      )
    }
    func plain(_ results: [GenerationResult]) -> [[Double]] {
      results.map { $0.tokens.map(Double.init) + $0.logprobs }
    }
    let reference = try Engine(checkpoint, precision: precision, threads: 1)
    let alone = plain(try requests.flatMap { try reference.generate([$0]) })
    for threads in [1, 2] {
      let engine = try Engine(checkpoint, precision: precision, threads: threads)
      #expect(plain(try engine.generate(requests)) == alone)
      let order = Requests.shuffled(requests.count)
      let shuffled = plain(try engine.generate(order.map { requests[$0] }))
      #expect(order.indices.allSatisfy { shuffled[$0] == alone[order[$0]] })
    }
  }

  @Test(arguments: Engine.instructionSets)
  func everyInstructionSetKeepsTheLaw(name: String) throws {
    let checkpoint = try tinyCheckpoint("tiny-q4_1.gguf")
    let requests = Requests.make(checkpoint)
    let one = try Engine(checkpoint, threads: 1, instructionSet: name)
    let two = try Engine(checkpoint, threads: 2, cacheBytes: 1, instructionSet: name)
    #expect(one.instructionSet == name)
    #expect(try two.score(requests) == requests.map { try one.score([$0])[0] })
  }

  @Test func theRealCheckpointGivesTheSameBitsWhateverStandsAround() throws {
    let checkpoint = try realCheckpoint()
    let requests = try jsonLines(
      fixtureURL("smollm2/logprobs.jsonl"), as: ReferenceLogprobs.self
    ).prefix(8).flatMap { reference in
      // Whole, and in parts that share their beginnings.
      [reference.ids.count, reference.ids.count / 2 + 1].map {
        ScoringRequest(tokens: Array(reference.ids.prefix($0)), scoredFrom: 1)
      }
    }
    let reference = try Engine(checkpoint, threads: 1)
    let alone = try requests.map { try reference.score([$0])[0] }
    for cacheBytes in [256 << 20, 1] {
      let engine = try Engine(checkpoint, threads: 2, cacheBytes: cacheBytes)
      for size in [64, 7, 1] {
        #expect(try Requests.score(requests, on: engine, batch: size) == alone)
      }
      #expect(try engine.score(requests.reversed()).reversed() == alone)
    }
  }

  @Test func theRealCheckpointWritesTheSameWhateverStandsAround() throws {
    let checkpoint = try realCheckpoint()
    let prompts = try jsonLines(
      fixtureURL("smollm2/logprobs.jsonl"), as: ReferenceLogprobs.self
    ).map(\.ids).filter { $0.count > 4 }.prefix(18)
    let requests = prompts.map { GenerationRequest(prompt: $0, maxTokens: 6, ignoresEnd: true) }
    let one = try Engine(checkpoint, threads: 1)
    let two = try Engine(checkpoint, threads: 2)
    let alone = try requests.map { try one.generate([$0])[0] }
    let together = try two.generate(requests)
    #expect(together.map(\.tokens) == alone.map(\.tokens))
    #expect(together.map(\.logprobs) == alone.map(\.logprobs))
  }
}

/// Scoring requests that share prefixes in all ways.
private enum Requests {
  static func make(_ checkpoint: Checkpoint) -> [ScoringRequest] {
    var state: UInt64 = 42
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let vocabulary = checkpoint.tokenizer.vocabularySize
    let stems = (0..<6).map { _ in (0..<random(90) + 2).map { _ in Int32(random(vocabulary)) } }
    return (0..<70).map { index in
      let stem = stems[random(stems.count)]
      let kept = stem.prefix(random(stem.count) + 1)
      let tail = (0..<random(20) + 1).map { _ in Int32(random(vocabulary)) }
      return ScoringRequest(
        tokens: kept + tail, scoredFrom: index % 2 == 0 ? 1 : kept.count)
    }
  }

  static func score(
    _ requests: [ScoringRequest], on engine: Engine, batch: Int
  ) throws -> [TokenScores] {
    var scores: [TokenScores] = []
    for start in stride(from: 0, to: requests.count, by: batch) {
      scores += try engine.score(Array(requests[start..<min(start + batch, requests.count)]))
    }
    return scores
  }

  static func shuffled(_ count: Int) -> [Int] {
    // 29 is coprime to the counts used here.
    (0..<count).map { ($0 * 29 + 5) % count }
  }
}
