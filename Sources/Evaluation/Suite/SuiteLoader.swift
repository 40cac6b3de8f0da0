import Crypto

/// Reads suite files and makes their samples, asking nothing of a model.
package struct SuiteLoader: Sendable {
  /// Decides sub-samples, exemplars, canaries and the seeds of generation where a suite states none.
  package var seed: UInt64
  /// At most so many samples a suite; `nil` for all.
  package var limit: Int?
  /// Further limits, by suite id, as a plan states them.
  package var limits: [String: Int]

  /// Makes a loader.
  ///
  /// - Parameters:
  ///   - seed: The run's seed.
  ///   - limit: At most so many samples a suite, a seeded choice in the order of the data.
  ///   - limits: Further limits by suite id; the smallest that applies counts.
  package init(seed: UInt64, limit: Int? = nil, limits: [String: Int] = [:]) {
    self.seed = seed
    self.limit = limit
    self.limits = limits
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
    let sources = DataSources(file.data, file.prompt.fewShot, log: log)
    guard log.isEmpty, let data = sources.data else {
      throw log.all ?? Failures([Failure(.internal, "the data of \(path) cannot be read")])
    }
    let (samples, planned) = self.samples(file, data, shots: sources.shots, log: log)
    if log.isEmpty, smallestLimit(file) == nil { checkPositive(file, samples, log: log) }
    if let failures = log.all { throw failures }
    let digest = SuiteLoader.digest(bytes, sources, schema: file.jsonSchema?.digest)
    return Suite(
      definition: definition(file, path: path, digest: digest), samples: samples,
      warnings: log.warnings, planned: planned)
  }

  /// SHA-256 over one line a file: `suite DIGEST`, `data DIGEST` and, where they have files, `shots DIGEST`
  /// and `schema DIGEST`.
  private static func digest(
    _ bytes: [UInt8], _ sources: DataSources, schema: String?
  ) -> String {
    var lines = "suite \(SHA256.hexDigest(bytes))\n"
    if let data = sources.data { lines += "data \(data.digest)\n" }
    if let shots = sources.shots { lines += "shots \(shots.digest)\n" }
    if let schema { lines += "schema \(schema)\n" }
    return SHA256.hexDigest(lines)
  }

  private func definition(_ file: SuiteFile, path: String, digest: String) -> SuiteDefinition {
    SuiteDefinition(
      id: file.id, version: file.version, description: file.description, tags: file.tags,
      task: file.task, metrics: file.metrics, probe: file.probe, extract: file.extract,
      compare: file.compare, jsonSchema: file.jsonSchema?.source, positive: file.positive,
      digest: digest, file: path)
  }

  private func samples(
    _ file: SuiteFile, _ data: DataFile, shots: DataFile?, log: FailureLog
  ) -> (chosen: [Sample], planned: Int) {
    let builder = SampleBuilder(file, file: data.path, seed: seed)
    let rows = SuiteRows(builder, data, log: log)
    guard log.isEmpty else { return ([], 0) }
    let chosen = smallestLimit(file).map {
      SampleIdentity.choose($0, of: rows.ids, seed: seed)
    }
    let pool = rows.pool(shots, log: log)
    guard log.isEmpty else { return ([], 0) }
    let leaks = pool?.leaks() ?? [:]
    var samples: [Sample] = []
    for index in chosen ?? Array(rows.ids.indices) {
      do throws(Failure) {
        samples.append(
          try builder.sample(rows.records[index], id: rows.ids[index], pool: pool, leaks: leaks))
      } catch {
        log.add(error, kind: error.place?.field ?? "data")
        builder.report(rows.records[index], id: rows.ids[index], besides: error, to: log)
      }
    }
    let planned = [file.data.limit, limits[file.id], rows.ids.count].compactMap { $0 }.min() ?? 0
    return (samples, planned)
  }

  private func smallestLimit(_ file: SuiteFile) -> Int? {
    [file.data.limit, limits[file.id], limit].compactMap { $0 }.min()
  }

  /// The positive class must be one that a sample can have.
  private func checkPositive(_ file: SuiteFile, _ samples: [Sample], log: FailureLog) {
    guard let positive = file.positive else { return }
    let isKnown = samples.contains { sample in
      if sample.choices.contains(positive) { return true }
      if case .texts(let texts) = sample.target { return texts.contains(positive) }
      return false
    }
    guard !isKnown else { return }
    let wanted = file.choices == nil ? "target" : "choice"
    log.add(
      Failure(
        .badData, "the positive class \"\(positive)\" is no sample's \(wanted)",
        at: file.positivePlace, remedy: "Write it as the \(wanted)s do."))
  }
}

/// The data files of a suite.
struct DataSources {
  private(set) var data: DataFile?
  /// The exemplars, where they have a file of their own.
  private(set) var shots: DataFile?

  /// Reads them; what cannot be read goes to the log.
  init(_ section: DataSection, _ fewShot: FewShotSection?, log: FailureLog) {
    data = DataSources.read(section.path, sha256: section.sha256, log: log)
    if let other = fewShot?.path, other.path != section.path.path {
      shots = DataSources.read(other, sha256: nil, log: log)
    }
  }

  private static func read(_ path: DataPath, sha256: String?, log: FailureLog) -> DataFile? {
    do throws(Failures) {
      return try DataFile(path: path.path, sha256: sha256, place: path.place)
    } catch {
      log.add(contentsOf: error)
      return nil
    }
  }
}

/// The rows that a suite's filter lets through, with their ids.
struct SuiteRows {
  let builder: SampleBuilder
  private(set) var records: [DataRecord] = []
  private(set) var ids: [String] = []

  /// Filters the rows and checks that ids are unique; what is wrong goes to the log.
  init(_ builder: SampleBuilder, _ data: DataFile, log: FailureLog) {
    self.builder = builder
    var lines: [String: Int] = [:]
    for record in data.records {
      do throws(Failure) {
        guard try builder.passes(record) else { continue }
        let id = try builder.id(record)
        if let first = lines.updateValue(record.line, forKey: id) {
          throw Failure(
            .badData, "the id \"\(id)\" is also that of line \(first)",
            at: Place(file: data.path, line: record.line, field: builder.suite.data.id?.name),
            remedy: "Give each row its own id.")
        }
        records.append(record)
        ids.append(id)
      } catch {
        log.add(error, kind: error.place?.field ?? "data.id")
      }
    }
    if log.isEmpty, records.isEmpty {
      log.add(
        Failure(
          .badData, "where lets none of the \(data.records.count) rows of \(data.path) through",
          at: builder.suite.data.filter?.place))
    }
  }

  /// The rows that exemplars come from, if the suite has any.
  func pool(_ shots: DataFile?, log: FailureLog) -> ExemplarPool? {
    guard let section = builder.suite.prompt.fewShot else { return nil }
    let file = shots?.path ?? builder.file
    var exemplars: [Exemplar] = []
    for record in shots?.records ?? records {
      do throws(Failure) {
        exemplars.append(try builder.exemplar(record, file: file))
      } catch {
        log.add(error, kind: error.place?.field ?? "prompt.few_shot")
      }
    }
    guard log.isEmpty else { return nil }
    do throws(Failure) {
      return try ExemplarPool(
        exemplars, file: file, isOwnData: shots == nil, section: section, seed: builder.seed)
    } catch {
      log.add(error)
      return nil
    }
  }
}
