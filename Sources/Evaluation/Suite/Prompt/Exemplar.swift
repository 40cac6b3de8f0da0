/// A row as a solved example.
struct Exemplar: Sendable, Equatable {
  var id: String
  /// Its data file.
  var file: String
  /// The line of its data file.
  var line: Int
  var question: String
  var answer: String
}

/// The rows that exemplars are drawn from, and the way of drawing.
struct ExemplarPool: Sendable {
  /// In the order of the file.
  let exemplars: [Exemplar]
  let file: String
  /// Whether the samples themselves are in the pool.
  let isOwnData: Bool
  private let sampler: FewShotSection.Sampler
  private let count: Int
  private let seed: UInt64
  private let place: Place
  /// Positions in `exemplars`, by id, so that draws do not depend on the order of the file.
  private let byID: [Int]
  /// The same, one list a target, in the order of the targets.
  private let byAnswer: [[Int]]
  private let fixed: [Int]

  /// Makes a pool.
  ///
  /// - Parameters:
  ///   - exemplars: In the order of the file.
  ///   - file: The file, for messages.
  ///   - isOwnData: Whether they are the suite's own rows.
  ///   - section: How to draw.
  ///   - seed: Where the section states none.
  /// - Throws: `Failure` where a fixed id is not there.
  init(
    _ exemplars: [Exemplar], file: String, isOwnData: Bool, section: FewShotSection, seed: UInt64
  ) throws(Failure) {
    self.exemplars = exemplars
    self.file = file
    self.isOwnData = isOwnData
    sampler = section.sampler
    count = section.count
    place = section.place
    self.seed = section.seed ?? seed
    let sorted = exemplars.indices.sorted {
      exemplars[$0].id.utf8.lexicographicallyPrecedes(exemplars[$1].id.utf8)
    }
    byID = sorted
    var groups: [String: [Int]] = [:]
    for index in sorted { groups[exemplars[index].answer, default: []].append(index) }
    byAnswer = groups.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map(\.value)
    fixed = try ExemplarPool.positions(section.sampler, exemplars, file, section.place)
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

  /// The exemplars of a sample: never the sample itself, nor a row that asks the same.
  ///
  /// - Parameters:
  ///   - id: The sample's id.
  ///   - question: Its rendered question.
  /// - Returns: As many as the suite asks for.
  /// - Throws: `Failure` where the pool has too few, or a fixed exemplar is the sample.
  func choose(for id: String, question: String) throws(Failure) -> [Exemplar] {
    let isAllowed = { (index: Int) in
      exemplars[index].question != question && !(isOwnData && exemplars[index].id == id)
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
    }
    guard chosen.count == count else {
      throw Failure(
        .badData,
        "\(count) exemplars are asked for, and \(file) has \(chosen.count) for the sample \"\(id)\"",
        at: place, remedy: "Ask for fewer, or name a larger file.")
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

  /// The exemplar of another file that asks the same as a sample, if there is one.
  func leaks() -> [String: Exemplar] {
    guard !isOwnData else { return [:] }
    return Dictionary(exemplars.map { ($0.question, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

/// Draws without replacement (Fisher & Yates), touching only what it draws.
struct Draw {
  private var items: [Int]
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
      items.swapAt(taken, taken + random.below(items.count - taken))
      if isAllowed(items[taken]) { chosen.append(items[taken]) }
      taken += 1
    }
    return chosen
  }
}
