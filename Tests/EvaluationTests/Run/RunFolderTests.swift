import Evaluation
import Foundation
import TestSupport
import Testing

struct RunFolderTests {
  private let folder: TemporaryFolder
  private let path: String
  private let model = ScriptedModel.identity()

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("reports/run")
  }

  private func open(
    _ plan: Plan? = nil, model: ModelIdentity? = nil, resume: Bool = false,
    overwrite: Bool = false
  ) throws -> RunFolder {
    try RunFolder(
      path, plan: plan ?? Plan.small(), model: model ?? self.model,
      reuse: RunFolder.Reuse(resume: resume, overwrite: overwrite), clock: .stepping())
  }

  /// Leaves a folder as a run does that answered something, and came to its end or not.
  private func leaveRun(finished: Bool, _ plan: Plan? = nil) async throws {
    let plan = try plan ?? Plan.small()
    let opened = try open(plan, overwrite: true)
    let model = ScriptedModel(failingAt: finished ? nil : 15)
    let runner = Runner(
      plan, model: model, cache: opened.cache, recorder: EventCollector(),
      options: Runner.Options(batch: BatchSize(requests: 6)))
    _ = try? await runner.run()
    if finished {
      for name in RunFolder.resultNames + ["junit-samples-007.xml"] {
        try opened.write(Data("old".utf8), as: name)
      }
      try opened.finish()
    } else {
      try opened.cache.close()
    }
  }

  @Test func aFolderIsCreatedWithThoseAboveItAndMarkedAsUnfinished() throws {
    let opened = try open()
    #expect(opened.notes.isEmpty)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: path).sorted() == [
        "answers.jsonl", "run.json",
      ])
    let marker = try String(contentsOfFile: opened.file("run.json"), encoding: .utf8)
    #expect(marker.contains(#""state":"running""#))
    #expect(marker.contains(try Plan.small().id(for: model)))
    try opened.finish()
    let finished = try String(contentsOfFile: opened.file("run.json"), encoding: .utf8)
    #expect(finished.contains(#""state":"finished""#))
  }

  @Test func aPathThatCannotBeAFolderIsNamedWithTheReason() throws {
    try folder.write("x", to: "file")
    for bad in [folder.file("file"), folder.file("file/run")] {
      let failure = #expect(throws: Failure.self) {
        try RunFolder(bad, plan: Plan.small(), model: model)
      }
      #expect(failure?.code == .cannotWrite)
      #expect(failure?.message.contains(folder.file("file")) == true)
      #expect(failure?.message.contains("Not a directory") == true)
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self")))
  func aFolderThatTakesNoFilesIsFoundOutBeforeTheModelIsAsked() throws {
    let failure = #expect(throws: Failure.self) {
      try RunFolder("/proc/self", plan: Plan.small(), model: model)
    }
    #expect(failure?.code == .cannotWrite)
    #expect(failure?.message.contains("/proc/self") == true)
  }

  @Test func anUnfinishedRunIsResumedOnDemand() async throws {
    try await leaveRun(finished: false)
    let opened = try open(resume: true)
    #expect(opened.cache.count == 15)
    #expect(opened.notes == ["resuming: 15 answers are known already"])
  }

  @Test func anUnfinishedRunIsStartedAnewElseAndSaysSo() async throws {
    try await leaveRun(finished: false)
    let opened = try open()
    #expect(opened.cache.count == 0)
    #expect(opened.notes.count == 1)
    #expect(opened.notes.first?.contains("--resume") == true)
  }

  @Test func theFilesOfAnEarlierRunAreGoneBeforeTheNextBegins() async throws {
    try await leaveRun(finished: true)
    for resume in [true, false] {
      let opened = try open(resume: resume)
      let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      #expect(names == ["answers.jsonl", "run.json"])
      try opened.cache.close()
      try await leaveRun(finished: true)
    }
  }

  @Test func resumingWhereNothingIsSaysSo() throws {
    #expect(try open(resume: true).notes == ["there is no run to resume here: starting anew"])
  }

  @Test func anotherRunIsRefusedWithWhatDiffers() async throws {
    try await leaveRun(finished: true)
    var other = SmallSuites.mixed
    other[0].definition.digest = String(repeating: "ee", count: 32)
    let identity = ScriptedModel.identity(precision: "fast")
    let before = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    let failure = #expect(throws: Failure.self) {
      try open(Plan.small(other, seed: 7, filter: "!pages"), model: identity, resume: true)
    }
    #expect(failure?.code == .usage)
    let message = try #require(failure?.message)
    for part in [
      path, "seed 1, now 7", "filter none, now !pages", "precision exact, now fast",
      "suite colours, now changed", "suite pages, now not in it",
    ] {
      #expect(message.contains(part), "\(part) in \(message)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: path).sorted() == before)
  }

  @Test func aChangedPolicyIsAnotherRunToo() async throws {
    try await leaveRun(finished: true)
    let policy = [Condition(id: "c", metric: "*", kind: .completeness)]
    let failure = #expect(throws: Failure.self) { try open(Plan.small(policy: policy)) }
    #expect(failure?.message.contains("policy") == true)
  }

  @Test func anotherRunIsReplacedOnDemand() async throws {
    try await leaveRun(finished: true)
    let opened = try open(Plan.small(seed: 7), overwrite: true)
    #expect(opened.notes == ["what was here is replaced"])
    #expect(opened.cache.count == 0)
    #expect(!FileManager.default.fileExists(atPath: opened.file("verdict.json")))
  }

  @Test func filesOfUnknownOriginAreLeftAlone() throws {
    try folder.write("mine", to: "reports/run/index.html")
    let failure = #expect(throws: Failure.self) { try open() }
    #expect(failure?.code == .usage)
    #expect(failure?.message.contains("index.html") == true)
    #expect(try folder.bytes("reports/run/index.html") == Data("mine".utf8))
    try folder.write("{", to: "reports/run/run.json")
    let damaged = #expect(throws: Failure.self) { try open() }
    #expect(damaged?.code == .badData)
    _ = try open(overwrite: true)
  }

  @Test func whatAKillLeftHalfWrittenIsTidiedAway() throws {
    try folder.write("{", to: "reports/run/.verdict.json.3k7.part")
    let opened = try open()
    #expect(!FileManager.default.fileExists(atPath: opened.file(".verdict.json.3k7.part")))
  }

  @Test func filesWithOtherNamesDoNotMatter() throws {
    try folder.write("mine", to: "reports/run/notes.txt")
    _ = try open()
    #expect(try folder.bytes("reports/run/notes.txt") == Data("mine".utf8))
  }

  @Test func twoRunsAtOnceDoNotShareAFolder() throws {
    let first = try open()
    let failure = #expect(throws: Failure.self) { try open() }
    #expect(failure?.code == .transient)
    #expect(failure?.message.contains(path) == true)
    try first.cache.close()
    _ = try open()
  }
}
