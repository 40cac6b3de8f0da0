/// Goes through a suite's rows once, or twice where exemplars or a limit depend on all of them: checks
/// every row and makes the samples.
///
/// What it holds on the way is some 40 bytes a row, and samples up to a size.
struct SampleLoading {
  /// What came of the rows.
  struct Result {
    var samples: SampleList
    /// How many rows pass `where`.
    var passing: Int
    /// Whether a sample has the positive class, where the suite names one.
    var hasPositive: Bool
  }

  let builder: SampleBuilder
  let rows: DataRows
  /// The rows of exemplars, where they have files of their own.
  let shots: DataRows?
  /// At most so many samples.
  let limit: Int?
  let log: FailureLog

  private var section: FewShotSection? { builder.suite.prompt.fewShot }

  /// Does it; what is wrong goes to the log.
  func run() -> Result? {
    guard limit != nil || poolNeedsRows else {
      let pool = pool(.all(0))
      guard log.isEmpty else { return nil }
      return result(pass(.all(rows.count), [.identity, .sample], pool).run(log))
    }
    let identity = pass(.all(rows.count), [.identity], nil).run(log, limit: limit)
    guard log.isEmpty else { return nil }
    let pool = pool(identity.passing)
    guard log.isEmpty else { return nil }
    let chosen = identity.chosen ?? identity.passing
    var result = result(pass(chosen, [.sample], pool).run(log))
    result?.passing = identity.passing.count
    return result
  }

  private func pass(
    _ numbers: RowNumbers, _ steps: Set<RowPass.Step>, _ pool: ExemplarPool?
  ) -> RowPass {
    RowPass(builder, rows, numbers, steps: steps, pool: pool)
  }

  private func result(_ pass: RowPass.Outcome) -> Result? {
    guard log.isEmpty else { return nil }
    return Result(
      samples: pass.samples, passing: pass.passing.count, hasPositive: pass.hasPositive)
  }

  /// Whether exemplars come from the suite's own rows, or depend on which of them pass.
  private var poolNeedsRows: Bool {
    guard let section else { return false }
    return isOwnPool || section.sampler == .lmEval || section.exclude == .row
  }

  private var isOwnPool: Bool { shots == nil && section?.samples == nil }

  /// The exemplars, in the order of the rows that they come from: those of the suite file or of their
  /// own files, or those of the suite that pass `where`; `nil` where there are none or they are wrong.
  private func pool(_ passing: RowNumbers) -> ExemplarPool? {
    guard let section else { return nil }
    let comparesRows = section.exclude == .row
    var exemplars: [Exemplar] = []
    var records: [DataRecord] = []
    forEachExemplar(section, passing) { record throws(Failure) in
      exemplars.append(try builder.exemplar(record, isOwn: isOwnPool))
      if comparesRows { records.append(record) }
    }
    let equality = comparesRows ? equality(records, passing) : nil
    guard log.isEmpty else { return nil }
    let file = section.samples == nil ? (shots ?? rows).name : section.place.file
    do throws(Failure) {
      return try ExemplarPool(
        exemplars,
        source: ExemplarPool.Source(
          file: file, isOwnData: isOwnPool, rows: passing, equality: equality),
        section: section, seed: builder.seed)
    } catch {
      log.add(error)
      return nil
    }
  }

  private func forEachExemplar(
    _ section: FewShotSection, _ passing: RowNumbers,
    _ take: (DataRecord) throws(Failure) -> Void
  ) {
    let source = shots ?? rows
    let numbers = shots.map { RowNumbers.all($0.count) } ?? passing
    var reader = DataRows.Reader(source, ahead: ByteSource.block)
    for position in 0..<(section.samples?.count ?? numbers.count) {
      do throws(Failure) {
        if let inline = section.samples {
          try take(inline[position])
        } else {
          try take(try reader.record(numbers[position]))
        }
      } catch {
        log.add(error, kind: error.place?.field ?? "prompt.few_shot")
      }
    }
  }

  /// Which of the rows are equal to which of the exemplars'.
  private func equality(_ records: [DataRecord], _ passing: RowNumbers) -> RowEquality {
    var equality = RowEquality(pool: records)
    var reader = DataRows.Reader(rows, ahead: ByteSource.block)
    for position in 0..<passing.count {
      do throws(Failure) {
        equality.append(try reader.record(passing[position]))
      } catch {
        log.add(error, kind: "data")
      }
    }
    return equality
  }
}
