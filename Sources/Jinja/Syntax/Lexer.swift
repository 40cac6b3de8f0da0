/// Cuts a template's source into tokens, with Jinja's white-space control.
struct Lexer {
  let source: SourceText
  private let options: Template.Options
  var position = 0
  private(set) var tokens: [Token] = []

  var bytes: [UInt8] { source.bytes }

  init(_ text: String, options: Template.Options) {
    source = SourceText(bytes: Self.normalized(text, options: options))
    self.options = options
  }

  /// The source with line feeds for line ends, and without the last one unless it is kept.
  private static func normalized(_ text: String, options: Template.Options) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var followsReturn = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\r") {
        bytes.append(UInt8(ascii: "\n"))
      } else if !(byte == UInt8(ascii: "\n") && followsReturn) {
        bytes.append(byte)
      }
      followsReturn = byte == UInt8(ascii: "\r")
    }
    if !options.keepTrailingNewline, bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    return bytes
  }

  /// The tokens of the whole source.
  mutating func tokenize() throws(JinjaError) -> [Token] {
    while position < bytes.count {
      let start = nextDelimiter()
      guard start < bytes.count else {
        append(text: position..<start)
        break
      }
      switch bytes[start + 1] {
      case UInt8(ascii: "{"): try variable(from: start)
      case UInt8(ascii: "#"): try comment(from: start)
      default: try block(from: start)
      }
    }
    add(.end, at: bytes.count)
    return tokens
  }

  mutating func add(_ kind: Token.Kind, at offset: Int) {
    tokens.append(Token(kind: kind, offset: offset))
  }

  func failure(_ message: String, at offset: Int) -> JinjaError {
    source.placed(JinjaError(.syntax, message), at: offset)
  }

  /// Whether the source continues with an ASCII text at an index.
  func has(_ text: StaticString, at index: Int) -> Bool {
    guard index >= 0, index + text.utf8CodeUnitCount <= bytes.count else { return false }
    return text.withUTF8Buffer { wanted in
      wanted.indices.allSatisfy { bytes[index + $0] == wanted[$0] }
    }
  }

  /// Where the next `{{`, `{%` or `{#` begins; the end where there is none.
  private func nextDelimiter() -> Int {
    var index = position
    while index + 1 < bytes.count {
      if bytes[index] == UInt8(ascii: "{") {
        switch bytes[index + 1] {
        case UInt8(ascii: "{"), UInt8(ascii: "%"), UInt8(ascii: "#"): return index
        default: break
        }
      }
      index += 1
    }
    return bytes.count
  }

  private mutating func append(text range: Range<Int>) {
    guard !range.isEmpty else { return }
    add(.text(String(bytes[range])), at: range.lowerBound)
  }

  /// Appends the text before a delimiter, less the white space that its sign or `lstripBlocks`
  /// takes off, and moves behind the sign.
  private mutating func append(textBefore start: Int, isVariable: Bool) {
    let sign = start + 2 < bytes.count ? bytes[start + 2] : 0
    var end = start
    if sign == UInt8(ascii: "-") {
      end = bytes.trimmingWhitespace(in: position..<start)
    } else if sign != UInt8(ascii: "+"), options.lstripBlocks, !isVariable {
      end = indentation(before: start)
    }
    append(text: position..<end)
    let hasSign = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
    position = start + (hasSign ? 3 : 2)
  }

  /// Where the white space between the start of a line and `end` begins; `end` if the line holds
  /// more than that.
  private func indentation(before end: Int) -> Int {
    var start = end
    while start > position, bytes[start - 1] != UInt8(ascii: "\n") {
      start -= 1
    }
    let startsLine = start == 0 || bytes[start - 1] == UInt8(ascii: "\n")
    let isBlank = bytes.trimmingWhitespace(in: start..<end) == start
    return startsLine && isBlank ? start : end
  }

  /// Moves behind the end delimiter that begins at the position, perhaps with a sign.
  private mutating func skipEnd(_ delimiter: StaticString, trims: Bool) -> Bool {
    if has("-", at: position), has(delimiter, at: position + 1) {
      position = bytes.skippingWhitespace(from: position + 3)
      return true
    }
    if trims, has("+", at: position), has(delimiter, at: position + 1) {
      position += 3
      return true
    }
    guard has(delimiter, at: position) else { return false }
    position += 2
    if trims, options.trimBlocks, has("\n", at: position) { position += 1 }
    return true
  }

  private mutating func variable(from start: Int) throws(JinjaError) {
    append(textBefore: start, isVariable: true)
    add(.variableBegin, at: start)
    var open: [Token.Symbol] = []
    while true {
      position = bytes.skippingWhitespace(from: position)
      let here = position
      if open.isEmpty, skipEnd("}}", trims: false) {
        add(.variableEnd, at: here)
        return
      }
      guard here < bytes.count else { throw failure("'{{' without '}}'; close it", at: start) }
      try word(open: &open)
    }
  }

  private mutating func comment(from start: Int) throws(JinjaError) {
    append(textBefore: start, isVariable: false)
    while position < bytes.count {
      if skipEnd("#}", trims: true) { return }
      position += 1
    }
    throw failure("'{#' without '#}'; close the comment", at: start)
  }

  private mutating func block(from start: Int) throws(JinjaError) {
    append(textBefore: start, isVariable: false)
    if let end = rawBegin(from: position) {
      position = end
      return try raw(from: start)
    }
    add(.blockBegin, at: start)
    var open: [Token.Symbol] = []
    while true {
      position = bytes.skippingWhitespace(from: position)
      let here = position
      if open.isEmpty, skipEnd("%}", trims: true) {
        add(.blockEnd, at: here)
        return
      }
      guard here < bytes.count else { throw failure("'{%' without '%}'; close it", at: start) }
      try word(open: &open)
    }
  }

  /// The index behind `raw %}`, if that follows.
  private func rawBegin(from start: Int) -> Int? {
    var index = bytes.skippingWhitespace(from: start)
    guard has("raw", at: index) else { return nil }
    index = bytes.skippingWhitespace(from: index + 3)
    if has("-%}", at: index) { return bytes.skippingWhitespace(from: index + 3) }
    return has("%}", at: index) ? index + 2 : nil
  }

  private mutating func raw(from start: Int) throws(JinjaError) {
    var index = position
    while index < bytes.count {
      if has("{%", at: index) {
        let sign = has("-", at: index + 2) || has("+", at: index + 2)
        let word = bytes.skippingWhitespace(from: index + (sign ? 3 : 2))
        let end = bytes.skippingWhitespace(from: word + 6)
        if has("endraw", at: word), isEnd(at: end) {
          append(textBefore: index, isVariable: false)
          position = end
          _ = skipEnd("%}", trims: true)
          return
        }
      }
      index += 1
    }
    throw failure("'{% raw %}' without '{% endraw %}'; close it", at: start)
  }

  private func isEnd(at index: Int) -> Bool {
    has("%}", at: index) || has("-%}", at: index) || has("+%}", at: index)
  }
}
