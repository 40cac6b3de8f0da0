import Jinja
import Patterns

/// Decides whether a sentence ends within a few words, as NLTK's `PunktSentenceTokenizer`.
struct PunktJudge: Sendable {
  let model: PunktModel

  private static let nonWord = "[)\";}\\]*:@'({\\[‘’“”«»?!]"
  private static let several = #"(?:-{2,}|\.{2,}|(?:\.\s){2,}\.)"#
  private static let word = FixedPattern(
    #"\#(several)|(?=[^("`{\[:;&#*@)}\]\-,])\S+?(?=\s|$|\#(nonWord)|\#(several)"#
      + #"|,(?=$|\s|\#(nonWord)|\#(several)))|\S"#)
  private static let number = FixedPattern(#"^-?[.,]?\d[\d,.-]*\.?$"#)

  /// A word with what is known of the full stop behind it.
  private struct Token {
    let text: String
    /// Without capitals; numbers are all the same.
    let type: String
    var endsSentence = false
    var isAbbreviation = false
    let isEllipsis: Bool

    init(_ text: String, _ type: String) {
      self.text = text
      self.type = type
      isEllipsis = text.utf8.count > 1 && text.utf8.allSatisfy { $0 == 0x2E }
    }

    var endsInStop: Bool { text.utf8.last == 0x2E }
    var typeWithoutStop: String {
      type.utf8.count > 1 && type.utf8.last == 0x2E ? String(type.dropLast()) : type
    }
    /// Without the full stop where that ends a sentence.
    var plainType: String { endsSentence ? typeWithoutStop : type }
    /// A letter and a full stop.
    var isInitial: Bool {
      let scalars = Array(text.unicodeScalars)
      return scalars.count == 2 && scalars[1] == "."
        && (scalars[0].properties.isAlphabetic || scalars[0] == "_")
    }
    var beginsLarge: Bool { text.unicodeScalars.first?.properties.isUppercase ?? false }
    var beginsSmall: Bool { text.unicodeScalars.first?.properties.isLowercase ?? false }
  }

  /// Whether a word but the last ends a sentence.
  func hasSentenceEnd(_ context: String) throws(PatternError) -> Bool {
    var tokens: [Token] = []
    for line in context.pieces(between: "\n") {
      for found in try PunktJudge.word.pattern.findAll(in: line) {
        tokens.append(try marked(found[0]))
      }
    }
    for index in tokens.indices.dropLast() {
      let next = tokens[index + 1]
      reconsider(&tokens[index], before: next)
      if tokens[index].endsSentence { return true }
    }
    return false
  }

  /// The word by itself: a known abbreviation, or the end of a sentence.
  private func marked(_ text: String) throws(PatternError) -> Token {
    let lower = text.pythonLowercased
    let isNumber = try PunktJudge.number.pattern.firstMatch(in: lower) != nil
    var token = Token(text, isNumber ? "##number##" : lower)
    if text == "." || text == "?" || text == "!" {
      token.endsSentence = true
    } else if !token.isEllipsis, token.endsInStop, !text.ends(with: "..") {
      let stem = String(text.unicodeScalars.dropLast()).pythonLowercased
      let last = stem.pieces(between: "-").last ?? stem
      token.isAbbreviation =
        model.abbreviations.contains(stem) || model.abbreviations.contains(last)
      token.endsSentence = !token.isAbbreviation
    }
    return token
  }

  /// The word together with the next.
  private func reconsider(_ token: inout Token, before next: Token) {
    guard token.endsInStop else { return }
    let type = token.typeWithoutStop
    let nextType = next.plainType
    if model.collocations.contains([type, nextType]) {
      token.endsSentence = false
      return
    }
    let begins = beginsSentence(next)
    if token.isAbbreviation || token.isEllipsis, !token.isInitial {
      if begins == true || next.beginsLarge && model.starters.contains(nextType) {
        token.endsSentence = true
        return
      }
    }
    guard token.isInitial || type == "##number##" else { return }
    if begins == false {
      token.endsSentence = false
    } else if begins == nil, token.isInitial, next.beginsLarge, !model.isEverSmall(nextType) {
      token.endsSentence = false
    }
  }

  /// Whether spelling says that a word begins a sentence; `nil` where it says nothing.
  private func beginsSentence(_ token: Token) -> Bool? {
    if [";", ":", ",", ".", "!", "?"].contains(token.text) { return false }
    let type = token.plainType
    if token.beginsLarge, model.smallOnly.contains(type) { return true }
    if token.beginsSmall, !model.smallAtStart.contains(type) { return false }
    return nil
  }
}
