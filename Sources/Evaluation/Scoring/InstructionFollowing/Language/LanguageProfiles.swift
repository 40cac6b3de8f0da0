import Foundation

/// How often runs of one to three letters occur in each language.
struct LanguageProfiles: Sendable {
  /// One to three scalars in 21 bits each.
  struct Gram: Hashable, Sendable {
    private let bits: UInt64

    init(_ scalars: some Sequence<Unicode.Scalar>) {
      // The leading one tells " a" from "a".
      bits = scalars.reduce(1) { $0 << 21 | UInt64($1.value) }
    }
  }

  /// A run's share among the runs of its length in a language.
  struct Entry: Sendable {
    var language: Int
    var share: Double
  }

  /// The languages in the order of their numbers.
  let codes: [String]
  /// Ideographs that are taken for others.
  let ideographs: [Unicode.Scalar: Unicode.Scalar]
  private let places: [Gram: Range<Int>]
  private let all: [Entry]

  /// The profiles of langdetect 1.0.9.
  static let standard: LanguageProfiles = {
    let compressed = Array(Data(base64Encoded: LanguageProfileData.base64) ?? Data())
    let source = try? GzipInflater.inflate(
      ByteSource(compressed), limit: 1 << 24, file: "language profiles")
    let bytes = source.map { $0.read(0..<$0.count) } ?? []
    guard let profiles = LanguageProfiles(bytes) else {
      preconditionFailure("the language profiles are damaged")
    }
    return profiles
  }()

  func entries(of gram: Gram) -> ArraySlice<Entry>? { places[gram].map { all[$0] } }

  /// Reads what `scripts/fixtures/language_profiles.py` wrote.
  ///
  /// Lines: the codes; the ideographs, each group behind the one that stands for it; the runs in rising
  /// order, a digit that says how many letters are those of the run before and the rest of the letters.
  /// An empty line; then for each run the numbers of its languages, a byte each, 63 behind the last; then
  /// the shares as −log₂ in units of 1 ÷ 32 for single letters and runs with a capital, 1 ÷ 4 for others:
  /// all low bytes, then all high bytes.
  init?(_ bytes: [UInt8]) {
    guard let end = LanguageProfiles.emptyLine(in: bytes) else { return nil }
    let lines = bytes[..<end].split(separator: UInt8(ascii: "\n"))
    guard lines.count > 2 else { return nil }
    codes = String(decoding: lines[0], as: UTF8.self).split(separator: " ").map(String.init)
    ideographs = LanguageProfiles.ideographs(String(decoding: lines[1], as: UTF8.self))
    let languages = bytes[(end + 2)...]
    let runs = lines.count - 2
    let count = (languages.count - runs) / 3
    guard count > 0, languages.count == runs + 3 * count else { return nil }
    var reader = EntryReader(
      languages: languages.prefix(runs + count), shares: languages.suffix(2 * count))
    var places: [Gram: Range<Int>] = [:]
    places.reserveCapacity(runs)
    var letters: [Unicode.Scalar] = []
    for line in lines.dropFirst(2) {
      guard let digit = line.first, digit >= 0x30, Int(digit - 0x30) <= letters.count else {
        return nil
      }
      letters.removeLast(letters.count - Int(digit - 0x30))
      letters += String(decoding: line.dropFirst(), as: UTF8.self).unicodeScalars
      let isFine = letters.count == 1 || letters.contains { $0.properties.isUppercase }
      guard let range = reader.next(unit: isFine ? 32 : 4) else { return nil }
      places[Gram(letters)] = range
    }
    self.places = places
    all = reader.entries
  }

  private static func emptyLine(in bytes: [UInt8]) -> Int? {
    bytes.indices.dropLast().first { bytes[$0] == 0x0A && bytes[$0 + 1] == 0x0A }
  }

  private static func ideographs(_ line: String) -> [Unicode.Scalar: Unicode.Scalar] {
    var map: [Unicode.Scalar: Unicode.Scalar] = [:]
    for group in line.split(separator: " ") {
      guard let first = group.unicodeScalars.first else { continue }
      for other in group.unicodeScalars.dropFirst() { map[other] = first }
    }
    return map
  }
}

/// Reads the entries of one run after the other.
private struct EntryReader {
  private(set) var entries: [LanguageProfiles.Entry] = []
  private let languages: ArraySlice<UInt8>
  private let shares: ArraySlice<UInt8>
  private var place: Int

  private static let end: UInt8 = 63

  init(languages: ArraySlice<UInt8>, shares: ArraySlice<UInt8>) {
    self.languages = languages
    self.shares = shares
    place = languages.startIndex
    entries.reserveCapacity(shares.count / 2)
  }

  mutating func next(unit: Double) -> Range<Int>? {
    let first = entries.count
    let half = shares.count / 2
    while place < languages.endIndex {
      let language = languages[place]
      place += 1
      if language == EntryReader.end { return first..<entries.count }
      guard entries.count < half else { return nil }
      let low = shares[shares.startIndex + entries.count]
      let high = shares[shares.startIndex + half + entries.count]
      let exponent = Double(UInt16(high) << 8 | UInt16(low)) / unit
      entries.append(LanguageProfiles.Entry(language: Int(language), share: exp2(-exponent)))
    }
    return nil
  }
}
