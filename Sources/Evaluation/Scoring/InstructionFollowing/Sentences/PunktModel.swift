import Foundation

/// What Punkt learned from a corpus.
struct PunktModel: Sendable {
  /// Words that stand before a full stop that ends no sentence.
  let abbreviations: Set<String>
  /// Pairs of words with a full stop between them that ends no sentence.
  let collocations: Set<[String]>
  /// Words that often begin sentences.
  let starters: Set<String>
  /// Words that were seen with a small first letter, and never with a capital inside a sentence.
  let smallOnly: Set<String>
  /// Words that were seen with a small first letter, and with a capital inside a sentence.
  let either: Set<String>
  /// Words that were seen at the start of a sentence with a small first letter, and never with a capital.
  let smallAtStart: Set<String>

  /// NLTK's English model (`punkt_tab`), learned from the Wall Street Journal.
  static let english: PunktModel = {
    let compressed = Array(Data(base64Encoded: EnglishPunktData.base64) ?? Data())
    let source = try? GzipInflater.inflate(
      ByteSource(compressed), limit: 1 << 22, file: "English sentences")
    let bytes = source.map { $0.read(0..<$0.count) } ?? []
    guard let model = PunktModel(String(decoding: bytes, as: UTF8.self)) else {
      preconditionFailure("the English sentence model is damaged")
    }
    return model
  }()

  /// Reads what `scripts/fixtures/punkt_english.py` wrote: six lines of words between tabs.
  init?(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.split(separator: "\t").map(String.init)
    }
    guard lines.count >= 6, lines[1].count.isMultiple(of: 2) else { return nil }
    abbreviations = Set(lines[0])
    collocations = Set(
      stride(from: 0, to: lines[1].count, by: 2).map { [lines[1][$0], lines[1][$0 + 1]] })
    starters = Set(lines[2])
    smallOnly = Set(lines[3])
    either = Set(lines[4])
    smallAtStart = Set(lines[5])
  }

  /// Whether a word was seen with a small first letter.
  func isEverSmall(_ word: String) -> Bool { smallOnly.contains(word) || either.contains(word) }
}
