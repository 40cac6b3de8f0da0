import Evaluation
import Foundation

/// `results_*.json` as lm-evaluation-harness 0.4.13 writes it.
struct LMEvalResults {
  /// What is written of one suite.
  struct Task {
    /// As lm-evaluation-harness knows it: what the suite was imported from, or its id.
    var name: String
    var task: TaskKind
    /// The suite of `results.json`.
    var suite: JSONValue
    var context: LMEvalSample.Context
    /// The values of each metric over the samples, by its name here.
    var values: [String: [Double]] = [:]
    var hashes = ""
    var samples = 0
  }

  let run: StoredRun
  let tasks: [Task]
  /// What the model is called; `nil` for the name of its file.
  var statedModelName: String?

  /// The file's text.
  var text: String {
    let groups = LMEvalGroups(run: run, tasks: tasks)
    let members: [JSONValue.Member] =
      [
        .init(
          "results",
          .object(tasks.map { .init($0.name, results($0)) } + groups.results))
      ] + (groups.results.isEmpty ? [] : [.init("groups", .object(groups.results))]) + [
        .init("group_subtasks", .object(groups.subtasks)),
        .init("configs", object(sorted: true) { configuration($0) }),
        .init("versions", object(sorted: true) { .int($0.suite["version"]?.int ?? 1) }),
        .init("n-shot", object(sorted: true) { .int($0.context.documents?.shots ?? 0) }),
        .init("higher_is_better", object(sorted: true) { directions($0) }),
        .init("n-samples", object { counts($0) }),
        .init("config", config),
      ] + provenance
    return PythonJSONText.string(.object(members), indent: 2)
  }

  private func object(
    sorted: Bool = false, _ value: (Task) -> JSONValue
  ) -> JSONValue {
    let ordered = sorted ? tasks.sorted { $0.name < $1.name } : tasks
    return .object(ordered.map { .init($0.name, value($0)) })
  }

  // MARK: Figures

  private func results(_ task: Task) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("name", .string(task.name)), .init("alias", .string(task.name)),
      .init("sample_len", .int(task.samples)),
    ]
    for metric in task.suite.array("metrics") where metric["slice"] == .null {
      guard let name = metric["name"]?.string, let value = metric["value"]?.number else { continue }
      let (own, pipeline) = LMEvalSample.split(name)
      let theirs = LMEvalMetricNames.theirs(own, task: task.task)
      members.append(.init("\(theirs),\(pipeline)", .double(value)))
      members.append(
        .init("\(theirs)_stderr,\(pipeline)", LMEvalResults.error(of: value, task.values[name])))
    }
    return .object(members)
  }

  /// The standard error of a mean; "N/A" for figures that are none.
  private static func error(of value: Double, _ values: [Double]?) -> JSONValue {
    guard let values, let error = error(values) else { return .string("N/A") }
    let mean = values.reduce(0, +) / Double(values.count)
    let isMean = abs(mean - value) <= 1e-9 * max(1, abs(value))
    return isMean ? .double(error) : .string("N/A")
  }

  /// The standard error of a mean, by n − 1; `nil` of fewer than two values.
  static func error(_ values: [Double]?) -> Double? {
    guard let values, values.count > 1 else { return nil }
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / (count - 1)).squareRoot() / count.squareRoot()
  }

  private func directions(_ task: Task) -> JSONValue {
    var members: [JSONValue.Member] = []
    for metric in task.suite.array("metrics") {
      guard let name = metric["name"]?.string else { continue }
      let theirs = LMEvalMetricNames.theirs(LMEvalSample.split(name).name, task: task.task)
      guard !members.contains(where: { $0.name == theirs }) else { continue }
      switch metric["direction"]?.string {
      case "higher": members.append(.init(theirs, .bool(true)))
      case "lower": members.append(.init(theirs, .bool(false)))
      default: members.append(.init(theirs, .null))
      }
    }
    return .object(members)
  }

  private func counts(_ task: Task) -> JSONValue {
    let effective = task.samples
    return .object([
      .init("original", .int(task.context.documents?.count ?? effective)),
      .init("effective", .int(effective)),
    ])
  }

  private func configuration(_ task: Task) -> JSONValue {
    let metrics = task.context.metrics.map { LMEvalSample.split($0).name }
    var names: [String] = []
    for name in metrics where !names.contains(name) { names.append(name) }
    return .object([
      .init("task", .string(task.name)),
      .init("output_type", .string(LMEvalMetricNames.outputType(task.task) ?? task.task.rawValue)),
      .init("num_fewshot", .int(task.context.documents?.shots ?? 0)),
      .init(
        "metric_list",
        .array(
          names.map {
            .object([.init("metric", .string(LMEvalMetricNames.theirs($0, task: task.task)))])
          })), .init("repeats", .int(1)), .init("should_decontaminate", .bool(false)),
      .init(
        "metadata",
        .object([
          .init("version", .int(task.suite["version"]?.int ?? 1)),
          .init("suite", task.suite["id"] ?? .null), .init("sha256", task.suite["sha256"] ?? .null),
        ])),
    ])
  }

  // MARK: Provenance

  private var model: JSONValue { run.results["model"] ?? .null }
  /// The model's name, as the file is named after it.
  var modelName: String { statedModelName ?? model["name"]?.string ?? "model" }

  private var config: JSONValue {
    let settings = run.results["settings"]
    return .object([
      .init("model", .string("assay")),
      .init(
        "model_args",
        .object([
          .init("pretrained", .string(modelName)),
          .init("precision", model["precision"] ?? .null),
        ])),
      .init("model_num_parameters", model["parameters"] ?? .null),
      .init("model_dtype", model["quantization"] ?? .null),
      .init("model_revision", .string("main")),
      .init("model_sha", model["sha256"] ?? .null), .init("batch_size", .null),
      .init("batch_sizes", .array([])), .init("device", .string("cpu")), .init("use_cache", .null),
      .init("limit", settings?["limit"] ?? .null), .init("bootstrap_iters", .int(0)),
      .init("gen_kwargs", .object([])), .init("random_seed", seed), .init("numpy_seed", seed),
      .init("torch_seed", seed), .init("fewshot_seed", .int(1234)),
    ])
  }

  private var seed: JSONValue {
    (run.results["settings"]?["seed"]?.string).flatMap { Int($0) }.map { .int($0) } ?? .null
  }

  private var provenance: [JSONValue.Member] {
    let timing = run.manifest["timing"]
    let version = "assay " + (run.manifest["version"]?.string ?? "")
    let seconds = timing?["seconds"]?.number ?? 0
    let hashes = tasks.map {
      JSONValue.Member($0.name, .string(SHA256Digest.hexadecimal(Array($0.hashes.utf8))))
    }
    return [
      .init("git_hash", .null), .init("date", .double(LMEvalTime.unix(startedAt))),
      .init("pretty_env_info", .string(version)), .init("transformers_version", .string("N/A")),
      .init("lm_eval_version", .string(version)), .init("upper_git_hash", .null),
      .init("max_length", model["context_length"] ?? .null),
      .init("task_hashes", .object(hashes)), .init("model_source", .string("assay")),
      .init("model_name", .string(modelName)),
      .init("model_name_sanitized", .string(LMEvalNames.sanitized(modelName))),
      .init("system_instruction", .null), .init("system_instruction_sha", .null),
      .init("fewshot_as_multiturn", .null), .init("chat_template", .null),
      .init("chat_template_sha", .null),
      .init("total_evaluation_time_seconds", .string(PythonNumber.text(seconds))),
    ]
  }

  /// When the run began: ISO 8601, UTC.
  var startedAt: String { run.manifest["timing"]?["started_at"]?.string ?? "1970-01-01T00:00:00Z" }
}

extension JSONValue {
  /// The items of a member that is an array.
  func array(_ name: String) -> [JSONValue] {
    if case .array(let items)? = self[name] { return items }
    return []
  }
}

/// Names as lm-evaluation-harness writes them into paths.
enum LMEvalNames {
  /// What a path cannot hold becomes `__`, a run of it once.
  static func sanitized(_ name: String) -> String {
    var result = ""
    var isReplacing = false
    for scalar in name.unicodeScalars {
      let isBad = "\"<>:/|\\?*[]".unicodeScalars.contains(scalar)
      if isBad, !isReplacing { result += "__" }
      if !isBad { result.unicodeScalars.append(scalar) }
      isReplacing = isBad
    }
    return result
  }
}

/// Points in time as lm-evaluation-harness writes them.
enum LMEvalTime {
  /// Seconds since 1970; 0 where the text is no time.
  static func unix(_ text: String) -> Double {
    (try? Date(text, strategy: .iso8601))?.timeIntervalSince1970 ?? 0
  }

  /// As it stands in file names.
  static func fileText(_ text: String) -> String {
    String((text.hasSuffix("Z") ? text.dropLast() : text[...]).map { $0 == ":" ? "-" : $0 })
  }
}
