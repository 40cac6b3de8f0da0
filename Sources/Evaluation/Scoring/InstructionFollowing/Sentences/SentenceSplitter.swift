import Patterns

/// Cuts a text into sentences by the Punkt method (Kiss & Strunk 2006), as NLTK 3.10.4 does with its
/// English model.
struct SentenceSplitter: Sendable {
  /// With what was learned from English newspapers.
  static let english = SentenceSplitter(PunktModel.english)

  private let judge: PunktJudge

  private static let nonWord = "[)\";}\\]*:@'({\\[‘’“”«»?!]"
  /// A mark that may end a sentence, with what follows it.
  private static let end = FixedPattern("[.?!](?=(\(nonWord)|\\s+(\\S+)))")
  /// Closing marks that belong to the sentence before.
  private static let closing = FixedPattern(
    "\\A[\"')\\]}‘’“”«»]+?(?:\\s+|(?=--)|$)", options: .multiline)

  init(_ model: PunktModel) {
    judge = PunktJudge(model: model)
  }

  /// A place where a sentence may end, as offsets of UTF-8.
  private struct Candidate {
    var word: Range<Int>
    var mark: Range<Int>
    var following: String
    /// Where the next word begins; `nil` where a closing mark follows.
    var next: Int?
  }

  /// The sentences of a text, none empty.
  ///
  /// - Parameter text: Any text.
  /// - Returns: In order, without the white space between them.
  /// - Throws: `PatternError` where a match cost too much.
  func sentences(of text: String) throws(PatternError) -> [String] {
    let bytes = Array(text.utf8)
    var slices: [Range<Int>] = []
    var start = 0
    for candidate in try candidates(text, bytes) {
      let context =
        String(decoding: bytes[candidate.word], as: UTF8.self)
        + String(decoding: bytes[candidate.mark], as: UTF8.self) + candidate.following
      guard try judge.hasSentenceEnd(context) else { continue }
      slices.append(start..<candidate.mark.upperBound)
      start = candidate.next ?? candidate.mark.upperBound
    }
    let rest = SentenceSplitter.lengthWithoutTrailingSpace(text)
    slices.append(min(start, rest)..<rest)
    return try realigned(slices, bytes)
  }

  /// The ends of sentences that could be, of those that overlap the last.
  private func candidates(
    _ text: String, _ bytes: [UInt8]
  ) throws(PatternError) -> [Candidate] {
    var found: [Candidate] = []
    var previous: Candidate?
    for match in try SentenceSplitter.end.pattern.allMatches(in: text) {
      let before = previous?.word ?? 0..<0
      let space = SentenceSplitter.lastSpace(bytes, before.upperBound..<match.range.lowerBound)
      let start = space.map { $0 + 1 } ?? before.lowerBound
      if let previous, previous.word.upperBound <= start { found.append(previous) }
      let following = match.groups[1] ?? ""
      let next = match.groups[2].map {
        match.range.upperBound + following.utf8.count - $0.utf8.count
      }
      previous = Candidate(
        word: start..<match.range.lowerBound, mark: match.range, following: following, next: next)
    }
    return found + [previous].compactMap { $0 }
  }

  /// The last ASCII space of a range but for its first place (NLTK cannot tell that from none).
  private static func lastSpace(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    range.dropFirst().last { bytes[$0] == 0x20 || (0x09...0x0D).contains(bytes[$0]) }
  }

  private static func lengthWithoutTrailingSpace(_ text: String) -> Int {
    let scalars = text.unicodeScalars
    guard let last = scalars.lastIndex(where: { !TextNormalization.isWhitespace($0) }) else {
      return 0
    }
    return text.utf8.distance(from: text.startIndex, to: scalars.index(after: last))
  }

  /// Gives closing marks to the sentence before them.
  private func realigned(
    _ slices: [Range<Int>], _ bytes: [UInt8]
  ) throws(PatternError) -> [String] {
    var sentences: [String] = []
    var shift = 0
    for (index, slice) in slices.enumerated() {
      let start = min(slice.lowerBound + shift, slice.upperBound)
      var end = slice.upperBound
      shift = 0
      var isClosed = false
      if index + 1 < slices.count {
        let next = String(decoding: bytes[slices[index + 1]], as: UTF8.self)
        if let match = try SentenceSplitter.closing.pattern.firstMatch(in: next) {
          shift = match.range.upperBound
          let marks = TextNormalization.trim(match.groups[0] ?? "")
          end = slices[index + 1].lowerBound + marks.utf8.count
          isClosed = true
        }
      }
      if isClosed || start < slice.upperBound {
        sentences.append(String(decoding: bytes[min(start, end)..<end], as: UTF8.self))
      }
    }
    return sentences
  }
}
