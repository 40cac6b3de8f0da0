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
    // Tokens of a random checkpoint split characters: a piece that shows one is no stop string.
    let stops: [String] = [1, 3, 4].flatMap { length in
      (0..<text.count - length).map { String(text[$0..<$0 + length]) }
    }.filter { !$0.contains("\u{FFFD}") }
    try #require(stops.count > 20)
    for stop in stops {
      let cut = try engine.generate([
        GenerationRequest(prompt: prompt, maxTokens: 30, stop: [stop, "never in there"])
      ])[0]
      let range = try #require(free.text.firstRange(of: stop))
      #expect(cut.text == String(free.text[..<range.lowerBound]))
      #expect(cut.end == .stopString)
    }
  }
}
