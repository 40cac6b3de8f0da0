/// Reads what a row's target is ranked among.
struct DecoyReader {
  let suite: SuiteFile
  /// The run's seed.
  let seed: UInt64

  /// The target and its decoys, the target first; all of them different.
  ///
  /// - Parameters:
  ///   - target: As the suite's template gives it.
  ///   - row: The sample's row.
  ///   - id: The sample's id, which random decoys depend on.
  /// - Returns: At least two texts.
  /// - Throws: `Failure` where a template fails, or a decoy is empty or stands there twice.
  func candidates(
    _ target: Sample.Target, _ row: RowScope, id: String
  ) throws(Failure) -> [String] {
    guard case .texts(let texts) = target, let truth = texts.first else { return [] }
    let decoys = try decoys(row, id: id)
    if decoys.isEmpty {
      throw Failure(.badData, "there is no decoy", at: row.place("decoys"))
    }
    var seen: Set<[UInt8]> = [Array(truth.utf8)]
    for decoy in decoys {
      if decoy.isEmpty {
        throw Failure(.badData, "a decoy is empty", at: row.place("decoys"))
      }
      guard seen.insert(Array(decoy.utf8)).inserted else {
        throw Failure(
          .badData, "the decoy \"\(decoy.prefix(60))\" is the target or stands there twice",
          at: row.place("decoys"), remedy: "State texts that differ from the target and each other."
        )
      }
    }
    return [truth] + decoys
  }

  private func decoys(_ row: RowScope, id: String) throws(Failure) -> [String] {
    switch suite.decoys {
    case .canaries(let count):
      return (1...count).map { SampleIdentity.decoy($0, of: id, suite: suite.id, seed: seed) }
    case .texts(.list(let template)):
      return try AnswerReader.list(template, row, key: "decoys", item: "decoy")
    case .texts(.each(let templates)):
      var texts: [String] = []
      for template in templates { texts.append(try template.text(row)) }
      return texts
    case nil: return []
    }
  }
}
