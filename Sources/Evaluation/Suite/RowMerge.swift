/// Puts together what the parts of a pass gave, in the order of the rows.
struct RowMerge {
  private let builder: SampleBuilder
  private let rows: DataRows
  private var ids = IdentityTable()
  private var choice: SeededChoice?
  /// The rows that pass `where`.
  private(set) var passing: [UInt32] = []
  /// What is wrong, by how far the row got.
  private let logs = [FailureLog(), FailureLog(), FailureLog()]
  private var samples = SampleKeeper()
  private var hasPositive = false

  /// How many rows that cannot be read are told apart; then the pass ends.
  private static let readingLimit = 20

  init(_ builder: SampleBuilder, _ rows: DataRows, limit: Int?) {
    self.builder = builder
    self.rows = rows
    choice = limit.map { SeededChoice($0) }
  }

  /// Adds the next part; answers whether there is reason to go on.
  mutating func add(_ part: RowPart) -> Bool {
    for wrong in part.failures { note(wrong) }
    let (builder, rows) = (builder, rows)
    for identity in part.identities {
      passing.append(UInt32(identity.number))
      if let rank = identity.rank { choice?.add(rank, position: identity.number) }
      if let first = ids.insert(
        identity.hash, identity.number, isSame: { builder.isID(identity.id, ofRow: $0, in: rows) })
      {
        note(RowPart.Wrong(stage: .identity, failure: duplicate(identity, first)))
      }
    }
    samples.add(part)
    hasPositive = hasPositive || part.hasPositive
    return logs[RowPart.Stage.reading.rawValue].failures.count < RowMerge.readingLimit
  }

  private func note(_ wrong: RowPart.Wrong) {
    let log = logs[wrong.stage.rawValue]
    switch wrong.stage {
    case .reading:
      if log.failures.count < RowMerge.readingLimit { log.add(wrong.failure) }
    case .identity: log.add(wrong.failure, kind: wrong.failure.place?.field ?? "data.id")
    case .sample: log.add(wrong.failure, kind: wrong.failure.place?.field ?? "data")
    }
  }

  private func duplicate(_ identity: RowPart.Identity, _ first: Int) -> Failure {
    var reader = DataRows.Reader(rows)
    let record = try? reader.record(identity.number)
    let other = try? reader.record(first)
    let isSameFile = record?.source == other?.source
    let place = other.map { isSameFile ? "line \($0.line)" : "\($0.source.path):\($0.line)" }
    return Failure(
      .badData, "the id \"\(identity.id)\" is also that of \(place ?? "another row")",
      at: record?.place(builder.suite.data.id?.name), remedy: "Give each row its own id.")
  }

  /// Hands what is wrong to a log: what kept rows from being read, else what is wrong with ids, else
  /// with samples; answers whether there was anything.
  func report(to log: FailureLog) -> Bool {
    guard let first = logs.first(where: { !$0.isEmpty }) else { return false }
    log.take(first)
    return true
  }

  /// What came of the pass.
  ///
  /// - Parameters:
  ///   - numbers: The rows that it went through.
  ///   - isFiltered: Whether some of them may not have passed.
  ///   - pool: Where the samples' exemplars came from.
  /// - Returns: What becomes the suite's samples.
  mutating func outcome(
    of numbers: RowNumbers, isFiltered: Bool, _ pool: ExemplarPool?
  ) -> RowPass.Outcome {
    let rest = isFiltered ? RowNumbers.some(passing) : numbers
    var outcome = RowPass.Outcome(passing: rest)
    if let limit = choice?.limit, rest.count > limit {
      outcome.chosen = choice.map { choice in
        var choice = choice
        return .some(choice.positions().map { UInt32($0) })
      }
    }
    outcome.hasPositive = hasPositive
    outcome.samples = samples.list { SampleMaker(rows, rest, builder, pool) }
    return outcome
  }
}

/// Keeps samples as long as they are few, and counts them all.
struct SampleKeeper {
  private var kept: [Sample]? = []
  private var bytes = 0
  private var counts = RequestCounts()
  private var hasChat = false

  /// Beyond so many samples, or so many bytes of them, none is kept.
  private static let limit = (samples: 1 << 14, bytes: 64 << 20)

  mutating func add(_ part: RowPart) {
    counts = counts + part.counts
    hasChat = hasChat || part.hasChat
    guard kept != nil else { return }
    bytes += part.footprint
    kept?.append(contentsOf: part.samples)
    if counts.samples > SampleKeeper.limit.samples || bytes > SampleKeeper.limit.bytes {
      kept = nil
    }
  }

  /// The samples, or else the way to make them.
  func list(_ maker: () -> SampleMaker) -> SampleList {
    if let kept { return SampleList(kept) }
    return SampleList(maker(), counts: counts, hasChat: hasChat)
  }
}

extension Sample {
  /// Roughly the memory that it takes, in bytes; a text that several requests share counts once.
  var footprint: Int {
    var bytes = 256 + question.utf8.count + choices.reduce(0) { $0 + 16 + $1.utf8.count }
    bytes += assertions.footprint
    var shared: Prompt?
    for request in requests {
      switch request {
      case .loglikelihood(let prompt, let continuation):
        bytes += 128 + continuation.utf8.count
        if prompt != shared { bytes += prompt.footprint }
        shared = prompt
      case .rollingLoglikelihood(let text): bytes += 128 + text.utf8.count
      case .generate(let prompt, _): bytes += 128 + prompt.footprint
      }
    }
    return bytes
  }
}

extension Prompt {
  fileprivate var footprint: Int {
    switch self {
    case .text(let text): text.utf8.count
    case .chat(let messages, let prefix):
      messages.reduce(prefix.utf8.count) { $0 + 64 + $1.content.utf8.count }
    }
  }
}
