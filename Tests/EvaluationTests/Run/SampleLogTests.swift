import Evaluation
import Foundation
import TestSupport
import Testing

/// Details of samples that are written while a run goes on and read back afterwards.
struct SampleLogTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("samples.jsonl")
  }

  private func run(_ model: ScriptedModel = ScriptedModel(), _ log: SampleLog) async throws -> Run {
    try await Runner(
      Plan.small(), model: model, samples: log, recorder: EventCollector(),
      options: Runner.Options(batch: BatchSize(requests: 6), clock: .stepping())
    ).run()
  }

  private func line(_ result: SampleResult, _ suite: String) throws -> String {
    var writer = JSONWriter()
    SampleLine.write(result, suite: suite, to: &writer)
    return String(decoding: try writer.finish("x"), as: UTF8.self)
  }

  @Test func theFileIsThereOnceItIsComplete() async throws {
    let log = try SampleLog(path: path)
    let run = try await run(ScriptedModel(), log)
    #expect(folder.names.allSatisfy { $0.hasSuffix(".part") } && folder.names.count == 1)
    let digest = try #require(try log.complete())
    #expect(folder.names == ["samples.jsonl"])
    #expect(digest == (try FileDigest(name: "samples.jsonl", path: path)))
    #expect(digest.size == (try folder.bytes("samples.jsonl")).count)
    let lines = try run.suites.flatMap { suite in
      try suite.samples.all().map { try line($0, suite.definition.id) }
    }
    #expect(try folder.bytes("samples.jsonl") == Data(lines.map { $0 + "\n" }.joined().utf8))
  }

  @Test func whatIsReadBackIsWhatARunInMemoryHas() async throws {
    let expected = try await run(ScriptedModel(), SampleLog())
    let log = try SampleLog(path: path)
    let actual = try await run(ScriptedModel(), log)
    #expect(try actual.resultBytes() == expected.resultBytes())
    #expect(actual.suites.map(\.scores) == expected.suites.map(\.scores))
    _ = try log.complete()
    #expect(try actual.resultBytes() == expected.resultBytes())
    let samples = actual.suites[0].samples
    #expect(try samples[6] == (try expected.suites[0].samples[6]))
    #expect(samples.count == 7)
  }

  @Test func everyKindOfSampleComesBack() throws {
    for suite in ExampleRun.make().suites {
      let results = try suite.samples.all()
      let lines = try results.map { try line($0, suite.definition.id) }
      let read = try lines.map { try SampleLine.read(Array($0.utf8)) }
      #expect(try read.map { try line($0, suite.definition.id) } == lines)
      #expect(read == results)
    }
  }

  @Test(arguments: HostileText.all.map(\.name))
  func hostileTextsComeBackToTheLastCodePoint(name: String) throws {
    let text = try #require(HostileText.all.first { $0.name == name }).text
    let result = SampleResult(
      sample: Sample(
        id: text, cluster: text, slices: [text: text], target: .texts([text, ""]),
        choices: [text], canary: text,
        requests: [
          .generate(
            prompt: .chat([Message(role: text, content: text)], prefix: text),
            options: GenerationOptions(
              maxTokens: 3, stop: [text], temperature: 0.1, topK: 2, topP: 0.3, minP: -0.0,
              seed: .max))
        ]),
      responses: [.failure(ResponseFailure(kind: text, message: text))],
      score: Score(
        scorer: text, status: .scored([text: -0.0]), prediction: text, target: text,
        explanation: text))
    let written = try line(result, text)
    let read = try SampleLine.read(Array(written.utf8))
    #expect(try line(read, text) == written)
    #expect(read.sample.id.unicodeScalars.elementsEqual(text.unicodeScalars))
  }

  @Test func aLogThatIsGivenUpLeavesNothing() async throws {
    await #expect(throws: Failure.self) {
      try await run(ScriptedModel(failingAt: 15), try SampleLog(path: path))
    }
    #expect(folder.names.isEmpty)
  }

  @Test func aNumberThatIsNotFiniteStopsTheRun() throws {
    let failure = #expect(throws: Failure.self) {
      try line(
        SampleResult(
          sample: Sample(id: "a", requests: []), responses: [],
          score: Score(scorer: "x", status: .scored(["v": .nan]))), "s")
    }
    #expect(failure?.code == .internal)
  }

  @Test(arguments: [
    "", "{", "[]", #"{"schema":"assay.sample/2"}"#, #"{"schema":"assay.sample/1","id":3}"#,
  ])
  func aDamagedLineIsAFailureThatNamesTheFile(line: String) {
    let failure = #expect(throws: Failure.self) { try SampleLine.read(Array(line.utf8)) }
    #expect(failure?.code == .badData)
    #expect(failure?.place?.file == "samples.jsonl")
  }
}
