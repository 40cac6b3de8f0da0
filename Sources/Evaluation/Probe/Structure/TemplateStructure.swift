/// Expressions that a template engine would evaluate: `{{ … }}`, `{% … %}`, `${ … }`, `#{ … }`,
/// `<% … %>`, outside code and Jinja's `raw`.
enum TemplateStructure {
  private static let delimiters: [(open: [UInt8], close: [UInt8])] = [
    ("{{", "}}"), ("{%", "%}"), ("${", "}"), ("#{", "}"), ("<%", "%>"),
  ].map { (Array($0.0.utf8), Array($0.1.utf8)) }

  static func all(_ prose: [UInt8]) -> [ActiveStructure] {
    var found: [ActiveStructure] = []
    // Closers that do not occur any more.
    var absent: Set<Int> = []
    var isRaw = false
    var index = 0
    while index < prose.count {
      guard "{$#<".utf8.contains(prose[index]), let kind = kind(prose, at: index),
        !absent.contains(kind)
      else {
        index += 1
        continue
      }
      let start = index + 2
      guard let end = find(delimiters[kind].close, prose, from: start) else {
        absent.insert(kind)
        index += 1
        continue
      }
      let content = String(decoding: prose[start..<end], as: UTF8.self)
      let words = TextNormalization.words(content.replacing("-", with: " "))
      if words == ["raw"] || words == ["endraw"] {
        isRaw = words == ["raw"]
      } else if !isRaw, !isEscaped(prose, index) {
        found.append(
          ActiveStructure(
            sink: .template,
            form: "\(String(decoding: delimiters[kind].open, as: UTF8.self)) expression",
            content: content))
      }
      index = end + delimiters[kind].close.count
    }
    return found
  }

  private static func kind(_ prose: [UInt8], at index: Int) -> Int? {
    delimiters.indices.first { prose[index...].starts(with: delimiters[$0].open) }
  }

  /// Behind a backslash, which JavaScript, Ruby and shells take off.
  private static func isEscaped(_ prose: [UInt8], _ index: Int) -> Bool {
    index > 0 && prose[index - 1] == UInt8(ascii: "\\")
      && (prose[index] == UInt8(ascii: "$") || prose[index] == UInt8(ascii: "#"))
  }

  private static func find(_ part: [UInt8], _ bytes: [UInt8], from start: Int) -> Int? {
    var index = start
    while index < bytes.count, let found = bytes[index...].firstIndex(of: part[0]) {
      if bytes[found...].starts(with: part) { return found }
      index = found + 1
    }
    return nil
  }
}
