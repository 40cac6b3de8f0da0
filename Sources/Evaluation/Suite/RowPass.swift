/// One pass over rows on all cores: reads and checks each, and makes its sample.
struct RowPass {
  /// What is done with a row.
  enum Step {
    /// `where` and the id.
    case identity
    /// The sample with its requests.
    case sample
  }

  /// What came of the rows.
  struct Outcome {
    /// The rows that pass `where`.
    var passing: RowNumbers
    /// A seeded choice of them, where they are more than the limit.
    var chosen: RowNumbers?
    var samples = SampleList()
    /// Whether a sample has the positive class.
    var hasPositive = false
  }

  private let builder: SampleBuilder
  private let rows: DataRows
  private let numbers: RowNumbers
  private let steps: Set<Step>
  private let pool: ExemplarPool?
  private let leaks: [String: Exemplar]

  /// How many rows a thread does at once.
  private static let chunk = 256

  /// Makes a pass over these rows.
  init(
    _ builder: SampleBuilder, _ rows: DataRows, _ numbers: RowNumbers, steps: Set<Step>,
    pool: ExemplarPool?
  ) {
    self.builder = builder
    self.rows = rows
    self.numbers = numbers
    self.steps = steps
    self.pool = pool
    leaks = pool?.leaks() ?? [:]
  }

  /// Goes through the rows; what is wrong with them goes to the log.
  ///
  /// - Parameters:
  ///   - log: Gets what is wrong with the first step that fails.
  ///   - limit: How many rows to choose.
  /// - Returns: What came of the rows.
  func run(_ log: FailureLog, limit: Int? = nil) -> Outcome {
    var merge = RowMerge(builder, rows, limit: limit)
    let chooses = limit != nil
    OrderedWork.run(0..<numbers.count, chunk: RowPass.chunk) { range in
      part(range, ranks: chooses)
    } each: { part in
      merge.add(part)
    }
    if !merge.report(to: log), numbers.count > 0, merge.passing.isEmpty, steps.contains(.identity) {
      log.add(
        Failure(
          .badData, "where lets none of the \(numbers.count) rows of \(rows.name) through",
          at: builder.suite.data.filter?.place))
    }
    return merge.outcome(
      of: numbers, isFiltered: builder.suite.data.filter != nil && steps.contains(.identity), pool)
  }

  private func part(_ range: Range<Int>, ranks: Bool) -> RowPart {
    var part = RowPart()
    var reader = DataRows.Reader(rows, ahead: ByteSource.block / 8)
    for position in range {
      let number = numbers[position]
      var stage = RowPart.Stage.reading
      var known: (record: DataRecord, id: String)?
      do throws(Failure) {
        let record = try reader.record(number)
        stage = .identity
        if steps.contains(.identity) {
          guard try builder.passes(record) else { continue }
        }
        let id = try builder.id(record)
        known = (record, id)
        if steps.contains(.identity) {
          part.add(number, id: id, rank: ranks ? builder.rank(id, record) : nil)
        }
        stage = .sample
        if steps.contains(.sample) {
          let sample = try builder.sample(
            record, id: id, number: number, pool: pool, leaks: leaks)
          part.add(sample, positive: builder.suite.positive)
        }
      } catch {
        part.failures.append(RowPart.Wrong(stage: stage, failure: error))
        if stage == .sample, let known,
          let other = builder.failure(known.record, id: known.id, besides: error)
        {
          part.failures.append(RowPart.Wrong(stage: stage, failure: other))
        }
      }
    }
    return part
  }
}

extension SampleBuilder {
  /// A sample's rank in a seeded choice: that of its row.
  func rank(_ id: String, _ record: DataRecord) -> [UInt64] {
    SeededChoice.words(
      SampleIdentity.rank(String(id.dropLast(suffix(record).count)), seed: seed))
  }

  /// Whether a row, read on its own, has this id.
  func isID(_ wanted: String, ofRow number: Int, in rows: DataRows) -> Bool {
    var reader = DataRows.Reader(rows)
    guard let record = try? reader.record(number), let own = try? id(record) else { return false }
    return own == wanted
  }
}

/// What came of some rows that stand together.
struct RowPart: Sendable {
  /// How far a row got.
  enum Stage: Int, Sendable { case reading, identity, sample }

  /// What is wrong with a row.
  struct Wrong: Sendable {
    var stage: Stage
    var failure: Failure
  }

  /// A row that passes `where`.
  struct Identity: Sendable {
    var number: Int
    var id: String
    /// Of its id.
    var hash: UInt64
    /// In a seeded choice, where there is one.
    var rank: [UInt64]?
  }

  var failures: [Wrong] = []
  private(set) var identities: [Identity] = []
  private(set) var samples: [Sample] = []
  /// Of the samples.
  private(set) var counts = RequestCounts()
  /// Of the samples in memory, roughly, in bytes.
  private(set) var footprint = 0
  private(set) var hasChat = false
  private(set) var hasPositive = false

  mutating func add(_ number: Int, id: String, rank: [UInt64]?) {
    let hash = IdentityTable.hash(id)
    identities.append(Identity(number: number, id: id, hash: hash, rank: rank))
  }

  mutating func add(_ sample: Sample, positive: String?) {
    samples.append(sample)
    counts.add(sample)
    footprint += sample.footprint
    hasChat = hasChat || sample.isChat
    guard let positive, !hasPositive else { return }
    if sample.choices.contains(positive) { hasPositive = true }
    if case .texts(let texts) = sample.target, texts.contains(positive) { hasPositive = true }
  }
}
