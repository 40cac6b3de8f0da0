extension Filters {
  static let htmlFilters: [String: Filter] = [
    "e": escape,
    "escape": escape,
    "forceescape": escape,
    "striptags": stripTags,
    "urlencode": urlEncode,
    "xmlattr": xmlAttributes,
  ]

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "'": result += "&#39;"
      case "\"": result += "&#34;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  @Sendable private static func escape(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    _ = try arguments.bind(in: "escape")
    return try interpreter.text(escaped(try interpreter.string(value)))
  }

  @Sendable private static func stripTags(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    _ = try arguments.bind(in: "striptags")
    let text = try interpreter.string(value)
    try interpreter.spend(text.utf8.count)
    let plain = removing(from: "<", to: ">", in: removing(from: "<!--", to: "-->", in: text))
    return .string(unescaped(plain.pythonWords.joined(separator: " ")))
  }

  /// The text without what stands from one mark to the next other one, the marks included.
  private static func removing(from start: String, to end: String, in text: String) -> String {
    let bytes = Array(text.utf8)
    let starts = ByteSearch(start)
    let ends = ByteSearch(end)
    var kept: [UInt8] = []
    var position = 0
    while let open = starts.first(in: bytes, from: position),
      let close = ends.first(in: bytes, from: open)
    {
      kept += bytes[position..<open]
      position = close + end.utf8.count
    }
    return String(kept + bytes[position...])
  }

  private static let entities: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
    "copy": "©", "reg": "®", "hellip": "…", "ndash": "–", "mdash": "—", "lsquo": "‘",
    "rsquo": "’", "ldquo": "“", "rdquo": "”", "eacute": "é", "euro": "€", "times": "×",
  ]

  /// The text with the commonest entities of HTML replaced by what they stand for.
  private static func unescaped(_ text: String) -> String {
    var parts = text.split(at: "&")
    for index in parts.indices.dropFirst() {
      let halves = parts[index].split(at: ";", limit: 1)
      if halves.count == 2, let decoded = entity(halves[0]) {
        parts[index] = decoded + halves[1]
      } else {
        parts[index] = "&" + parts[index]
      }
    }
    return parts.joined()
  }

  private static func entity(_ name: String) -> String? {
    if let text = entities[name] { return text }
    guard name.hasPrefix("#") else { return nil }
    let isHexadecimal = name.hasPrefix("#x") || name.hasPrefix("#X")
    let number = UInt32(name.dropFirst(isHexadecimal ? 2 : 1), radix: isHexadecimal ? 16 : 10)
    return number.flatMap(Unicode.Scalar.init).map { String($0) }
  }

  // MARK: Addresses and attributes

  private static func quoted(_ text: String, inQuery: Bool) -> String {
    var result: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "-"), UInt8(ascii: "~"):
        result.append(byte)
      case UInt8(ascii: "/") where !inQuery: result.append(byte)
      case UInt8(ascii: " ") where inQuery: result.append(UInt8(ascii: "+"))
      default:
        result.append(UInt8(ascii: "%"))
        let digits = String(byte, radix: 16, uppercase: true)
        result += (byte < 16 ? "0" + digits : digits).utf8
      }
    }
    return String(result)
  }

  @Sendable private static func urlEncode(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    _ = try arguments.bind(in: "urlencode")
    var pairs: [JinjaValue] = []
    switch value {
    case .dict(let dictionary): pairs = dictionary.entries.map { .tuple([$0.key, $0.value]) }
    case .list, .tuple, .object: pairs = try interpreter.items(of: value)
    default:
      return try interpreter.text(quoted(try interpreter.string(value), inQuery: false))
    }
    var parts: [String] = []
    for pair in pairs {
      let halves = try interpreter.items(of: pair)
      guard halves.count == 2 else { throw .type("'urlencode' needs a str, a dict or pairs") }
      let name = quoted(try interpreter.string(halves[0]), inQuery: true)
      let text = quoted(try interpreter.string(halves[1]), inQuery: true)
      parts.append(name + "=" + text)
    }
    return try interpreter.text(parts.joined(separator: "&"))
  }

  @Sendable private static func xmlAttributes(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let bound = try arguments.bind("autospace", in: "xmlattr")
    guard case .dict(let dictionary) = value else { throw .type("'xmlattr' needs a dict") }
    var parts: [String] = []
    for entry in dictionary.entries where entry.value != .none && !entry.value.isUndefined {
      let name = try string(entry.key, "key", "xmlattr")
      let isName = name.unicodeScalars.allSatisfy {
        !$0.isPythonWhitespace && !"/>=".unicodeScalars.contains($0)
      }
      guard isName else { throw .type("\(name.pythonRepresentation) is no attribute's name") }
      parts.append("\(escaped(name))=\"\(escaped(try interpreter.string(entry.value)))\"")
    }
    let hasSpace =
      try bound[0].map { flag throws(JinjaError) in
        try interpreter.truth(flag)
      } ?? true
    let text = parts.joined(separator: " ")
    return try interpreter.text(hasSpace && !text.isEmpty ? " " + text : text)
  }
}
