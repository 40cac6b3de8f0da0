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
    let isOwnPool = section != nil && shots == nil
    guard limit != nil || isOwnPool else {
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

  /// The rows that exemplars come from: of their own files, or those of the suite that pass `where`;
  /// `nil` where the suite has none or they are wrong.
  private func pool(_ passing: RowNumbers) -> ExemplarPool? {
    guard let section else { return nil }
    let source = shots ?? rows
    let numbers = shots.map { RowNumbers.all($0.count) } ?? passing
    var reader = DataRows.Reader(source, ahead: ByteSource.block)
    var exemplars: [Exemplar] = []
    for position in 0..<numbers.count {
      do throws(Failure) {
        let record = try reader.record(numbers[position])
        exemplars.append(try builder.exemplar(record, isOwn: shots == nil))
      } catch {
        log.add(error, kind: error.place?.field ?? "prompt.few_shot")
      }
    }
    guard log.isEmpty else { return nil }
    do throws(Failure) {
      return try ExemplarPool(
        exemplars, file: source.name, isOwnData: shots == nil, section: section,
        seed: builder.seed)
    } catch {
      log.add(error)
      return nil
    }
  }
}
