import Evaluation
import Foundation

/// The folder that a run left, read back.
struct ResultFolder {
  /// The files that are the same bytes whenever the inputs are.
  static let reproducible = ["samples.jsonl", "results.json", "verdict.json"]
  /// Everything that a finished run leaves, sorted.
  static let everything = [
    "answers.jsonl", "events.jsonl", "index.html", "junit.xml", "manifest.json", "results.json",
    "run.json", "samples.jsonl", "summary.md", "verdict.json",
  ]

  let path: String

  init(_ path: String) {
    self.path = path
  }

  /// The names in it, sorted.
  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)"))
  }

  func text(_ name: String) throws -> String {
    guard let text = String(validating: try bytes(name), as: UTF8.self) else {
      throw Failure(.badData, "\(name) is not UTF-8")
    }
    return text
  }

  func json(_ name: String) throws -> JSONValue {
    try JSONValue.parse(try text(name), file: name)
  }

  /// The lines of a JSON Lines file; every one of them must be whole.
  func lines(_ name: String) throws -> [JSONValue] {
    try JSONValue.lines(try text(name), file: name)
  }

  /// `junit.xml`.
  func junit() throws -> JUnitFile {
    try JUnitFile(try bytes("junit.xml"))
  }

  /// The names of reproducible files whose bytes differ from those of another run.
  func differences(from other: ResultFolder) throws -> [String] {
    try ResultFolder.reproducible.filter { try bytes($0) != other.bytes($0) }
  }
}

extension JSONValue {
  /// One value a line that is not empty.
  static func lines(_ text: String, file: String) throws -> [JSONValue] {
    try text.split(separator: "\n").map { try JSONValue.parse(String($0), file: file) }
  }

  var text: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  var number: Double? {
    switch self {
    case .int(let value): Double(value)
    case .double(let value): value
    default: nil
    }
  }

  var whole: Int? {
    if case .int(let value) = self { return value }
    return nil
  }

  /// The elements of an array; none of anything else.
  var items: [JSONValue] {
    if case .array(let items) = self { return items }
    return []
  }

  var isNull: Bool { self == .null }
}
