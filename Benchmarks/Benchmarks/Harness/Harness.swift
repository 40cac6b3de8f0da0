internal import Evaluation
internal import Foundation
internal import Reports

/// What a run costs beside its model: a suite of made-up rows, answered by a script, from the data file
/// to the last report.
@main
enum Harness {
  static func main() async {
    do {
      try await run(try HarnessOptions(Array(CommandLine.arguments.dropFirst())))
    } catch {
      FileHandle.standardError.write(Data("harness: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func run(_ options: HarnessOptions) async throws {
    let folder = URL(fileURLWithPath: options.folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var stages = Stages(samples: options.samples)
    let suite = try stages.measure("write the data (not counted)") {
      try MadeUpSuite.write(options, to: folder)
    }
    let loaded = try stages.measure("load: check and render every row") {
      try SuiteLoader(seed: 1).load(suite)
    }
    let plan = try stages.measure("plan") {
      try Plan(
        suites: [loaded], settings: RunSettings(seed: 1, version: "benchmark"))
    }
    let out = folder.appending(path: "run").path
    let model = ScriptedAnswers()
    let opened = try stages.measure("open the folder") {
      try RunFolder(
        out, plan: plan, model: model.identity,
        reuse: RunFolder.Reuse(resume: options.isResuming, overwrite: !options.isResuming))
    }
    let events = try EventLog(path: opened.file("events.jsonl"))
    let details = try SampleLog(path: opened.file(SampleLine.fileName))
    let metrics = MetricClock()
    let runner = Runner(
      plan, model: model, cache: opened.cache, samples: details,
      recorder: Recorders([events, metrics, stages.memory]))
    let run = try await stages.measure("run") { try await runner.run() }
    stages.divide(run, model: model.seconds, metrics: metrics.seconds)
    try stages.measure("reports") {
      try events.close()
      let files = [
        try details.complete(),
        try FileDigest(name: "events.jsonl", path: opened.file("events.jsonl")),
      ]
      let options = ReportOptions(otherFiles: files.compactMap { $0 })
      for file in try RunFiles.render(run, options: options) {
        try opened.write(file.bytes, as: file.name)
      }
      try opened.finish()
    }
    stages.print()
  }
}

/// How long the metrics of the last suite took: from its last batch to its end.
final class MetricClock: Recorder, @unchecked Sendable {
  // The runner records one event at a time.
  private var lastBatch = ContinuousClock.now
  private(set) var seconds = 0.0

  func record(_ event: Event) {
    switch event {
    case .progress: lastBatch = .now
    case .suiteEnded: seconds += Stages.seconds(since: lastBatch)
    default: break
    }
  }
}
