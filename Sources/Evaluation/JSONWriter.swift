import Foundation

/// Writes canonical JSON straight into bytes: members in ascending order of their names, the
/// shortest digits that read back as the same number, no white space.
///
/// Characters that are invisible or steer a terminal are written as `\uXXXX`. A number that is not
/// finite is never written: `null` stands in its place and `finish` throws.
package struct JSONWriter {
  /// How numbers with a fraction are written.
  package enum NumberStyle: Sendable {
    /// The shortest digits that read back as the same number.
    case shortest
    /// Five decimals, for data that is only shown.
    case display
  }

  /// What was written so far.
  package private(set) var bytes: [UInt8] = []
  private let style: NumberStyle
  /// Whether `<`, `>` and `&` are escaped, so that the text may stand inside an HTML element.
  private let forHTML: Bool
  private var needsComma = false
  private var lastName: String?
  /// The first member whose number was not finite.
  private(set) var notFinite: String?

  /// A writer that has written nothing.
  package init(
    style: NumberStyle = .shortest, forHTML: Bool = false, reserving capacity: Int = 4_096
  ) {
    self.style = style
    self.forHTML = forHTML
    bytes.reserveCapacity(capacity)
  }

  /// Forgets what was written, but keeps the room for it.
  mutating func restart() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
    lastName = nil
    notFinite = nil
  }

  // MARK: Structure

  /// An object whose members `body` writes in ascending order of their names.
  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    separate()
    let outer = lastName
    lastName = nil
    bytes.append(0x7B)
    needsComma = false
    body(&self)
    bytes.append(0x7D)
    needsComma = true
    lastName = outer
  }

  /// An array with one element an item.
  package mutating func array<Items: Sequence>(
    _ items: Items, _ body: (inout JSONWriter, Items.Element) -> Void
  ) {
    separate()
    bytes.append(0x5B)
    needsComma = false
    for item in items { body(&self, item) }
    bytes.append(0x5D)
    needsComma = true
  }

  /// The name of the member whose value is written next.
  package mutating func name(_ name: String) {
    if let lastName {
      precondition(Self.precedes(lastName, name), "member \(name) is out of order")
    }
    lastName = name
    string(name)
    bytes.append(0x3A)
    needsComma = false
  }

  /// Ends a line of a JSON Lines file.
  package mutating func endLine() {
    bytes.append(0x0A)
    needsComma = false
    lastName = nil
  }

  /// Writes a value as it stands in another document.
  package mutating func raw(_ json: some Sequence<UInt8>) {
    separate()
    bytes.append(contentsOf: json)
    needsComma = true
  }

  /// The bytes, where every number was finite.
  ///
  /// - Parameter file: names the document in the failure.
  /// - Returns: the document.
  /// - Throws: `Failure` (`internal`) naming the member that held no finite number.
  package func finish(_ file: String) throws(Failure) -> [UInt8] {
    guard let notFinite else { return bytes }
    throw Failure(
      .internal, "a number that is not finite reached the report",
      at: Place(
        file: file, field: notFinite),
      remedy: "Please report this with the suite that caused it")
  }

  // MARK: Values

  /// The absence of a value.
  package mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
    needsComma = true
  }

  /// `true` or `false`.
  package mutating func bool(_ value: Bool) {
    separate()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
    needsComma = true
  }

  /// A whole number.
  package mutating func int(_ value: Int) {
    separate()
    bytes.append(contentsOf: String(value).utf8)
    needsComma = true
  }

  /// A number; one that is not finite makes `finish` throw.
  package mutating func double(_ value: Double) {
    guard value.isFinite else {
      notFinite = notFinite ?? lastName ?? "?"
      return null()
    }
    separate()
    switch style {
    case .shortest: bytes.append(contentsOf: value.description.utf8)
    case .display: bytes.append(contentsOf: Self.display(value).utf8)
    }
    needsComma = true
  }

  /// A text.
  package mutating func string(_ value: String) {
    separate()
    bytes.append(0x22)
    var value = value
    value.withUTF8 { append($0) }
    bytes.append(0x22)
    needsComma = true
  }

  // MARK: Members

  /// A text or `null`.
  package mutating func member(_ name: String, _ value: String?) {
    self.name(name)
    if let value { string(value) } else { null() }
  }

  /// A whole number or `null`.
  package mutating func member(_ name: String, _ value: Int?) {
    self.name(name)
    if let value { int(value) } else { null() }
  }

  /// A number or `null`.
  package mutating func member(_ name: String, _ value: Double?) {
    self.name(name)
    if let value { double(value) } else { null() }
  }

  /// `true` or `false`.
  package mutating func member(_ name: String, _ value: Bool) {
    self.name(name)
    bool(value)
  }

  /// An array of texts.
  package mutating func member(_ name: String, _ values: [String]) {
    self.name(name)
    array(values) { $0.string($1) }
  }

  /// An array of numbers.
  package mutating func member(_ name: String, _ values: [Double]) {
    self.name(name)
    array(values) { $0.double($1) }
  }

  /// An object of texts, sorted by name.
  package mutating func member(_ name: String, _ values: [String: String]) {
    self.name(name)
    object { writer in
      for (key, value) in Self.sorted(values) { writer.member(key, value) }
    }
  }

  /// An object of numbers, sorted by name.
  package mutating func member(_ name: String, _ values: [String: Double]) {
    self.name(name)
    object { writer in
      for (key, value) in Self.sorted(values) { writer.member(key, value) }
    }
  }

  // MARK: Spelling

  private static func sorted<Value>(_ values: [String: Value]) -> [(String, Value)] {
    values.sorted { precedes($0.key, $1.key) }.map { ($0.key, $0.value) }
  }

  /// By UTF-8.
  private static func precedes(_ left: String, _ right: String) -> Bool {
    var (left, right) = (left, right)
    return left.withUTF8 { left in
      right.withUTF8 { right in
        let common = min(left.count, right.count)
        if common > 0, let first = left.baseAddress, let second = right.baseAddress {
          // Both have at least `common` bytes.
          let order = memcmp(first, second, common)
          if order != 0 { return order < 0 }
        }
        return left.count < right.count
      }
    }
  }

  private static func display(_ value: Double) -> String {
    let rounded = (value * 100_000).rounded() / 100_000
    guard rounded != 0 || value == 0, abs(value) < 1e10 else { return value.description }
    let text = rounded.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private mutating func separate() {
    if needsComma { bytes.append(0x2C) }
    needsComma = false
  }

  /// Writes UTF-8 with what may not stand in a string escaped; the rest is copied in runs.
  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte >= 0x20, byte < 0x7F, byte != 0x22, byte != 0x5C, !(forHTML && isMarkup(byte)) {
        index += 1
        continue
      }
      let length = byte < 0xC0 ? 1 : (byte < 0xE0 ? 2 : (byte < 0xF0 ? 3 : 4))
      if let unit = Self.escaped(text, at: index) {
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
        escape(unit)
        start = index + length
      }
      index += length
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<text.count]))
  }

  private func isMarkup(_ byte: UInt8) -> Bool { byte == 0x3C || byte == 0x3E || byte == 0x26 }

  /// The character at an index of valid UTF-8, where it must be escaped.
  ///
  /// Quote, backslash, markup; C0 and C1 controls; zero-width and direction characters; byte-order
  /// mark; noncharacters of the first plane.
  private static func escaped(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt16? {
    let byte = UInt16(text[index])
    switch byte {
    case 0..<0x80: return byte
    case 0xC2:
      let unit = UInt16(text[index + 1])
      return unit < 0xA0 ? unit : nil
    case 0xE2, 0xEF:
      let unit =
        (byte & 15) << 12 | UInt16(text[index + 1] & 63) << 6 | UInt16(text[index + 2] & 63)
      switch unit {
      case 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFFE, 0xFFFF:
        return unit
      default: return nil
      }
    default: return nil
    }
  }

  private mutating func escape(_ unit: UInt16) {
    bytes.append(0x5C)
    switch unit {
    case 0x22, 0x5C: bytes.append(UInt8(unit))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    default:
      bytes.append(UInt8(ascii: "u"))
      for shift in [12, 8, 4, 0] as [UInt16] {
        let digit = UInt8(truncatingIfNeeded: unit >> shift & 15)
        bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
      }
    }
  }
}
