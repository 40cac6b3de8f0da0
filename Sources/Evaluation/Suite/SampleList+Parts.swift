extension SampleList {
  /// Those of the samples that a condition holds for, in their order.
  ///
  /// - Parameter isWanted: Asked once a sample.
  /// - Returns: The list itself where it holds for all.
  func part(where isWanted: (Sample) -> Bool) -> SampleList {
    let positions = enumerated().filter { isWanted($0.element) }.map(\.offset)
    return positions.count == count ? self : part(at: positions)
  }

  /// A seeded choice of the samples, in their order.
  ///
  /// The same that a suite's limit would make of them, so that a smaller choice is part of a larger.
  ///
  /// - Parameters:
  ///   - limit: At most so many.
  ///   - seed: The run's seed.
  /// - Returns: The list itself where it is no longer than that.
  func choice(of limit: Int, seed: UInt64) -> SampleList {
    guard count > limit else { return self }
    var choice = SeededChoice(limit)
    for (position, id) in ids.enumerated() {
      choice.add(SeededChoice.words(SampleIdentity.rank(id, seed: seed)), position: position)
    }
    return part(at: choice.positions())
  }
}
