internal import ArgumentParser
internal import Evaluation

/// `assay import …`.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Turns what other tools evaluate into suites.",
    discussion: """
      What cannot be imported is listed with the reason and the way out, and the
      exit code is 3.
      """,
    subcommands: [
      ImportLMEvalCommand.self, ImportLMEvalSamplesCommand.self, ImportPromptfooCommand.self,
    ])
}

/// `assay import lm-eval PATH…`.
struct ImportLMEvalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lm-eval",
    abstract: "Imports lm-evaluation-harness's tasks and groups in YAML and Jinja.",
    discussion: """
      Tasks become suite files, groups become plans. Rows come from local files:
      those that a task names itself, and for data sets of a hub those of --data.

      EXAMPLES
        assay import lm-eval my_task.yaml --out suites/mine
        assay import lm-eval lm_eval/tasks/arc --out suites/arc \\
          --data allenai/ai2_arc/ARC-Easy=data/arc_easy/
        assay import lm-eval lm_eval/tasks --task mmlu --data cais/mmlu=data/mmlu/ \\
          --num-fewshot 5 --out suites/mmlu
      """)

  @Argument(help: "Task or group files, or folders of them.")
  var paths: [String]

  @ArgumentParser.Option(help: "The folder to write into.")
  var out: String

  @ArgumentParser.Option(
    help: "Where a data set is: a hub id, id/config, id/config/split or a task, = a file or folder."
  )
  var data: [String] = []

  @ArgumentParser.Option(help: "Only these tasks, groups or tags; * and ? match.")
  var task: [String] = []

  @ArgumentParser.Option(help: "A further folder whose tasks groups may name.")
  var includePath: [String] = []

  @ArgumentParser.Option(help: "Examples a sample, but for tasks that say 0 themselves.")
  var numFewshot: Int?

  func run() async throws {
    try await reportingErrors {
      let mappings = try data.map { try DatasetMapping($0) }
      let work = LMEvalImport(
        paths: paths, names: task, includePaths: includePath, data: mappings, shots: numFewshot)
      let progress = ImportProgress()
      let report = try work.run(into: out, progress: progress.show)
      progress.end()
      ImportSummary.show(report, folder: out)
      if report.exitCode != 0 { throw ExitCode(report.exitCode) }
    }
  }
}

/// A line that says how far an import is, on a terminal alone.
struct ImportProgress {
  private let width = Terminal.progressWidth

  func show(_ task: String, _ number: Int, _ count: Int) {
    guard let width else { return }
    StandardError.write("\r\u{1B}[K" + String("\(number)/\(count) \(task)".prefix(width - 1)))
  }

  func end() {
    if width != nil { StandardError.write("\r\u{1B}[K") }
  }
}

/// What an import did, for people.
enum ImportSummary {
  static func show(_ report: ImportReport, folder: String) {
    for entry in report.imported {
      for note in entry.notes { StandardError.say("note: \(entry.task): \(note)") }
    }
    for entry in report.refused {
      let place = entry.file.isEmpty ? "" : " (\(entry.file))"
      StandardError.say(
        "not imported: \(entry.task)\(place): \(entry.reason). \(entry.remedy)")
    }
    let plans = report.plans.isEmpty ? "" : ", \(report.plans.count) plans"
    print(
      "\(report.imported.count) suites\(plans) in \(folder), \(report.refused.count) not imported")
  }
}

/// `assay import lm-eval-samples FILE…`.
struct ImportLMEvalSamplesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lm-eval-samples",
    abstract: "Freezes prompts that lm-evaluation-harness logged into suites.",
    discussion: """
      Needs no templates, no data set and no Python, so that tasks in Python can
      be taken over, too. The logged answers are scored again, and a metric whose
      scores come out differently is left out. Tasks with filters need --results.

      EXAMPLE
        assay import lm-eval-samples out/model/samples_hellaswag_*.jsonl \\
          --results out/model/results_2025-01-01T10-00-00.json --out suites/replay
      """)

  @Argument(help: "Files that --log_samples wrote: samples_TASK_TIME.jsonl.")
  var paths: [String]

  @ArgumentParser.Option(help: "The folder to write into.")
  var out: String

  @ArgumentParser.Option(help: "results_TIME.json of the same run: filters and delimiters.")
  var results: String?

  func run() async throws {
    try await reportingErrors {
      let report = try LMEvalSamplesImport(paths: paths, results: results).run(into: out)
      ImportSummary.show(report, folder: out)
      if report.exitCode != 0 { throw ExitCode(report.exitCode) }
    }
  }
}
