import Crypto

/// Reads suite files and makes their samples, asking nothing of a model.
package struct SuiteLoader: Sendable {
  /// Decides sub-samples, exemplars, canaries and the seeds of generation where a suite states none.
  package var seed: UInt64
  /// At most so many samples a suite; `nil` for all.
  package var limit: Int?
  /// Further limits, by suite id, as a plan states them.
  package var limits: [String: Int]
  /// Where fetched data is, and what the user named for suites.
  package var data: DataPlaces

  /// Makes a loader.
  ///
  /// - Parameters:
  ///   - seed: The run's seed.
  ///   - limit: At most so many samples a suite, a seeded choice in the order of the data.
  ///   - limits: Further limits by suite id; the smallest that applies counts.
  ///   - data: Where fetched data is, and what the user named for suites.
  package init(
    seed: UInt64, limit: Int? = nil, limits: [String: Int] = [:], data: DataPlaces = DataPlaces()
  ) {
    self.seed = seed
    self.limit = limit
    self.limits = limits
    self.data = data
  }

  /// Loads a suite.
  ///
  /// - Parameter path: The suite file; what it names is relative to its folder.
  /// - Returns: The suite with every sample's requests.
  /// - Throws: `Failures` with everything that is wrong with the file and its data.
  package func load(_ path: String) throws(Failures) -> Suite {
    let log = FailureLog()
    let bytes: [UInt8]
    let top: YAMLMapping
    do throws(Failure) {
      bytes = try FileBytes.read(path, limit: YAMLDocument.byteLimit, place: nil)
      top = try YAMLDocument.mapping(bytes, file: path, log: log)
    } catch {
      throw Failures([error])
    }
    guard let file = SuiteFile.read(top) else {
      throw log.all ?? Failures([Failure(.internal, "\(path) cannot be read")])
    }
    if let wrong = log.all, wrong.all.contains(where: { $0.place?.isOfData == true }) {
      throw wrong
    }
    let locator = DataLocator(places: data, suite: file.id, log: log)
    var sources = DataSources(file.data, file.prompt.fewShot, locator)
    let judge = try judge(file, &sources, locator)
    guard log.isEmpty, let rows = sources.data else {
      throw log.all ?? Failures([Failure(.internal, "the data of \(path) cannot be read")])
    }
    // A limit is one of rows, each of which makes all of its variants.
    let variants = file.perturb?.variants.count ?? 1
    let limit = smallestLimit(file).map { $0 * variants }
    let loading = SampleLoading(
      builder: SampleBuilder(file, seed: seed), rows: rows.varied(variants), shots: sources.shots,
      limit: limit, log: log)
    let result = loading.run()
    if let result, limit == nil { checkPositive(file, result, log: log) }
    guard log.isEmpty, let result else {
      throw log.all ?? Failures([Failure(.internal, "the samples of \(path) cannot be made")])
    }
    let limits = [file.data.limit, limits[file.id]].compactMap { $0 }.map { $0 * variants }
    let planned = (limits + [result.passing]).min()
    // A line a file: what the suite's identity is made of.
    let digest = SHA256.hexDigest(
      "suite \(SHA256.hexDigest(bytes))\n" + sources.digestLines + file.digestLines)
    var definition = definition(file, path: path, digest: digest)
    definition.judge = judge
    definition.isConversation = file.prompt.turns != nil
    definition.learnsOpenings = file.openings == .learned
    return Suite(
      definition: definition, samples: result.samples, warnings: log.warnings, planned: planned)
  }

  /// A suite's judge with its calibration set.
  private func judge(
    _ file: SuiteFile, _ sources: inout DataSources, _ locator: DataLocator
  ) throws(Failures) -> JudgeDefinition? {
    guard let section = file.judge else { return nil }
    try sources.open(section, locator)
    let cases = try sources.calibration.map { rows throws(Failures) in
      try CalibrationCases(section: section, suite: file).read(rows)
    }
    return JudgeDefinition(
      scale: section.scale, agreement: section.agreement, maxTokens: section.maxTokens,
      calibration: cases ?? [])
  }

  private func definition(_ file: SuiteFile, path: String, digest: String) -> SuiteDefinition {
    SuiteDefinition(
      id: file.id, version: file.version, description: file.description, tags: file.tags,
      task: file.task, metrics: file.metrics, probe: file.probe, extract: file.extract,
      compare: file.compare, jsonSchema: file.jsonSchema?.source, positive: file.positive,
      digest: digest, file: path)
  }

  private func smallestLimit(_ file: SuiteFile) -> Int? {
    [file.data.limit, limits[file.id], limit].compactMap { $0 }.min()
  }

  /// The positive class must be one that a sample can have.
  private func checkPositive(
    _ file: SuiteFile, _ result: SampleLoading.Result, log: FailureLog
  ) {
    guard let positive = file.positive, !result.hasPositive else { return }
    let wanted = file.choices == nil ? "target" : "choice"
    log.add(
      Failure(
        .badData, "the positive class \"\(positive)\" is no sample's \(wanted)",
        at: file.positivePlace, remedy: "Write it as the \(wanted)s do."))
  }
}

extension Place {
  /// Whether it is a field that says which rows there are.
  fileprivate var isOfData: Bool {
    field?.hasPrefix("data.") == true || field?.hasPrefix("prompt.few_shot.") == true
  }
}
