/// chrF of Popović 2015, as sacrebleu 2.6.0 computes it: character n-grams of 1 to 6 without white
/// space, β = 2, case kept.
///
/// A sample's terms are `chrf.matches1` … `chrf.matches6`, `chrf.answered1` … and `chrf.wanted1` … (n-grams
/// that both have, of the answer, of the target), for the target of the highest score.
enum CharacterFScore {
  private static let order = 6
  static let names = ["matches", "answered", "wanted"].flatMap { kind in
    (1...order).map { "chrf.\(kind)\($0)" }
  }

  static let measure = SumMeasure(names, terms)

  /// - Parameters:
  ///   - answer: What was generated.
  ///   - targets: At least one.
  /// - Returns: The terms in the order of `names`.
  static func terms(_ answer: String, _ targets: [String]) -> [Double] {
    let own = counts(answer)
    var best: (score: Double, terms: [Double])?
    for target in targets {
      let wanted = counts(target)
      var terms = [Double](repeating: 0, count: 3 * order)
      for size in 0..<order where wanted[size].total > 0 {
        terms[size] = Double(own[size].matches(wanted[size]))
        // N-grams of an order that the target does not have are no misses.
        terms[order + size] = Double(own[size].total)
        terms[2 * order + size] = Double(wanted[size].total)
      }
      let score = score(terms)
      if score > best?.score ?? -1 { best = (score, terms) }
    }
    return best?.terms ?? [Double](repeating: 0, count: 3 * order)
  }

  private static func counts(_ text: String) -> [CharacterGrams] {
    let scalars = text.unicodeScalars.filter { !TextNormalization.isWhitespace($0) }
    return (1...order).map { CharacterGrams(Array(scalars), order: $0) }
  }

  /// The score of sums of terms.
  ///
  /// - Parameter terms: In the order of `names`.
  /// - Returns: 0 … 100.
  static func score(_ terms: [Double]) -> Double {
    var (precision, recall, orders) = (0.0, 0.0, 0.0)
    for size in 0..<order {
      let (answered, wanted) = (terms[order + size], terms[2 * order + size])
      guard answered > 0, wanted > 0 else { continue }
      precision += terms[size] / answered
      recall += terms[size] / wanted
      orders += 1
    }
    guard precision + recall > 0 else { return 0 }
    (precision, recall) = (precision / orders, recall / orders)
    return 100 * 5 * precision * recall / (4 * precision + recall)
  }
}

/// How often each run of up to six scalars occurs.
private struct CharacterGrams {
  /// Scalars of 21 bits, three a word.
  private struct Gram: Hashable {
    var high: UInt64 = 0
    var low: UInt64 = 0

    init(_ scalars: ArraySlice<Unicode.Scalar>) {
      for scalar in scalars {
        high = (high << 21 | low >> 42) & (1 << 63 - 1)
        low = (low << 21 | UInt64(scalar.value)) & (1 << 63 - 1)
      }
    }
  }

  private var counts: [Gram: Int] = [:]
  private(set) var total = 0

  init(_ scalars: [Unicode.Scalar], order: Int) {
    guard scalars.count >= order else { return }
    total = scalars.count - order + 1
    for start in 0..<total { counts[Gram(scalars[start..<(start + order)]), default: 0] += 1 }
  }

  func matches(_ other: CharacterGrams) -> Int {
    counts.reduce(0) { $0 + min($1.value, other.counts[$1.key] ?? 0) }
  }
}
