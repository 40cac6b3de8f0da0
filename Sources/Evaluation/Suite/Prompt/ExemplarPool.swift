/// The rows that exemplars are drawn from, and the way of drawing.
struct ExemplarPool: Sendable {
  /// Where the rows of a pool stand.
  struct Source {
    /// For messages.
    var file: String
    /// Whether the samples themselves are in the pool.
    var isOwnData: Bool
    /// The rows that the samples are chosen from, by their numbers in the data.
    var rows: RowNumbers
    /// Which rows are equal; needed with `exclude: row` alone.
    var equality: RowEquality?
  }

  /// In the order of the file.
  let exemplars: [Exemplar]
  let file: String
  /// Whether the samples themselves are in the pool.
  let isOwnData: Bool
  private let sampler: FewShotSection.Sampler
  private let exclude: FewShotSection.Exclusion
  private let count: Int
  private let seed: UInt64
  private let place: Place
  private let rows: RowNumbers
  private let equality: RowEquality?
  /// Positions in `exemplars`, by id, so that draws do not depend on the order of the file.
  private let byID: [Int]
  /// The same, one list a target, in the order of the targets.
  private let byAnswer: [[Int]]
  private let fixed: [Int]
  private let sequence: ExemplarSequence?

  /// Makes a pool.
  ///
  /// - Parameters:
  ///   - exemplars: In the order of the file.
  ///   - source: Where they stand.
  ///   - section: How to draw.
  ///   - seed: Where the section states none.
  /// - Throws: `Failure` where a fixed id is not there, or a sequence of draws has too few rows.
  init(
    _ exemplars: [Exemplar], source: Source, section: FewShotSection, seed: UInt64
  ) throws(Failure) {
    self.exemplars = exemplars
    file = source.file
    isOwnData = source.isOwnData
    sampler = section.sampler
    exclude = section.exclude
    count = section.count
    place = section.place
    rows = source.rows
    equality = section.exclude == .row ? source.equality : nil
    self.seed = section.seed ?? seed
    let sorted = exemplars.indices.sorted {
      exemplars[$0].id.utf8.lexicographicallyPrecedes(exemplars[$1].id.utf8)
    }
    byID = sorted
    var groups: [String: [Int]] = [:]
    for index in sorted { groups[exemplars[index].answer, default: []].append(index) }
    byAnswer = groups.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map(\.value)
    fixed = try ExemplarPool.positions(section.sampler, exemplars, source.file, section.place)
    sequence =
      section.sampler == .lmEval
      ? try ExemplarSequence(section, source, pool: exemplars.count) : nil
  }

  private static func positions(
    _ sampler: FewShotSection.Sampler, _ exemplars: [Exemplar], _ file: String, _ place: Place
  ) throws(Failure) -> [Int] {
    guard case .ids(let ids) = sampler else { return [] }
    var positions: [Int] = []
    for id in ids {
      guard let position = exemplars.firstIndex(where: { $0.id == id }) else {
        throw Failure(
          .badData, "\(file) has no row with the id \"\(id)\"", at: place,
          remedy: Spelling.nearest(id, in: exemplars.map(\.id)).map { "Did you mean \"\($0)\"?" })
      }
      positions.append(position)
    }
    return positions
  }

  /// The exemplars of a sample, without what its suite says it must not be shown.
  ///
  /// - Parameters:
  ///   - id: The sample's id.
  ///   - number: Of its row in the data.
  ///   - asks: What it asks.
  ///   - group: What exemplars must share with it, where the suite says so.
  /// - Returns: As many as the suite asks for.
  /// - Throws: `Failure` where the pool has too few, or a fixed exemplar is the sample.
  func choose(
    for id: String, row number: Int, asks: String, group: String? = nil
  ) throws(Failure) -> [Exemplar] {
    // Where its row stands among those that samples are chosen from; asked for where it decides.
    let position = sequence != nil || equality != nil ? rows.position(of: number) : 0
    let isAllowed = { (index: Int) in
      guard group == nil || exemplars[index].group == group else { return false }
      return switch exclude {
      case .question:
        exemplars[index].asks != asks && !(isOwnData && exemplars[index].id == id)
      case .row: !(equality?.areEqual(exemplar: index, row: position) ?? false)
      case .none: true
      }
    }
    let chosen: [Int]
    switch sampler {
    case .first: chosen = Array(exemplars.indices.lazy.filter(isAllowed).prefix(count))
    case .ids:
      if let own = fixed.first(where: { !isAllowed($0) }) { throw overlap(own, id) }
      chosen = fixed
    case .random:
      var random = SeededRandom(seed: SampleIdentity.seed(id, seed: seed))
      var draw = Draw(byID)
      chosen = draw.take(count, &random, where: isAllowed)
    case .balanced: chosen = balanced(id, isAllowed)
    case .lmEval: chosen = sequence?[position] ?? []
    }
    guard chosen.count == count else {
      throw Failure(
        .badData,
        "\(count) exemplars are asked for, and \(file) has \(chosen.count) for the sample \"\(id)\""
          + (group.map { " (\"\($0)\")" } ?? ""), at: place,
        remedy: "Ask for fewer, or name a larger file.")
    }
    return chosen.map { exemplars[$0] }
  }

  /// One exemplar of each target in turn, the targets in an order of the sample's own.
  private func balanced(_ id: String, _ isAllowed: (Int) -> Bool) -> [Int] {
    var random = SeededRandom(seed: SampleIdentity.seed(id, seed: seed))
    var order = Draw(Array(byAnswer.indices))
    var draws = order.take(byAnswer.count, &random) { _ in true }.map { Draw(byAnswer[$0]) }
    var chosen: [Int] = []
    while chosen.count < count {
      let before = chosen.count
      for index in draws.indices where chosen.count < count {
        chosen += draws[index].take(1, &random, where: isAllowed)
      }
      if chosen.count == before { break }
    }
    return chosen
  }

  private func overlap(_ index: Int, _ id: String) -> Failure {
    Failure(
      .badData,
      "the exemplar \"\(exemplars[index].id)\" (\(exemplars[index].file):\(exemplars[index].line)) is also, or asks the "
        + "same as, the test sample \"\(id)\"", at: place,
      remedy: "Keep it out of the samples with data.where, or put exemplars into their own file.")
  }

  /// The exemplars of another file by what they ask, which no sample may ask.
  func leaks() -> [String: Exemplar] {
    guard !isOwnData, exclude == .question else { return [:] }
    return Dictionary(exemplars.map { ($0.asks, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

/// Which rows of a pool have the same fields and values as which rows that samples are made of.
struct RowEquality: Sendable {
  private var numbers: [Set<JSONValue.Member>: Int] = [:]
  private var pool: [Int] = []
  /// −1 for rows that are equal to none of the pool.
  private var rows: [Int] = []

  /// Numbers the contents of a pool.
  init(pool: [DataRecord]) {
    for record in pool {
      let content = Set(record.members)
      let number = numbers[content] ?? numbers.count
      numbers[content] = number
      self.pool.append(number)
    }
  }

  /// Adds the next row that samples are made of.
  mutating func append(_ record: DataRecord) {
    rows.append(numbers[Set(record.members)] ?? -1)
  }

  func areEqual(exemplar: Int, row: Int) -> Bool { pool[exemplar] == rows[row] }
}

/// Draws without replacement (Fisher & Yates), touching only what it draws.
struct Draw {
  private let items: [Int]
  /// Where other items stand than in `items`; the rest is left alone, however much there is.
  private var moved: [Int: Int] = [:]
  private var taken = 0

  init(_ items: [Int]) {
    self.items = items
  }

  /// Draws until `count` items are allowed or none is left.
  mutating func take(
    _ count: Int, _ random: inout SeededRandom, where isAllowed: (Int) -> Bool
  ) -> [Int] {
    var chosen: [Int] = []
    while chosen.count < count, taken < items.count {
      let picked = taken + random.below(items.count - taken)
      let item = moved[picked] ?? items[picked]
      moved[picked] = moved[taken] ?? items[taken]
      if isAllowed(item) { chosen.append(item) }
      taken += 1
    }
    return chosen
  }
}
