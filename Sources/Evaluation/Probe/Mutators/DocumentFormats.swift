extension Mutator {
  static let json = Mutator(
    "json", .structure, "A value of a JSON document, one to four objects deep."
  ) { text, _ in
    let key = [Unicode.Scalar]("{\"")
    var rest = text[...]
    var depth = 0
    while rest.starts(with: key) {
      guard let end = rest.dropFirst(2).firstIndex(of: "\""),
        rest[end...].starts(with: [Unicode.Scalar]("\": "))
      else { return nil }
      rest = rest[(end + 3)...]
      depth += 1
    }
    guard depth > 0, let literal = StringLiteral.read(rest),
      literal.rest.elementsEqual([Unicode.Scalar](repeating: "}", count: depth))
    else { return nil }
    return literal.text.text
  } change: { text, random in
    let keys = ["data", "message", "content", "body", "payload", "text", "item", "value"]
    let depth = 1 + random.below(4)
    var head = ""
    for _ in 0..<depth { head += "{\"\(random.pick(keys))\": " }
    return head + StringLiteral.write(text[...]) + String(repeating: "}", count: depth)
  }

  static let xml = Mutator(
    "xml", .structure, "The text of an XML element, one to four elements deep."
  ) { text, _ in
    var rest = text[...]
    var tail: [Unicode.Scalar] = []
    while rest.first == "<", let end = rest.firstIndex(of: ">") {
      let name = rest[(rest.startIndex + 1)..<end]
      guard !name.isEmpty, name.allSatisfy(LatinLetter.isLetter) else { return nil }
      tail = ["<", "/"] + name + [">"] + tail
      rest = rest[(end + 1)...]
      if rest.first == "<", rest.dropFirst().first == "/" { break }
    }
    guard !tail.isEmpty, rest.count >= tail.count, rest.suffix(tail.count) == tail[...] else {
      return nil
    }
    return MarkupText.unescape(Array(rest.dropLast(tail.count))).text
  } change: { text, random in
    let names = ["document", "section", "note", "body", "entry", "part"]
    let path = (0...random.below(4)).map { _ in random.pick(names) }
    return path.map { "<\($0)>" }.joined() + MarkupText.escape(text).text
      + path.reversed().map { "</\($0)>" }.joined()
  }
}

/// Text between the tags of XML and HTML.
enum MarkupText {
  private static let entities: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
  ]

  static func escape(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.count)
    for scalar in text {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\t", "\n": result.append(scalar)
      default:
        if scalar.value < 32 {
          result.append(contentsOf: "&#\(scalar.value);".unicodeScalars)
        } else {
          result.append(scalar)
        }
      }
    }
    return result
  }

  /// The text with its references read; what is none stays.
  static func unescape(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      let scalar = text[index]
      if scalar == "&", let end = text[index..<min(index + 12, text.count)].firstIndex(of: ";"),
        let character = character(text[(index + 1)..<end])
      {
        result.append(character)
        index = end + 1
      } else {
        result.append(scalar)
        index += 1
      }
    }
    return result
  }

  private static func character(_ name: ArraySlice<Unicode.Scalar>) -> Unicode.Scalar? {
    guard name.first == "#" else { return entities[Array(name).text] }
    let digits = name.dropFirst()
    let isHex = digits.first == "x" || digits.first == "X"
    let bytes = Array(isHex ? digits.dropFirst() : digits).utf8Bytes
    return NumberEncoding.value(bytes[...], radix: isHex ? 16 : 10)
      .flatMap { Unicode.Scalar(UInt32($0)) }
  }
}
