internal import ArgumentParser
internal import Evaluation
internal import Foundation
internal import Inference
internal import Models
internal import Reports

/// `assay run SUITE_OR_PLAN…`.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Evaluates a checkpoint, judges it by the plan's gate and writes reports.",
    discussion: """
      Writes verdict.json, results.json, samples.jsonl, events.jsonl, junit.xml,
      index.html, summary.md and manifest.json. The exit code is the verdict
      (see assay --help).

      EXAMPLES
        assay run suites/smoke.yaml --model model.gguf --out reports/smoke
        assay run suites/release.yaml --model model.gguf --filter tag:safety
        assay run suites/release.yaml --model model.gguf --out reports/r1 --resume
        assay run suites/release.yaml --model new.gguf --last-failed --last-run reports/r1
      """)

  @OptionGroup var selection: SelectionOptions

  @ArgumentParser.Option(help: "The GGUF checkpoint to evaluate.")
  var model: String

  @ArgumentParser.Option(
    help: "The GGUF checkpoint that grades the answers of suites with a judge.")
  var judge: String?

  @ArgumentParser.Option(
    help: "Folder for the results (default: reports/ with the run's name and digest).")
  var out: String?

  @Flag(help: "Continues an interrupted run in the same folder.")
  var resume = false

  @Flag(help: "Replaces another run in the same folder.")
  var overwrite = false

  @Flag(help: "A warning of the gate ends with exit code 6.")
  var strict = false

  @ArgumentParser.Option(help: "Cases of junit.xml: metric, or sample for one a sample as well.")
  var junitGranularity: ReportOptions.JUnitGranularity = .metric

  @Flag(help: "Prints the metrics of every slice as well.")
  var showSlices = false

  @OptionGroup var errors: ErrorOptions

  @OptionGroup var engine: EngineOptions

  func run() async throws {
    let clock = ContinuousClock()
    let started = clock.now
    try await reportingErrors {
      var plan = try selection.plan(strict: strict, out: out)
      let checkpoint = try Checkpoint(path: model, digests: .ofUser)
      let local = try engine.model(checkpoint, generationLimit: errors.sampleTimeout)
      try ChatSupport.check(plan, local.identity)
      let judging = try judge.map { try engine.model(try Checkpoint(path: $0, digests: .ofUser)) }
      plan = try plan.judged(by: judging?.identity)
      let path = out ?? "reports/\(plan.folderName(for: local.identity))"
      let folder = try RunFolder(
        path, plan: plan, model: local.identity,
        reuse: RunFolder.Reuse(resume: resume, overwrite: overwrite))
      for note in folder.notes { StandardError.say(note) }
      let log = try EventLog(path: folder.file("events.jsonl"))
      let samples = try SampleLog(path: folder.file(SampleLine.fileName))
      let runner = Runner(
        plan, model: local, judge: judging, cache: folder.cache, samples: samples,
        recorder: Recorders([log, ConsoleProgress()]),
        options: Runner.Options(maxErrors: errors.allowed, threads: engine.threads))
      let run = try await Interruption.guarding { try await runner.run() }
      try log.close()
      try write(run, samples, to: folder)
      let seconds = started.duration(to: clock.now).components.seconds
      conclude(run, path: path, seconds: Int(seconds))
      throw ExitCode(Int32(run.verdict.exitCode))
    }
  }

  private func write(_ run: Run, _ samples: SampleLog, to folder: RunFolder) throws {
    let events = try FileDigest(name: "events.jsonl", path: folder.file("events.jsonl"))
    let lines = try samples.complete()
    let options = ReportOptions(
      granularity: junitGranularity, command: CommandLine.arguments,
      otherFiles: [lines, events].compactMap { $0 })
    for file in try RunFiles.render(run, options: options) {
      try folder.write(file.bytes, as: file.name)
    }
    try folder.finish()
  }

  private func conclude(_ run: Run, path: String, seconds: Int) {
    let width = Terminal.width ?? 140
    print(
      ConsoleReport.render(
        run, width: width, color: Terminal.hasColor, showsSlices: showSlices))
    print("report: \(path)/index.html")
    print("also:   \(path)/junit.xml, summary.md, results.json, samples.jsonl")
    print("time:   \(seconds) s")
    print("exit:   \(run.verdict.exitCode)")
    guard let end = run.earlyEnd else { return }
    let flag = errors.failFast ? "--fail-fast" : "--max-errors"
    StandardError.say(
      "\(end.description). Answers are kept: --resume continues and asks for the errors again; "
        + "leave \(flag) out to run to the end")
  }
}

extension ReportOptions.JUnitGranularity: ExpressibleByArgument {}
