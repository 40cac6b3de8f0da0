/// Builds HTML; every text and attribute value is escaped on the way in.
struct HTMLWriter {
  /// Attributes in the order in which they are written; `nil` leaves one out, "" is a bare name.
  typealias Attributes = KeyValuePairs<String, String?>

  private(set) var html = ""

  /// An element with content.
  mutating func element(
    _ name: String, _ attributes: Attributes = [:], _ body: (inout HTMLWriter) -> Void
  ) {
    open(name, attributes)
    body(&self)
    html += "</\(name)>"
  }

  /// An element whose content is a text.
  mutating func element(_ name: String, _ attributes: Attributes, _ text: String) {
    element(name, attributes) { $0.text(text) }
  }

  /// An element without attributes whose content is a text.
  mutating func element(_ name: String, _ text: String) {
    element(name) { $0.text(text) }
  }

  /// An element without content, as SVG shapes and `meta` are.
  mutating func leaf(_ name: String, _ attributes: Attributes) {
    open(name, attributes)
    if Self.isShape(name) { html += "</\(name)>" }
  }

  /// A text.
  mutating func text(_ text: String) {
    html += Self.escape(text)
  }

  /// HTML of our own.
  mutating func raw(_ markup: String) {
    html += markup
  }

  /// For text and for values in double quotes; control characters become visible.
  static func escape(_ text: String) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count)
    for byte in Sanitizer.visible(text, keepsLines: true).utf8 {
      switch byte {
      case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): output.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\""): output.append(contentsOf: "&quot;".utf8)
      case UInt8(ascii: "'"): output.append(contentsOf: "&#39;".utf8)
      default: output.append(byte)
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private mutating func open(_ name: String, _ attributes: Attributes) {
    html += "<\(name)"
    for (key, value) in attributes {
      guard let value else { continue }
      html += value.isEmpty ? " \(key)" : " \(key)=\"\(Self.escape(value))\""
    }
    html += ">"
  }

  private static func isShape(_ name: String) -> Bool {
    ["circle", "line", "path", "rect", "use"].contains(name)
  }
}
