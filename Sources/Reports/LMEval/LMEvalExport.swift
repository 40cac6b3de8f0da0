package import Evaluation

/// A finished run in the files that lm-evaluation-harness writes, for tools that read those.
package struct LMEvalExport {
  /// The files, relative to the folder that they are written to.
  package let files: [ReportFile]
  /// What a person should know, a sentence each.
  package let notes: [String]

  /// Renders a run.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - places: Where the data of its suites is.
  ///   - modelName: What the model is called; `nil` for the name of its file.
  /// - Throws: `Failure` where a sample cannot be read.
  package init(
    _ run: StoredRun, places: DataPlaces = DataPlaces(), modelName: String? = nil
  ) throws {
    var notes: [String] = []
    var tasks: [String: LMEvalResults.Task] = [:]
    var order: [String] = []
    for suite in run.results.array("suites") {
      guard let id = suite["id"]?.string else { continue }
      guard let task = LMEvalExport.task(suite, run, places, &notes) else { continue }
      order.append(id)
      tasks[id] = task
    }
    let lines = try LMEvalExport.lines(run, &tasks)
    let results = LMEvalResults(
      run: run, tasks: order.compactMap { tasks[$0] }, statedModelName: modelName)
    let folder = LMEvalNames.sanitized(results.modelName)
    let time = LMEvalTime.fileText(results.startedAt)
    files =
      [
        ReportFile(
          name: "\(folder)/results_\(time).json", bytes: Array(results.text.utf8))
      ]
      + order.compactMap { id in
        guard let task = tasks[id] else { return nil }
        return ReportFile(
          name: "\(folder)/samples_\(LMEvalNames.sanitized(task.name))_\(time).jsonl",
          bytes: lines[id] ?? [])
      }
    self.notes = notes
  }

  /// A suite of the run with what its file says of its rows.
  private static func task(
    _ suite: JSONValue, _ run: StoredRun, _ places: DataPlaces, _ notes: inout [String]
  ) -> LMEvalResults.Task? {
    let id = suite["id"]?.string ?? ""
    guard let kind = suite["task"]?.string.flatMap(TaskKind.init),
      LMEvalMetricNames.outputType(kind) != nil
    else {
      notes.append("\(id) is left out: lm-evaluation-harness has no such task")
      return nil
    }
    var metrics: [String] = []
    for metric in suite.array("metrics") where metric["slice"] == .null {
      if let name = metric["name"]?.string { metrics.append(name) }
    }
    let input = run.manifest["inputs"]?.array("suites").first { $0["id"] == suite["id"] }
    var documents: SuiteDocuments?
    if let file = input?["file"]?.string {
      documents = try? SuiteDocuments(file, places: places)
      if documents?.digest != suite["sha256"]?.string { documents = nil }
    }
    if documents == nil {
      notes.append(
        "\(id): its suite file is not here, or no longer what ran, so that rows are exported by their "
          + "ids alone")
    }
    let tags = suite.array("tags").compactMap(\.string)
    let origin = tags.first { $0.hasPrefix("lm-eval:") }.map { String($0.dropFirst(8)) }
    return LMEvalResults.Task(
      name: origin ?? id, task: kind, suite: suite,
      context: LMEvalSample.Context(task: kind, metrics: metrics, documents: documents))
  }

  /// The lines of each suite; counts and digests go into the tasks.
  private static func lines(
    _ run: StoredRun, _ tasks: inout [String: LMEvalResults.Task]
  ) throws -> [String: [UInt8]] {
    var parts: [String: [String: [UInt8]]] = [:]
    var all = tasks
    try run.forEachSample { id, result in
      guard let task = all[id] else { return }
      let sample = LMEvalSample(context: task.context, result: result, number: task.samples)
      for pipeline in task.context.pipelines {
        parts[id, default: [:]][pipeline, default: []] += Array((sample.line(pipeline) + "\n").utf8)
      }
      all[id]?.samples += 1
      all[id]?.hashes += sample.digests.joined
      if case .scored(let values) = result.score.status {
        for metric in task.context.metrics {
          if let value = values[metric] { all[id]?.values[metric, default: []].append(value) }
        }
      }
    }
    tasks = all
    // All rows under one pipeline, then all under the next.
    return parts.reduce(into: [:]) { lines, entry in
      let pipelines = all[entry.key]?.context.pipelines ?? []
      lines[entry.key] = pipelines.flatMap { entry.value[$0] ?? [] }
    }
  }
}
