/// The images and links of a Markdown text without its code: inline, by reference, between `<` and
/// `>`, and bare `http` addresses, which GitHub's Markdown makes links (CommonMark 6.3–6.5, GFM 6.9).
///
/// It reads each byte a bounded number of times, whatever the text.
struct MarkdownLinks {
  struct Link: Equatable {
    var isImage: Bool
    /// Escapes and character references decoded.
    var destination: String
  }

  private let bytes: [UInt8]
  private var position = 0
  private var brackets: [Bracket] = []
  /// Brackets below this depth stand outside a link that is complete, and can be none themselves.
  private var inactiveDepth = 0
  private var definitions: [String: String] = [:]
  /// Where the address of each definition ends, by where the definition begins.
  private var definitionEnds: [Int: Int] = [:]
  private var links: [Link] = []

  private struct Bracket {
    var start: Int
    var isImage: Bool
  }

  /// As CommonMark bounds them.
  private static let longestLabel = 999
  private static let deepestParentheses = 32
  private static let longestDestination = 65_536

  /// The links and images of a text, in the order in which they end.
  static func links(_ prose: [UInt8]) -> [Link] {
    var reader = MarkdownLinks(bytes: prose)
    reader.readDefinitions()
    reader.read()
    return reader.links
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  // MARK: Reference definitions

  /// Lines of the form `[label]: destination`.
  private mutating func readDefinitions() {
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      readDefinition(start, end)
      start = end + 1
    }
  }

  private mutating func readDefinition(_ start: Int, _ end: Int) {
    var index = skipSpaces(start)
    guard index - start <= 3, index < end, bytes[index] == UInt8(ascii: "["),
      let close = bytes[index..<end].firstIndex(of: UInt8(ascii: "]")), close + 1 < end,
      bytes[close + 1] == UInt8(ascii: ":"), let label = label(index + 1, close)
    else { return }
    index = skipSpaces(close + 2)
    guard index < end, let (text, textEnd) = destination(index), !text.isEmpty else { return }
    definitionEnds[skipSpaces(start)] = textEnd
    // The first of a label counts.
    if definitions[label] == nil { definitions[label] = text }
  }

  /// A label as it is compared.
  private func label(_ start: Int, _ end: Int) -> String? {
    guard start < end, end - start <= MarkdownLinks.longestLabel else { return nil }
    let words = TextNormalization.words(String(decoding: bytes[start..<end], as: UTF8.self))
    return words.isEmpty ? nil : words.joined(separator: " ").lowercased()
  }

  // MARK: Inlines

  private mutating func read() {
    while position < bytes.count {
      let start = position
      position += 1
      switch bytes[start] {
      case UInt8(ascii: "\\"):
        if position < bytes.count, isPunctuation(bytes[position]) { position += 1 }
      case UInt8(ascii: "["):
        // A definition shows nothing.
        if let end = definitionEnds[start] {
          position = end
        } else {
          brackets.append(Bracket(start: start + 1, isImage: false))
        }
      case UInt8(ascii: "!"):
        if position < bytes.count, bytes[position] == UInt8(ascii: "[") {
          position += 1
          brackets.append(Bracket(start: position, isImage: true))
        }
      case UInt8(ascii: "]"): closeBracket(start)
      case UInt8(ascii: "<"): readAutolink(start)
      case UInt8(ascii: "\n"):
        // Brackets end with their paragraph.
        if skipSpaces(position) < bytes.count,
          bytes[skipSpaces(position)] == UInt8(ascii: "\n")
        {
          brackets.removeAll()
          inactiveDepth = 0
        }
      case UInt8(ascii: "h"), UInt8(ascii: "H"): readBareAddress(start)
      default: break
      }
    }
  }

  private mutating func closeBracket(_ end: Int) {
    guard let bracket = brackets.popLast() else { return }
    let isActive = bracket.isImage || brackets.count >= inactiveDepth
    inactiveDepth = min(inactiveDepth, brackets.count)
    guard isActive, let (destination, next) = target(bracket, end) else { return }
    links.append(Link(isImage: bracket.isImage, destination: destination))
    position = next
    if !bracket.isImage { inactiveDepth = brackets.count }
  }

  /// What stands behind the text of a link, with where it ends.
  private func target(_ bracket: Bracket, _ end: Int) -> (String, Int)? {
    let next = end + 1
    if next < bytes.count, bytes[next] == UInt8(ascii: "("), let inline = inlineTarget(next + 1) {
      return inline
    }
    guard !definitions.isEmpty else { return nil }
    if next < bytes.count, bytes[next] == UInt8(ascii: "[") {
      let limit = min(bytes.count, next + MarkdownLinks.longestLabel + 2)
      if let close = bytes[next..<limit].firstIndex(of: UInt8(ascii: "]")), close > next + 1 {
        return label(next + 1, close).flatMap { definitions[$0] }.map { ($0, close + 1) }
      }
    }
    return label(bracket.start, end).flatMap { definitions[$0] }.map { ($0, next) }
  }

  /// `(destination "title")`, from behind the parenthesis.
  private func inlineTarget(_ start: Int) -> (String, Int)? {
    guard let (text, afterDestination) = destination(skipBlank(start)) else { return nil }
    var index = skipBlank(afterDestination)
    if index > afterDestination, index < bytes.count, let end = title(index) {
      index = skipBlank(end)
    }
    guard index < bytes.count, bytes[index] == UInt8(ascii: ")") else { return nil }
    return (text, index + 1)
  }

  /// Where a title ends.
  private func title(_ start: Int) -> Int? {
    let closers: [UInt8: UInt8] = [
      UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "'"): UInt8(ascii: "'"),
      UInt8(ascii: "("): UInt8(ascii: ")"),
    ]
    guard let closer = closers[bytes[start]] else { return nil }
    var index = start + 1
    let limit = min(bytes.count, start + MarkdownLinks.longestLabel)
    while index < limit {
      if bytes[index] == closer { return index + 1 }
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  private func destination(_ start: Int) -> (String, Int)? {
    guard start < bytes.count else { return nil }
    if bytes[start] == UInt8(ascii: "<") {
      var index = start + 1
      while index < bytes.count, bytes[index] != UInt8(ascii: "\n") {
        if bytes[index] == UInt8(ascii: ">") { return (text(start + 1, index), index + 1) }
        if bytes[index] == UInt8(ascii: "<") { return nil }
        index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
      }
      return nil
    }
    return bareDestination(start)
  }

  private func bareDestination(_ start: Int) -> (String, Int)? {
    var depth = 0
    var index = start
    let limit = min(bytes.count, start + MarkdownLinks.longestDestination)
    scan: while index < limit {
      switch bytes[index] {
      case 0...0x20: break scan
      case UInt8(ascii: "("):
        depth += 1
        if depth > MarkdownLinks.deepestParentheses { return nil }
      case UInt8(ascii: ")"):
        if depth == 0 { break scan }
        depth -= 1
      case UInt8(ascii: "\\"): index += 1
      default: break
      }
      index += 1
    }
    index = min(index, bytes.count)
    return depth == 0 ? (text(start, index), index) : nil
  }

  // MARK: Addresses

  /// `<https://…>`.
  private mutating func readAutolink(_ start: Int) {
    var index = start + 1
    while index < bytes.count, index - start <= 33, isSchemePart(bytes[index]) { index += 1 }
    guard index - start >= 3, index < bytes.count, bytes[index] == UInt8(ascii: ":") else { return }
    while index < bytes.count, bytes[index] > 0x20, bytes[index] != UInt8(ascii: "<") {
      if bytes[index] == UInt8(ascii: ">") {
        links.append(Link(isImage: false, destination: text(start + 1, index)))
        position = index + 1
        return
      }
      index += 1
    }
  }

  /// An address that begins with `http://` or `https://`, not inside a word.
  private mutating func readBareAddress(_ start: Int) {
    if start > 0, isSchemePart(bytes[start - 1]) { return }
    let head = String(decoding: bytes[start..<min(start + 8, bytes.count)], as: UTF8.self)
      .lowercased()
    guard head.hasPrefix("http://") || head.hasPrefix("https://") else { return }
    var end = start
    while end < bytes.count, bytes[end] > 0x20, !"<>[]\"`".utf8.contains(bytes[end]) { end += 1 }
    links.append(Link(isImage: false, destination: text(start, end)))
    position = end
  }

  // MARK: Bytes

  /// A passage with backslash escapes and character references read.
  private func text(_ start: Int, _ end: Int) -> String {
    var result: [UInt8] = []
    var index = start
    while index < end {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < end, isPunctuation(bytes[index + 1]) {
        index += 1
      }
      result.append(bytes[index])
      index += 1
    }
    return CharacterReferences.decoded(result)
  }

  private func skipSpaces(_ start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] == UInt8(ascii: " ") || bytes[index] == 0x09 {
      index += 1
    }
    return index
  }

  /// Past spaces and at most one line break.
  private func skipBlank(_ start: Int) -> Int {
    let index = skipSpaces(start)
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\n") else { return index }
    return skipSpaces(index + 1)
  }

  private func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  private func isSchemePart(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }
}
