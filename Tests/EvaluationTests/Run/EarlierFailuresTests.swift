import Evaluation
import Foundation
import TestSupport
import Testing

/// `--last-failed`: what failed in an earlier run, and what became of it since.
struct EarlierFailuresTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private static let suite = SmallSuites.generation("capitals", samples: 5)
  private static let statuses: [Score.Status] = [
    .scored(["exact_match": 1]), .scored(["exact_match": 0]), .unscored(reason: "empty"),
    .failed(reason: "timeout"), .scored(["token_f1": 0.5]),
  ]

  /// Writes the files of a run of the suite.
  private func write(_ statuses: [Score.Status] = statuses) throws {
    try folder.write(
      #"{"run":{"id":"0a1b"},"schema":"assay.results/1","suites":[{"id":"capitals","metrics":["#
        + #"{"name":"exact_match","slice":null}]}]}"#, to: "run/results.json")
    try folder.write(#"{"schema":"assay.manifest/1"}"#, to: "run/manifest.json")
    var writer = JSONWriter()
    for (sample, status) in zip(EarlierFailuresTests.suite.samples, statuses) {
      let score = Score(scorer: "generate", status: status)
      SampleLine.write(
        SampleResult(sample: sample, responses: [], score: score), suite: "capitals", to: &writer)
      writer.endLine()
    }
    let lines = String(decoding: try writer.finish("samples.jsonl"), as: UTF8.self)
    try folder.write(lines, to: "run/samples.jsonl")
  }

  private func plan(
    _ kind: EarlierSelection.Kind, _ suites: [Suite] = [suite], filter: String? = nil
  ) throws -> Plan {
    let earlier = try EarlierFailures(folder.file("run"), kind: kind)
    return try Plan(
      name: "small", suites: suites,
      settings: RunSettings(
        seed: 1, filter: filter, earlier: earlier.selection, version: "0.1.0"),
      earlier: earlier)
  }

  private func ids(_ plan: Plan) -> [String] { plan.suites.flatMap { $0.samples.map(\.id) } }

  @Test func whatIsWrongUnscoredOrAnErrorFailed() throws {
    try write()
    #expect(try ids(plan(.failed)) == ["g1", "g2", "g3"])
    #expect(try ids(plan(.errors)) == ["g3"])
    #expect(try plan(.failed).warnings.isEmpty)
    #expect(try plan(.failed).settings.earlier == EarlierSelection(kind: .failed, run: "0a1b"))
  }

  @Test func suitesOfWhichNothingFailedAreLeftOut() throws {
    try write()
    let plan = try plan(.failed, [SmallSuites.rolling("pages", samples: 2), Self.suite])
    #expect(plan.suites.map(\.definition.id) == ["capitals"])
  }

  @Test func theFilterTakesFurtherOut() throws {
    try write()
    #expect(try ids(plan(.failed, filter: "!id:g2")) == ["g1", "g3"])
    let failure = #expect(throws: Failure.self) { try plan(.failed, filter: "id:g0") }
    #expect(failure?.code == .nothingSelected)
    #expect(
      failure?.message
        == "the filter 'id:g0' and what failed in the earlier run selects none of the 5 samples")
  }

  @Test func samplesThatAreGoneOrAskedOtherwiseAreNamed() throws {
    try write()
    var changed = Self.suite
    var samples = Array(changed.samples.dropFirst(2))
    samples[0].requests = [
      .generate(prompt: .text("Another question?"), options: GenerationOptions(maxTokens: 8))
    ]
    changed.samples = SampleList(samples)
    #expect(
      try plan(.failed, [changed]).warnings == [
        "suite capitals: of the 3 samples that failed in \(folder.file("run")), "
          + "not there now: g1; asked otherwise now: g2"
      ])
  }

  @Test func aSuiteThatIsGoneIsNamed() throws {
    try write()
    let failure = #expect(throws: Failure.self) {
      try plan(.failed, [SmallSuites.rolling("pages", samples: 2)])
    }
    #expect(failure?.code == .nothingSelected)
    #expect(failure?.remedy == "Name the suites, and the filter, of the earlier run")
  }

  @Test func aRunInWhichNothingFailedSelectsNothing() throws {
    try write([.scored(["exact_match": 1])])
    let failure = #expect(throws: Failure.self) { try plan(.failed) }
    #expect(failure?.code == .nothingSelected)
    #expect(
      failure?.message == "none of the 1 samples of the run in \(folder.file("run")) failed")
  }

  @Test func aFolderWithoutAFinishedRunIsNamed() {
    let failure = #expect(throws: Failure.self) { try plan(.failed) }
    #expect(failure?.code == .inputMissing)
    let folder = folder.file("run")
    #expect(
      failure?.message
        == "there is no finished run in \(folder) whose failed samples could be asked")
  }

  @Test func theEarlierRunIsPartOfTheIdentity() throws {
    try write()
    let model = ScriptedModel.identity()
    let whole = try Plan.small([Self.suite])
    let plans = [try plan(.failed), try plan(.errors), whole]
    let ids = plans.map { $0.id(for: model) }
    #expect(Set(ids).count == 3)
  }
}
