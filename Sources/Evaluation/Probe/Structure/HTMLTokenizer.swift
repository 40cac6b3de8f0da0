/// Cuts HTML into start tags with their attributes, as the HTML standard's tokenizer does
/// (13.2.5): comments, end tags and the text of `title` and `textarea` are passed over, and a tag
/// that never ends is none.
///
/// It reads each byte a bounded number of times, whatever the text.
struct HTMLTokenizer {
  struct Element: Equatable {
    /// Lower case.
    var name: String
    var attributes: [Attribute]
    /// What stands inside `script` and `style`; "" for others.
    var content = ""

    subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }
  }

  struct Attribute: Equatable {
    /// Lower case.
    var name: String
    /// Character references decoded.
    var value: String
  }

  private let bytes: [UInt8]
  private var position = 0
  private var elements: [Element] = []
  /// End tags that were looked for and do not occur any more.
  private var absent: Set<String> = []

  /// The start tags of a text, in order.
  static func elements(_ bytes: [UInt8]) -> [Element] {
    var tokenizer = HTMLTokenizer(bytes: bytes)
    tokenizer.read()
    return tokenizer.elements
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private mutating func read() {
    while let start = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
      position = start + 1
      guard position < bytes.count else { return }
      if matches("!--", at: position) {
        skip(past: "-->", from: position + 3)
      } else if bytes[position] == UInt8(ascii: "!") || bytes[position] == UInt8(ascii: "?") {
        skip(past: ">", from: position)
      } else if bytes[position] == UInt8(ascii: "/") {
        position += 1
        if position < bytes.count, HTMLTokenizer.isLetter(bytes[position]) { _ = readTag() }
      } else if HTMLTokenizer.isLetter(bytes[position]), let element = readTag() {
        add(element)
      }
    }
  }

  private mutating func add(_ element: Element) {
    var element = element
    switch element.name {
    case "script", "style":
      let start = position
      let end = skipRaw(element.name)
      element.content = String(decoding: bytes[start..<end], as: UTF8.self)
    case "title", "textarea", "xmp", "noembed", "noframes", "plaintext":
      _ = skipRaw(element.name)
    default: break
    }
    elements.append(element)
  }

  /// Goes to the end tag of an element whose content is text, and gives where it begins.
  private mutating func skipRaw(_ name: String) -> Int {
    let wanted = Array("</\(name)".utf8)
    var index = position
    if !absent.contains(name) {
      while let found = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
        if equalsIgnoringCase(wanted, at: found) {
          position = found
          return found
        }
        index = found + 1
      }
      absent.insert(name)
    }
    position = bytes.count
    return bytes.count
  }

  private mutating func skip(past end: String, from start: Int) {
    let wanted = Array(end.utf8)
    var index = start
    while let found = bytes[index...].firstIndex(of: wanted[0]) {
      if matches(end, at: found) {
        position = found + wanted.count
        return
      }
      index = found + 1
    }
    position = bytes.count
  }

  // MARK: Tags

  /// Reads a tag from its name to its `>`; `nil` where the text ends before.
  private mutating func readTag() -> Element? {
    let name = take {
      !HTMLTokenizer.isSpace($0) && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ">")
    }
    var element = Element(name: lowercased(name), attributes: [])
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: ">") {
        position += 1
        return element
      }
      if HTMLTokenizer.isSpace(byte) || byte == UInt8(ascii: "/") {
        position += 1
        continue
      }
      guard let attribute = readAttribute() else { return nil }
      // The first of a name counts.
      if !element.attributes.contains(where: { $0.name == attribute.name }),
        element.attributes.count < HTMLTokenizer.mostAttributes
      {
        element.attributes.append(attribute)
      }
    }
    return nil
  }

  /// No real tag has more, and each is compared with those before it.
  private static let mostAttributes = 64

  private mutating func readAttribute() -> Attribute? {
    let start = position
    position += 1
    while position < bytes.count, !HTMLTokenizer.isSpace(bytes[position]),
      bytes[position] != UInt8(ascii: "/"),
      bytes[position] != UInt8(ascii: ">"), bytes[position] != UInt8(ascii: "=")
    {
      position += 1
    }
    let name = lowercased(bytes[start..<position])
    _ = take(while: HTMLTokenizer.isSpace)
    guard position < bytes.count else { return nil }
    guard bytes[position] == UInt8(ascii: "=") else { return Attribute(name: name, value: "") }
    position += 1
    _ = take(while: HTMLTokenizer.isSpace)
    guard position < bytes.count else { return nil }
    let quote = bytes[position]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      let value = take { !HTMLTokenizer.isSpace($0) && $0 != UInt8(ascii: ">") }
      return Attribute(name: name, value: CharacterReferences.decoded(value))
    }
    position += 1
    let value = take { $0 != quote }
    guard position < bytes.count else { return nil }
    position += 1
    return Attribute(name: name, value: CharacterReferences.decoded(value))
  }

  // MARK: Bytes

  private mutating func take(while belongs: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let start = position
    while position < bytes.count, belongs(bytes[position]) { position += 1 }
    return bytes[start..<position]
  }

  private func lowercased(_ part: ArraySlice<UInt8>) -> String {
    String(decoding: part, as: UTF8.self).lowercased()
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private func matches(_ text: String, at index: Int) -> Bool {
    let wanted = text.utf8
    return index + wanted.count <= bytes.count && bytes[index...].starts(with: wanted)
  }

  private func equalsIgnoringCase(_ wanted: [UInt8], at index: Int) -> Bool {
    guard index + wanted.count <= bytes.count else { return false }
    return wanted.indices.allSatisfy { offset in
      let byte = bytes[index + offset]
      return (HTMLTokenizer.isLetter(byte) ? byte | 0x20 : byte) == wanted[offset]
    }
  }
}
