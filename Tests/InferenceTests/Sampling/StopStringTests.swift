import Inference
import TestSupport
import Testing

/// Generation ends before the first stop string, wherever tokens split it.
struct StopStringTests {
  @Test func textIsCutBeforeTheStopString() throws {
    let engine = try Engine(tinyCheckpoint("tiny-f32.gguf"), precision: .exact, threads: 1)
    let prompt = try engine.checkpoint.tokenizer.encode("The harbour was quiet")
    let free = try engine.generate([GenerationRequest(prompt: prompt, maxTokens: 30)])[0]
    let text = Array(free.text)
    try #require(text.count > 12)
    for (start, length) in [(3, 1), (5, 3), (8, 4)] {
      let stop = String(text[start..<start + length])
      let cut = try engine.generate([
        GenerationRequest(prompt: prompt, maxTokens: 30, stop: [stop, "never in there"])
      ])[0]
      let range = try #require(free.text.firstRange(of: stop))
      #expect(cut.text == String(free.text[..<range.lowerBound]))
      #expect(cut.end == .stopString)
    }
  }
}
