import Foundation
import Inference
import TestSupport
import Testing

/// Log-probabilities and continuations against independent float64 references.
struct ReferenceTests {
  static let tinyModels = [
    "tiny-f32.gguf", "tiny-f16.gguf", "tiny-bf16.gguf", "tiny-q8_0.gguf", "tiny-q4_0.gguf",
    "tiny-q4_1.gguf",
  ]

  @Test(arguments: tinyModels, ["avx512-vnni", "avx2", "portable"])
  func exactAgreesOnEveryTensorType(model: String, instructionSet: String) throws {
    guard
      let engine = try? Engine(
        tinyCheckpoint(model), precision: .exact, threads: 2, instructionSet: instructionSet)
    else {
      // A processor without AVX-512 or AVX2 runs the others.
      return #expect(instructionSet != "portable")
    }
    let references = try tiny(model)
    let deviation = try Deviation(engine, references)
    #expect(deviation.count > 100)
    #expect(deviation.worst < 2e-4)
    #expect(deviation.mean < 2e-5)
  }

  @Test(arguments: tinyModels)
  func greedyContinuationsAgreeWhereTheMarginAllows(model: String) throws {
    let engine = try Engine(tinyCheckpoint(model), precision: .exact, threads: 2)
    let references = try jsonLines(
      fixtureURL("tiny-llama/greedy.jsonl"), as: ReferenceContinuation.self
    ).filter { $0.model == model }
    #expect(!references.isEmpty)
    try check(engine, references, margin: 0.001)
  }

  @Test func exactAgreesOnTheRealCheckpoint() throws {
    let engine = try Engine(realCheckpoint(), precision: .exact, threads: 2)
    let references = try jsonLines(
      fixtureURL("smollm2/logprobs.jsonl"), as: ReferenceLogprobs.self)
    let deviation = try Deviation(engine, references)
    #expect(deviation.count > 500)
    #expect(deviation.worst < 2e-3)
    #expect(deviation.mean < 2e-4)
    let continuations = try jsonLines(
      fixtureURL("smollm2/greedy.jsonl"), as: ReferenceContinuation.self)
    try check(engine, continuations, margin: 0.05)
  }

  @Test func fastStaysNearOnTheRealCheckpoint() throws {
    let engine = try Engine(realCheckpoint(), precision: .fast, threads: 2)
    let references = try jsonLines(
      fixtureURL("smollm2/logprobs.jsonl"), as: ReferenceLogprobs.self)
    let deviation = try Deviation(engine, references)
    #expect(deviation.mean < 1e-3)
    #expect(deviation.worst < 2e-2)
    let continuations = try jsonLines(
      fixtureURL("smollm2/greedy.jsonl"), as: ReferenceContinuation.self)
    try check(engine, continuations, margin: 0.05)
  }

  @Test func sharedReferencesAgreeWhereTheyAreThere() throws {
    guard let folder = sharedURL("golden/smollm2") else { return }
    let checkpoint = try realCheckpoint()
    let engine = try Engine(checkpoint, precision: .exact, threads: 2)
    let references = try jsonLines(
      folder.appending(path: "logprobs.jsonl"), as: ReferenceLogprobs.self)
    let deviation = try Deviation(engine, references)
    #expect(deviation.worst < 2e-3)
    #expect(deviation.mean < 2e-4)
    let texts = try jsonLines(folder.appending(path: "tokens.jsonl"), as: ReferenceTokens.self)
    for text in texts {
      #expect(try checkpoint.tokenizer.encode(text.text, specialTokens: .parsed) == text.ids)
    }
    try check(
      engine,
      jsonLines(folder.appending(path: "greedy.jsonl"), as: ReferenceContinuation.self),
      margin: 0.05)
  }

  private func tiny(_ model: String) throws -> [ReferenceLogprobs] {
    try jsonLines(fixtureURL("tiny-llama/reference.jsonl"), as: ReferenceLogprobs.self)
      .filter { $0.model == model }
  }

  /// Compares up to the first step at which the reference itself hardly decides.
  private func check(
    _ engine: Engine, _ references: [ReferenceContinuation], margin: Double
  ) throws {
    let results = try engine.generate(
      references.map { GenerationRequest(prompt: $0.prompt_ids, maxTokens: $0.new_ids.count) })
    for (result, reference) in zip(results, references) {
      let decided = reference.margin.prefix { $0 > margin }.count
      // The reference writes the end token down, the engine stops before it.
      let ends = engine.checkpoint.tokenizer.endOfGeneration
      let expected = reference.new_ids.prefix(decided).prefix { !ends.contains($0) }
      #expect(Array(result.tokens.prefix(expected.count)) == Array(expected), "\(reference.id)")
    }
  }
}
