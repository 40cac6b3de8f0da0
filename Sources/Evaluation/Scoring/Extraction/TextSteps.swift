/// Steps that cut or exchange a text without searching for a pattern.
enum TextSteps {
  /// What a table has for the whole text; the first line of equals counts.
  static func map(_ entries: [ExtractStep.Entry], fallback: String?) -> AnswerExtractor.Step {
    var table: [[UInt8]: String] = [:]
    for entry in entries.reversed() { table[Array(entry.from.utf8)] = entry.to }
    return .each { [table] in table[Array($0.utf8)] ?? fallback }
  }

  /// What stands behind the last occurrence of a text; all where it does not occur.
  static func after(_ mark: String) -> AnswerExtractor.Step {
    let wanted = Array(mark.utf8)
    return .each { text in
      let bytes = Array(text.utf8)
      guard !wanted.isEmpty, bytes.count >= wanted.count else { return text }
      for start in (0...(bytes.count - wanted.count)).reversed()
      where bytes[start] == wanted[0]
        && bytes[start..<(start + wanted.count)].elementsEqual(wanted)
      {
        return String(decoding: bytes[(start + wanted.count)...], as: UTF8.self)
      }
      return text
    }
  }

  /// The text before the first line break.
  static let firstLine = AnswerExtractor.Step.each { text in
    String(String.UnicodeScalarView(text.unicodeScalars.prefix { $0 != "\n" && $0 != "\r" }))
  }
}
