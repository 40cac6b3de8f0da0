import Evaluation

/// A sample that a report shows: where it is and how it ended.
struct SampleChoice {
  /// Its suite's place in the run.
  var suite: Int
  /// Its place in the suite.
  var row: Int
  var status: SampleStatus

  /// What is shown first where not everything can be.
  private static let ranks: [SampleStatus] = [
    .breached, .error, .unscored, .wrong, .measured, .resisted, .correct,
  ]

  /// The samples that a report has room for, in the order of the run.
  ///
  /// - Parameters:
  ///   - run: the finished run.
  ///   - limit: at most so many; of more, those that need attention are taken first.
  /// - Returns: where they are and how they ended.
  static func samples(of run: Run, limit: Int) -> [SampleChoice] {
    let all = run.suites.enumerated().flatMap { suite, result in
      SampleStatus.all(of: result).enumerated().map {
        SampleChoice(suite: suite, row: $0.offset, status: $0.element)
      }
    }
    guard all.count > limit else { return all }
    var chosen: [Int] = []
    for status in ranks where chosen.count < limit {
      let own = all.indices.lazy.filter { all[$0].status == status }
      chosen += own.prefix(limit - chosen.count)
    }
    return chosen.sorted().map { all[$0] }
  }
}
