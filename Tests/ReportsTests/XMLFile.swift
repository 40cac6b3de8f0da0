import CLibXML2

/// A parsed XML document, asked by XPath and validated by schemas.
final class XMLFile {
  private let document: xmlDocPtr

  /// Refuses what is not well-formed.
  init(_ bytes: [UInt8]) throws {
    let parsed = bytes.withUnsafeBytes { buffer in
      xmlReadMemory(
        buffer.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(buffer.count), "report.xml",
        nil, CInt(XML_PARSE_NONET.rawValue | XML_PARSE_HUGE.rawValue))
    }
    guard let parsed else { throw XMLTrouble(what: "not well-formed: \(Self.lastError)") }
    document = parsed
  }

  deinit { xmlFreeDoc(document) }

  /// `nil` where the document is valid against the schema, else the last complaint.
  func complaint(against schema: String) throws -> String? {
    guard let parser = xmlSchemaNewParserCtxt(schema) else {
      throw XMLTrouble(what: "no parser for \(schema)")
    }
    defer { xmlSchemaFreeParserCtxt(parser) }
    guard let parsed = xmlSchemaParse(parser) else {
      throw XMLTrouble(what: "\(schema) is no schema: \(Self.lastError)")
    }
    defer { xmlSchemaFree(parsed) }
    guard let validator = xmlSchemaNewValidCtxt(parsed) else {
      throw XMLTrouble(what: "no validator")
    }
    defer { xmlSchemaFreeValidCtxt(validator) }
    return xmlSchemaValidateDoc(validator, document) == 0 ? nil : Self.lastError
  }

  /// What an XPath expression such as `count(//testcase)` gives.
  func number(_ expression: String) throws -> Int {
    try evaluate(expression) { Int($0.floatval) }
  }

  /// The text of every node that an XPath expression finds.
  func texts(_ expression: String) throws -> [String] {
    let count = try number("count(\(expression))")
    return try (0..<count).map { index in
      try evaluate("string((\(expression))[\(index + 1)])") { result in
        result.stringval.map { String(cString: $0) } ?? ""
      }
    }
  }

  private func evaluate<Value>(
    _ expression: String, _ read: (xmlXPathObject) -> Value
  ) throws -> Value {
    guard let context = xmlXPathNewContext(document) else { throw XMLTrouble(what: "no context") }
    defer { xmlXPathFreeContext(context) }
    guard let result = xmlXPathEvalExpression(expression, context) else {
      throw XMLTrouble(what: "\(expression) is no XPath")
    }
    defer { xmlXPathFreeObject(result) }
    return read(result.pointee)
  }

  private static var lastError: String {
    guard let error = xmlGetLastError(), let message = error.pointee.message else { return "?" }
    return String(cString: message)
  }
}

/// Why a document could not be checked.
struct XMLTrouble: Error {
  var what: String
}
