import Inference
import TestSupport
import Testing

/// A sequence that takes too long ends, and its neighbours do not notice.
struct TimeLimitTests {
  @Test func whatTakesTooLongEndsAndItsNeighboursStayAsTheyAre() throws {
    let engine = try Engine(tinyCheckpoint("tiny-q4_1.gguf"), threads: 2)
    let tokenizer = engine.checkpoint.tokenizer
    var requests = try (0..<20).map { index in
      GenerationRequest(
        prompt: try tokenizer.encode("The harbour was quiet \(index)"), maxTokens: 20)
    }
    let free = try engine.generate(requests)
    for index in requests.indices {
      requests[index].timeLimit = index % 3 == 0 ? 1e-9 : 3600
    }
    let limited = try engine.generate(requests)
    for index in requests.indices {
      if index % 3 == 0 {
        #expect(limited[index].end == .timeLimit)
        #expect(limited[index].tokens.isEmpty)
      } else {
        #expect(limited[index].tokens == free[index].tokens)
        #expect(limited[index].logprobs == free[index].logprobs)
        #expect(limited[index].end == free[index].end)
      }
    }
    // Nothing of the given-up sequences is left in the prefix cache.
    for index in requests.indices { requests[index].timeLimit = nil }
    #expect(try engine.generate(requests).map(\.tokens) == free.map(\.tokens))
  }
}
