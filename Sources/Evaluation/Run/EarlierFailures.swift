/// The samples that failed in an earlier run: what `--last-failed` asks again.
package struct EarlierFailures: Sendable {
  package let selection: EarlierSelection
  /// The earlier run's folder, as the user named it.
  private let folder: String
  /// By suite and sample, what each was asked, as a number that is the same for the same requests.
  private let samples: [String: [String: Int]]

  /// Samples that a warning names.
  private static let mostNamed = 5

  /// Reads an earlier run.
  ///
  /// - Parameters:
  ///   - folder: Where `assay run` left it.
  ///   - kind: Which of its samples are wanted.
  /// - Throws: `Failure` where it did not finish or cannot be read; `nothingSelected` where no sample
  ///   of it failed.
  package init(_ folder: String, kind: EarlierSelection.Kind) throws {
    let run = try EarlierFailures.run(in: folder)
    var metrics: [String: [String]] = [:]
    for suite in EarlierFailures.items(run.results, "suites") {
      guard let id = suite["id"]?.string else { continue }
      metrics[id] = EarlierFailures.items(suite, "metrics")
        .filter { $0["slice"] == .null }.compactMap { $0["name"]?.string }
    }
    var samples: [String: [String: Int]] = [:]
    var count = 0
    try run.forEachSample { suite, result in
      count += 1
      let status = SampleStatus(result.score, metrics: metrics[suite] ?? [])
      guard kind == .failed ? status.needsAttention : status == .error else { return }
      samples[suite, default: [:]][result.sample.id] = EarlierFailures.asked(result.sample)
    }
    guard !samples.isEmpty else {
      let what = kind == .failed ? "failed" : "is an error"
      throw Failure(
        .nothingSelected, "none of the \(count) samples of the run in \(folder) \(what)",
        remedy: "There is nothing to ask again: run without --last-failed and --last-errors")
    }
    let id = run.results["run"]?["id"]?.string ?? ""
    self.selection = EarlierSelection(kind: kind, run: id)
    self.folder = folder
    self.samples = samples
  }

  private static func run(in folder: String) throws(Failure) -> StoredRun {
    do {
      return try StoredRun(folder)
    } catch {
      guard error.code == .inputMissing else { throw error }
      throw Failure(
        .inputMissing, "there is no finished run in \(folder) whose failed samples could be asked",
        remedy: "Name its folder with --last-run; one that was interrupted is continued with "
          + "--resume and without --last-failed")
    }
  }

  /// Whether any sample of a suite is wanted.
  package func contains(suite: String) -> Bool { samples[suite] != nil }

  /// Whether a sample is wanted.
  func contains(_ sample: Sample, of suite: SuiteDefinition) -> Bool {
    samples[suite.id]?[sample.id] != nil
  }

  /// What is not as it was: a sentence each.
  ///
  /// - Parameter suites: All that could run, before anything was selected.
  /// - Returns: Suites and samples that are gone or are asked something else now.
  func warnings(_ suites: [Suite]) -> [String] {
    samples.keys.sorted().compactMap { id in
      guard let wanted = samples[id] else { return nil }
      guard let suite = suites.first(where: { $0.definition.id == id }) else {
        return "the suite \(id), of which \(EarlierFailures.count(wanted.count)) failed in "
          + "\(folder), is not there now"
      }
      return warning(suite, wanted)
    }
  }

  private func warning(_ suite: Suite, _ wanted: [String: Int]) -> String? {
    var missing = Set(wanted.keys)
    var changed: [String] = []
    for sample in suite.samples {
      guard let asked = wanted[sample.id] else { continue }
      missing.remove(sample.id)
      if asked != EarlierFailures.asked(sample) { changed.append(sample.id) }
    }
    var facts: [String] = []
    let gone = missing.sorted()
    if !gone.isEmpty { facts.append("not there now: " + EarlierFailures.names(gone)) }
    if !changed.isEmpty { facts.append("asked otherwise now: " + EarlierFailures.names(changed)) }
    guard !facts.isEmpty else { return nil }
    let count = EarlierFailures.count(wanted.count)
    return "suite \(suite.definition.id): of the \(count) that failed in \(folder), "
      + facts.joined(separator: "; ")
  }

  private static func items(_ value: JSONValue, _ name: String) -> [JSONValue] {
    if case .array(let items)? = value[name] { items } else { [] }
  }

  private static func count(_ count: Int) -> String {
    count == 1 ? "one sample" : "\(count) samples"
  }

  private static func names(_ ids: [String]) -> String {
    let rest = ids.count - mostNamed
    return ids.prefix(mostNamed).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  /// Requests and target as a number, the same for the same within a process.
  private static func asked(_ sample: Sample) -> Int {
    var hasher = Hasher()
    hasher.combine(sample.requests)
    hasher.combine(sample.choices)
    hasher.combine(String(describing: sample.target))
    return hasher.finalize()
  }
}
