/// A value to be written as YAML that people read: in the order given, texts as blocks where they have
/// several lines.
indirect enum YAMLText: Sendable {
  /// A text; quoted wherever YAML or JSON could take it for something else.
  case text(String)
  /// A number or `true`, `false`, `null`.
  case plain(String)
  /// Items on lines of their own.
  case list([YAMLText])
  /// Items on one line.
  case row([YAMLText])
  case map([(key: String, value: YAMLText)])

  /// A JSON value as data.
  init(_ value: JSONValue) {
    switch value {
    case .null: self = .plain("null")
    case .bool(let flag): self = .plain(flag ? "true" : "false")
    case .int(let number): self = .plain("\(number)")
    case .double(let number): self = .plain("\(number)")
    case .string(let text): self = .text(text)
    case .array(let items): self = .list(items.map { YAMLText($0) })
    case .object(let members): self = .map(members.map { ($0.name, YAMLText($0.value)) })
    }
  }

  /// The document of a mapping.
  var document: String { lines(indent: 0).joined(separator: "\n") + "\n" }

  private func lines(indent: Int) -> [String] {
    let space = String(repeating: " ", count: indent)
    switch self {
    case .text, .plain, .row: return [space + inline]
    case .list(let items):
      return items.flatMap { item -> [String] in
        guard let block = item.blockLines(indent: indent + 2) else {
          return item.isInline
            ? ["\(space)- \(item.inline)"] : item.itemLines(space, indent: indent)
        }
        return ["\(space)- \(block.header)"] + block.lines
      }
    case .map(let entries):
      return entries.flatMap { key, value -> [String] in
        let name = space + YAMLText.scalar(key)
        if let block = value.blockLines(indent: indent + 2) {
          return ["\(name): \(block.header)"] + block.lines
        }
        return value.isInline
          ? ["\(name): \(value.inline)"] : ["\(name):"] + value.lines(indent: indent + 2)
      }
    }
  }

  /// A mapping or list as an item of a list: its first line stands behind the dash.
  private func itemLines(_ space: String, indent: Int) -> [String] {
    var lines = lines(indent: indent + 2)
    lines[0] = "\(space)- " + lines[0].dropFirst(indent + 2)
    return lines
  }

  private var isInline: Bool {
    switch self {
    case .text, .plain, .row: true
    case .list(let items): items.isEmpty
    case .map(let entries): entries.isEmpty
    }
  }

  private var inline: String {
    switch self {
    case .text(let text): YAMLText.scalar(text)
    case .plain(let word): word
    case .row(let items): "[\(items.map(\.inline).joined(separator: ", "))]"
    case .list: "[]"
    case .map: "{}"
    }
  }

  /// A text of several lines as a literal block, where that is exact.
  private func blockLines(indent: Int) -> (header: String, lines: [String])? {
    guard case .text(let text) = self, text.contains("\n") else { return nil }
    let hasEnd = text.hasSuffix("\n")
    let body = hasEnd ? String(text.dropLast()) : text
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.first, let last = lines.last, !first.isEmpty, !last.isEmpty,
      lines.count > 1 || body.utf8.count > 60,
      first.first != " ", lines.allSatisfy({ $0.last != " " }),
      text.unicodeScalars.allSatisfy({ $0 == "\n" || YAMLText.isPrintable($0) })
    else { return nil }
    let space = String(repeating: " ", count: indent)
    return (hasEnd ? "|" : "|-", lines.map { $0.isEmpty ? "" : space + $0 })
  }

  // MARK: Scalars

  /// A text without quotes where nobody could misread it, else in double quotes.
  static func scalar(_ text: String) -> String {
    let isWord =
      text.unicodeScalars.first.map { $0.isASCII && $0.properties.isAlphabetic } ?? false
    let isSafe = text.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
        || "._-/@".unicodeScalars.contains($0)
    }
    return isWord && isSafe && !reserved.contains(text.lowercased()) ? text : quoted(text)
  }

  private static let reserved: Set<String> = [
    "true", "false", "yes", "no", "on", "off", "null", "y", "n",
  ]

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default:
        if isPrintable(scalar) {
          result.unicodeScalars.append(scalar)
        } else {
          let digits = String(scalar.value, radix: 16)
          let width = scalar.value > 0xFFFF ? 8 : 4
          result += width == 8 ? "\\U" : "\\u"
          result += String(repeating: "0", count: width - digits.count) + digits
        }
      }
    }
    return result + "\""
  }

  /// What YAML lets stand as it is, less what no eye sees.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E: true
    case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF0...0xFFFF: false
    case 0xA0...0xD7FF, 0xE000...0xFFEF: true
    case 0x10000...0x10FFFF: scalar.value & 0xFFFE != 0xFFFE
    default: false
    }
  }
}
