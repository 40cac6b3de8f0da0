import Jinja

/// Overlap of words, word pairs and subsequences (Lin 2004), as the package rouge-score 0.1.2 computes
/// it without stemming.
///
/// Words are runs of a–z and 0–9 in lower case; other letters separate. Values are F1, best over
/// targets. `rougeL` takes the text as one sentence.
struct ROUGE: AnswerMeasure {
  /// Metrics that this measures.
  static let metrics = ["rouge1", "rouge2", "rougeL"]

  let names: [String]

  /// - Parameter names: Some of `metrics`.
  init(_ names: [String]) {
    self.names = names
  }

  func values(_ set: AnswerSet) -> [Double] {
    let targets = set.targets.map(ROUGE.words)
    var totals = [Double](repeating: 0, count: names.count)
    for answer in set.answers where answer.isThere {
      let words = ROUGE.words(answer.text)
      for (index, name) in names.enumerated() {
        totals[index] += targets.map { ROUGE.score(name, words, $0) }.max() ?? 0
      }
    }
    return totals.map { $0 / Double(max(1, set.answers.count)) }
  }

  private static func score(_ name: String, _ words: [String], _ target: [String]) -> Double {
    switch name {
    case "rouge1": overlap(words, target, order: 1)
    case "rouge2": overlap(words, target, order: 2)
    default: subsequence(words, target)
    }
  }

  /// The words of a text.
  static func words(_ text: String) -> [String] {
    text.pythonLowercased.utf8.split { byte in
      !(0x61...0x7A).contains(byte) && !(0x30...0x39).contains(byte)
    }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// F1 of the n-grams that both have, counted as often as they occur.
  static func overlap(_ words: [String], _ target: [String], order: Int) -> Double {
    let counts = NGramCounts(target, order: order)
    let own = NGramCounts(words, order: order)
    return fMeasure(
      Double(own.matches(counts)), answered: own.total, wanted: counts.total)
  }

  /// F1 of the longest common subsequence.
  static func subsequence(_ words: [String], _ target: [String]) -> Double {
    fMeasure(
      Double(CommonSubsequence.length(words, target)), answered: words.count, wanted: target.count)
  }

  private static func fMeasure(_ hits: Double, answered: Int, wanted: Int) -> Double {
    let precision = hits / Double(max(answered, 1))
    let recall = hits / Double(max(wanted, 1))
    return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
  }
}

/// The longest common subsequence.
enum CommonSubsequence {
  /// Its length, by bit-parallel rows (Hyyrö 2004); the cost is the product of both lengths ÷ 64.
  static func length<Element: Hashable>(_ first: [Element], _ second: [Element]) -> Int {
    let words = (first.count + 63) / 64
    var places: [Element: [UInt64]] = [:]
    for (index, element) in first.enumerated() {
      places[element, default: [UInt64](repeating: 0, count: words)][index / 64] |=
        1 << (index % 64)
    }
    var row = [UInt64](repeating: ~0, count: words)
    for element in second {
      guard let matches = places[element] else { continue }
      var carry: UInt64 = 0
      for word in 0..<words {
        let hit = row[word] & matches[word]
        let (partial, overflow) = row[word].addingReportingOverflow(hit)
        let (sum, more) = partial.addingReportingOverflow(carry)
        carry = overflow || more ? 1 : 0
        row[word] = sum | (row[word] & ~matches[word])
      }
    }
    var length = 0
    for (word, bits) in row.enumerated() {
      let used = min(64, first.count - word * 64)
      let mask: UInt64 = used == 64 ? ~0 : (1 << used) - 1
      length += (~bits & mask).nonzeroBitCount
    }
    return length
  }
}
