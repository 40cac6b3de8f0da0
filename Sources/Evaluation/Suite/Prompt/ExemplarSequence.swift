/// The draws of lm-evaluation-harness's sampler for all rows, made once in their order.
///
/// `ContextSampler.sample` with `random.Random(1234)`: one generator for the whole task, advanced by
/// every row, so a row's exemplars depend on how many rows stand before it, and on nothing else. Where
/// rows equal to the sample's are left out, one more is drawn, equal ones fall away, and where fewer
/// than wanted are left all are drawn again from the rows that differ.
struct ExemplarSequence: Sendable {
  /// What `--seed` sets over there.
  static let standardSeed: UInt64 = 1234

  /// Positions in the pool, [rows × count].
  private let positions: [UInt32]
  private let count: Int

  /// Draws for every row.
  ///
  /// - Parameters:
  ///   - section: How many, and what is left out.
  ///   - source: How many rows there are, and which are equal.
  ///   - pool: How many rows are drawn from.
  /// - Throws: `Failure` where the pool is too small.
  init(_ section: FewShotSection, _ source: ExemplarPool.Source, pool: Int) throws(Failure) {
    count = section.count
    let equality = section.exclude == .row ? source.equality : nil
    let extra = equality == nil ? 0 : 1
    guard pool >= count + extra else {
      throw Failure(
        .badData,
        "\(count) exemplars are asked for, and \(source.file) has \(pool) rows to draw from",
        at: section.place, remedy: "Ask for fewer, or name a larger file.")
    }
    var random = MersenneTwister(seed: section.seed ?? ExemplarSequence.standardSeed)
    var positions: [UInt32] = []
    positions.reserveCapacity(source.rows.count * count)
    for row in 0..<source.rows.count {
      var drawn = random.sample(of: pool, count: count + extra)
      if let equality {
        drawn.removeAll { equality.areEqual(exemplar: $0, row: row) }
        if drawn.count < count {
          let others = (0..<pool).filter { !equality.areEqual(exemplar: $0, row: row) }
          guard others.count >= count else {
            throw Failure(
              .badData,
              "\(count) exemplars are asked for, and \(source.file) has \(others.count) rows that "
                + "differ from its row \(row + 1)", at: section.place, remedy: "Ask for fewer.")
          }
          drawn = random.sample(of: others.count, count: count).map { others[$0] }
        }
      }
      positions += drawn.prefix(count).map(UInt32.init)
    }
    self.positions = positions
  }

  /// The positions in the pool that a row's exemplars stand at.
  subscript(row: Int) -> [Int] {
    positions[(row * count)..<(row * count + count)].map(Int.init)
  }
}
