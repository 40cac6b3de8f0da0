import Patterns

/// How likely some, or all, of k repeats are right.
///
/// With c of n repeats right: `pass_at_K` = 1 − C(n − c, k) ÷ C(n, k), unbiased (Chen et al. 2021, arXiv
/// 2107.03374); `pass_all_K` = C(c, k) ÷ C(n, k) (pass^k of Yao et al. 2024, arXiv 2406.12045). A
/// repeat is right where its `exact_match` is 1, or `numeric_match` where the suite states a tolerance.
struct PassAtK: AnswerMeasure {
  /// Which of both, and its k.
  enum Kind: Sendable, Equatable {
    case any(Int)
    case all(Int)

    /// The kind that a metric's name names: `pass_at_8`, `pass_all_4`.
    init?(_ name: String) {
      func number(_ prefix: String) -> Int? {
        guard name.hasPrefix(prefix), let k = Int(name.dropFirst(prefix.count)), k > 0,
          name == "\(prefix)\(k)"
        else { return nil }
        return k
      }
      if let k = number("pass_at_") {
        self = .any(k)
      } else if let k = number("pass_all_") {
        self = .all(k)
      } else {
        return nil
      }
    }

    /// How many repeats it needs.
    var k: Int {
      switch self {
      case .any(let k), .all(let k): k
      }
    }
  }

  let names: [String]
  private let kinds: [Kind]

  init(_ kinds: [(name: String, kind: Kind)]) {
    names = kinds.map(\.name)
    self.kinds = kinds.map(\.kind)
  }

  func values(_ set: AnswerSet) throws(PatternError) -> [Double] {
    var right = 0
    for answer in set.answers {
      let isRight =
        set.comparison.comparison.hasTolerance
        ? try NumericMatch.isRight(answer, set) : ExactMatch.isRight(answer, set)
      if isRight { right += 1 }
    }
    return kinds.map { PassAtK.value($0, right: right, of: set.answers.count) }
  }

  /// - Parameters:
  ///   - kind: With k at most `count`.
  ///   - right: Repeats that are right.
  ///   - count: All repeats.
  /// - Returns: In 0 … 1.
  static func value(_ kind: Kind, right: Int, of count: Int) -> Double {
    switch kind {
    case .any(let k): 1 - share(count - right, k, of: count)
    case .all(let k): share(right, k, of: count)
    }
  }

  /// C(some, k) ÷ C(count, k).
  private static func share(_ some: Int, _ k: Int, of count: Int) -> Double {
    guard some >= k else { return 0 }
    return (0..<k).reduce(1) { $0 * Double(some - $1) / Double(count - $1) }
  }
}
