import Foundation
import FoundationXML
import TestSupport

/// A `junit.xml`, read as a CI system reads it.
struct JUnitFile {
  private let document: XMLDocument

  /// Refuses what is not well-formed.
  init(_ bytes: Data) throws {
    document = try XMLDocument(data: bytes)
  }

  /// How many nodes an XPath expression finds.
  func count(_ path: String) throws -> Int {
    try document.nodes(forXPath: path).count
  }

  /// Failures and errors together: what a CI system turns red for.
  func blockers() throws -> Int {
    try count("//testcase/failure") + count("//testcase/error")
  }

  /// What `xmllint` says against a file of `docs/junit.xsd`; `nil` where it is not installed.
  static func complaint(about path: String) throws -> String? {
    let tool = "/usr/bin/xmllint"
    guard FileManager.default.isExecutableFile(atPath: tool) else { return nil }
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: tool)
    process.arguments = [
      "--noout", "--nonet", "--schema", repositoryURL("docs/junit.xsd").path, path,
    ]
    process.standardError = pipe
    try process.run()
    let said = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? nil : String(decoding: said, as: UTF8.self)
  }
}
