import Inference
import TestSupport
import Testing

/// What the engine accepts, and that scored positions are the asked ones.
struct PrefixSharingTests {
  @Test func scoresOnlyWhatIsAskedFor() throws {
    let engine = try Engine(tinyCheckpoint("tiny-f32.gguf"), precision: .exact, threads: 1)
    let tokens: [Int32] = [5, 9, 30, 7, 11]
    let all = try engine.score([ScoringRequest(tokens: tokens, scoredFrom: 1)])[0]
    let last = try engine.score([ScoringRequest(tokens: tokens, scoredFrom: 3)])[0]
    #expect(all.logprobs.count == 4)
    #expect(last.logprobs == Array(all.logprobs.suffix(2)))
    #expect(last.argmax == Array(all.argmax.suffix(2)))
  }

  @Test func nothingToScoreIsAnEmptyAnswer() throws {
    let engine = try Engine(tinyCheckpoint("tiny-f32.gguf"), precision: .exact, threads: 1)
    let scores = try engine.score([
      ScoringRequest(tokens: [3], scoredFrom: 1), ScoringRequest(tokens: [], scoredFrom: 1),
    ])
    #expect(scores.allSatisfy { $0.logprobs.isEmpty })
    #expect(try engine.score([]).isEmpty)
  }

  @Test func theContextIsALimitAndIsReached() throws {
    let engine = try Engine(tinyCheckpoint("tiny-f32.gguf"), precision: .exact, threads: 2)
    let full = (0...Int32(engine.contextLength)).map { $0 % 100 }
    #expect(try engine.score([ScoringRequest(tokens: full, scoredFrom: 1)])[0].isFinite)
    #expect(throws: InferenceError.self) {
      try engine.score([ScoringRequest(tokens: full + [1], scoredFrom: 1)])
    }
    #expect(throws: InferenceError.self) {
      try engine.score([ScoringRequest(tokens: [1, 1_000_000], scoredFrom: 1)])
    }
  }

  @Test func generationEndsWithTheContext() throws {
    let engine = try Engine(tinyCheckpoint("tiny-f32.gguf"), precision: .exact, threads: 1)
    let prompt = (0..<Int32(engine.contextLength - 4)).map { $0 % 90 + 5 }
    let result = try engine.generate([GenerationRequest(prompt: prompt, maxTokens: 50)])[0]
    #expect(result.tokens.count <= 4)
    #expect(result.end == .context || result.end == .endToken)
    #expect(throws: InferenceError.self) {
      try engine.generate([GenerationRequest(prompt: [], maxTokens: 1)])
    }
  }
}
