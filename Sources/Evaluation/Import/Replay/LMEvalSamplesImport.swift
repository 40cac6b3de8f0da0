import Crypto

/// `assay import lm-eval-samples`: prompts that lm-evaluation-harness logged become frozen suites, which
/// need no templates, no data set and no Python.
package struct LMEvalSamplesImport {
  /// `samples_TASK_TIME.jsonl` files.
  package var paths: [String]
  /// `results_TIME.json` of the same run, if it is at hand.
  package var results: String?

  package init(paths: [String], results: String? = nil) {
    self.paths = paths
    self.results = results
  }

  /// Imports into a folder.
  ///
  /// - Parameter out: The folder; files of the same names are replaced.
  /// - Returns: What came of it.
  /// - Throws: `Failure` where a file cannot be read or written.
  package func run(into out: String) throws -> ImportReport {
    let results = try document()
    let folder = try ImportFolder(out)
    var report = ImportReport()
    for path in paths {
      let task = try LoggedTask(path, results: results)
      do {
        let (file, notes) = try write(task, results, to: folder)
        report.imported.append(ImportReport.Imported(task: task.name, file: file, notes: notes))
      } catch let refusal as Refusal {
        report.refused.append(
          ImportReport.Refused(
            task: task.name, file: path, reason: refusal.reason, remedy: refusal.remedy))
      } catch let failures as Failures {
        let refusal = Refusal(
          unwritable: failures, remedy: "State its rows in a suite of your own.")
        report.refused.append(
          ImportReport.Refused(
            task: task.name, file: path, reason: refusal.reason, remedy: refusal.remedy))
      }
    }
    try folder.write(Array(report.json().utf8), as: "import.json")
    return report
  }

  private func document() throws(Failure) -> JSONValue? {
    guard let results else { return nil }
    let bytes = try FileBytes.read(results, limit: 1 << 30, place: nil)
    return try PythonJSON.parse(String(decoding: bytes, as: UTF8.self), file: results)
  }

  private func write(
    _ task: LoggedTask, _ results: JSONValue?, to folder: ImportFolder
  ) throws -> (file: String, notes: [String]) {
    let rows = try ReplayRows(task)
    let id = SuiteName.id(task.name.replacing("::", with: "--"))
    var suite = try ReplaySuite(task, id: id, rows: rows)
    let data = try folder.replay(rows.rows, name: id)
    guard !suite.metrics.isEmpty else { throw LMEvalSamplesImport.noMetric(suite) }
    let file = "\(id).yaml"
    try folder.write(Array(suite.document(data: data.path, digest: data.digest).utf8), as: file)
    var notes = suite.unknownMetrics.map { "the metric \($0) is not one that Assay recomputes" }
    let loaded: Suite
    do throws(Failures) {
      loaded = try SuiteLoader(seed: 1).load(folder.path(of: file))
    } catch {
      folder.remove(file)
      throw error
    }
    let check = try ReplayCheck(task: task, suite: loaded).agreements()
    for name in suite.metrics {
      guard let agreement = check[name] else { continue }
      if agreement.equal == agreement.compared {
        notes.append("\(name): all \(agreement.compared) logged scores are recomputed")
      } else {
        notes.append(
          "\(name) is left out: \(agreement.compared - agreement.equal) of \(agreement.compared) "
            + "logged scores come out differently, so that it means something else there")
        suite.metrics.removeAll { $0 == name }
      }
    }
    if suite.metrics.isEmpty {
      folder.remove(file)
      throw LMEvalSamplesImport.noMetric(suite)
    }
    try folder.write(Array(suite.document(data: data.path, digest: data.digest).utf8), as: file)
    return (file, notes + LMEvalSamplesImport.chatNote(results))
  }

  private static func noMetric(_ suite: ReplaySuite) -> Refusal {
    Refusal(
      "none of its metrics can be recomputed: \(suite.task.metricNames.joined(separator: ", "))",
      remedy: "Write a suite of your own over its prompts, with metrics of docs/metrics.md.")
  }

  private static func chatNote(_ results: JSONValue?) -> [String] {
    guard let template = results?["chat_template"], template != .null else { return [] }
    return [
      "its prompts were rendered through a chat template, whose special tokens Assay reads as text"
    ]
  }
}

extension ImportFolder {
  /// Writes the rows of a replay.
  fileprivate func replay(
    _ rows: [[JSONValue.Member]], name: String
  ) throws -> (path: String, digest: String) {
    var text = ""
    for row in rows { text += try JSONValue.object(row).jsonText() + "\n" }
    let bytes = Array(text.utf8)
    let path = "data/\(name).jsonl"
    try ImportFolder.make(root + "/data")
    try write(bytes, as: path)
    return (path, SHA256.hexDigest(bytes))
  }
}
