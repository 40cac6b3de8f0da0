import CLibXML2
import Evaluation

/// Writes a `JUnitDocument` with libxml2's `xmlTextWriter`.
enum JUnitXML {
  /// UTF-8 bytes of the document, valid against `docs/junit.xsd`.
  ///
  /// - Parameter document: what to write; its texts are sanitised already.
  /// - Returns: the bytes.
  /// - Throws: `Failure` (`internal`) where libxml2 refuses.
  static func write(_ document: JUnitDocument) throws(Failure) -> [UInt8] {
    let writer = try XMLWriter()
    try writer.start("testsuites")
    try writer.attribute("name", document.name)
    try counts(document.cases, to: writer)
    try writer.attribute("time", time(document.time))
    for suite in document.suites { try write(suite, to: writer) }
    try writer.end()
    return try writer.finish()
  }

  private static func write(_ suite: JUnitSuite, to writer: XMLWriter) throws(Failure) {
    try writer.start("testsuite")
    try writer.attribute("name", suite.name)
    try counts(suite.cases, to: writer)
    try writer.attribute("skipped", "0")
    try writer.attribute("time", time(suite.time))
    if let timestamp = suite.timestamp { try writer.attribute("timestamp", timestamp) }
    try writer.start("properties")
    for property in suite.properties {
      try writer.start("property")
      try writer.attribute("name", property.name)
      try writer.attribute("value", property.value)
      try writer.end()
    }
    try writer.end()
    for testcase in suite.cases { try write(testcase, to: writer) }
    try writer.end()
  }

  private static func counts(_ cases: [JUnitCase], to writer: XMLWriter) throws(Failure) {
    try writer.attribute("tests", String(cases.count))
    try writer.attribute("failures", String(cases.count(where: \.isFailure)))
    try writer.attribute("errors", String(cases.count(where: \.isError)))
  }

  private static func write(_ testcase: JUnitCase, to writer: XMLWriter) throws(Failure) {
    try writer.start("testcase")
    try writer.attribute("classname", testcase.classname)
    try writer.attribute("name", testcase.name)
    try writer.attribute("time", "0.000")
    switch testcase.outcome {
    case .passed: break
    case .failure(let kind, let message, let body):
      try write("failure", type: kind.rawValue, message: message, body: body, to: writer)
    case .error(let kind, let message, let body):
      try write("error", type: kind.rawValue, message: message, body: body, to: writer)
    }
    if let output = testcase.systemOut {
      try writer.start("system-out")
      try writer.characterData(output)
      try writer.end()
    }
    try writer.end()
  }

  /// The message comes again as the body's first line: some consumers show only the body.
  private static func write(
    _ element: String, type: String, message: String, body: String, to writer: XMLWriter
  ) throws(Failure) {
    try writer.start(element)
    try writer.attribute("type", type)
    try writer.attribute("message", message)
    try writer.characterData(body.isEmpty ? message : "\(message)\n\(body)")
    try writer.end()
  }

  /// Seconds with three decimals; what is no duration counts as none.
  static func time(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "0.000" }
    return Figure.fixed(seconds, decimals: 3)
  }
}

/// libxml2's streaming writer over a buffer in memory.
private final class XMLWriter {
  private let buffer: xmlBufferPtr
  private let writer: xmlTextWriterPtr

  init() throws(Failure) {
    guard let buffer = xmlBufferCreate() else { throw Self.refusal("a buffer") }
    guard let writer = xmlNewTextWriterMemory(buffer, 0) else {
      xmlBufferFree(buffer)
      throw Self.refusal("a writer")
    }
    self.buffer = buffer
    self.writer = writer
    try check(xmlTextWriterSetIndent(writer, 1), "indentation")
    try check(xmlTextWriterStartDocument(writer, "1.0", "UTF-8", nil), "the declaration")
  }

  deinit {
    xmlFreeTextWriter(writer)
    xmlBufferFree(buffer)
  }

  func start(_ element: String) throws(Failure) {
    try check(xmlTextWriterStartElement(writer, element), element)
  }

  func end() throws(Failure) {
    try check(xmlTextWriterEndElement(writer), "the end of an element")
  }

  func attribute(_ name: String, _ value: String) throws(Failure) {
    try check(xmlTextWriterWriteAttribute(writer, name, value), name)
  }

  /// CDATA sections, since parsers limit how many entities a document may have; `]]>` is split.
  func characterData(_ text: String) throws(Failure) {
    guard !text.isEmpty else { return }
    for section in Self.sections(text) {
      try check(xmlTextWriterWriteCDATA(writer, section), "character data")
    }
  }

  func finish() throws(Failure) -> [UInt8] {
    try check(xmlTextWriterEndDocument(writer), "the end of the document")
    guard xmlTextWriterFlush(writer) >= 0, let content = xmlBufferContent(buffer) else {
      throw Self.refusal("the document")
    }
    return Array(UnsafeBufferPointer(start: content, count: Int(xmlBufferLength(buffer))))
  }

  /// Pieces none of which holds `]]>`.
  private static func sections(_ text: String) -> [String] {
    var pieces: [String] = []
    var piece: [UInt8] = []
    for byte in text.utf8 {
      if byte == UInt8(ascii: ">"), piece.suffix(2) == Array("]]".utf8)[...] {
        pieces.append(String(decoding: piece, as: UTF8.self))
        piece = []
      }
      piece.append(byte)
    }
    pieces.append(String(decoding: piece, as: UTF8.self))
    return pieces
  }

  private func check(_ result: CInt, _ what: String) throws(Failure) {
    guard result >= 0 else { throw Self.refusal(what) }
  }

  private static func refusal(_ what: String) -> Failure {
    Failure(
      .internal, "libxml2 would not write \(what) of junit.xml",
      remedy: "Please report this with the run's results.json")
  }
}
