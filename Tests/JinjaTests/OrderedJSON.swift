import Foundation
import Jinja

/// Reads JSON as template values, keeping the order of members, which decides what templates print.
struct OrderedJSON {
  enum Failure: Error {
    case malformed(offset: Int)
  }

  private let bytes: [UInt8]
  private var index = 0

  /// The value of a JSON text.
  static func value(_ text: String) throws -> JinjaValue {
    var reader = OrderedJSON(bytes: Array(text.utf8))
    let value = try reader.value()
    reader.skipBlanks()
    guard reader.index == reader.bytes.count else { throw Failure.malformed(offset: reader.index) }
    return value
  }

  /// The values of the lines of a file beside the tests or at the repository's root.
  static func lines(of file: URL) throws -> [JinjaDictionary] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      guard case .dict(let members) = try value(String(line)) else {
        throw Failure.malformed(offset: 0)
      }
      return members
    }
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private mutating func skipBlanks() {
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) {
      index += 1
    }
  }

  private mutating func skip(_ text: String) -> Bool {
    skipBlanks()
    guard bytes[index...].starts(with: text.utf8) else { return false }
    index += text.utf8.count
    return true
  }

  private mutating func expect(_ text: String) throws {
    guard skip(text) else { throw Failure.malformed(offset: index) }
  }

  private mutating func value() throws -> JinjaValue {
    if skip("null") { return .none }
    if skip("true") { return .bool(true) }
    if skip("false") { return .bool(false) }
    if skip("[") {
      var items: [JinjaValue] = []
      while !skip("]") {
        if !items.isEmpty { try expect(",") }
        items.append(try value())
      }
      return .list(items)
    }
    if skip("{") {
      var members: [(String, JinjaValue)] = []
      while !skip("}") {
        if !members.isEmpty { try expect(",") }
        skipBlanks()
        let name = try string()
        try expect(":")
        members.append((name, try value()))
      }
      return .dict(JinjaDictionary(members))
    }
    return bytes[index] == UInt8(ascii: "\"") ? .string(try string()) : try number()
  }

  private mutating func string() throws -> String {
    let start = index
    index += 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard index < bytes.count else { throw Failure.malformed(offset: start) }
    index += 1
    return try JSONDecoder().decode(String.self, from: Data(bytes[start..<index]))
  }

  private mutating func number() throws -> JinjaValue {
    let start = index
    while index < bytes.count, "+-0123456789.eE".utf8.contains(bytes[index]) {
      index += 1
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if let integer = Int(text) { return .int(integer) }
    guard let double = Double(text) else { throw Failure.malformed(offset: start) }
    return .double(double)
  }
}

extension JinjaDictionary {
  /// The text of a member, empty if there is none.
  func text(_ name: String) -> String {
    guard case .string(let text) = self[name] else { return "" }
    return text
  }

  /// The members as variables of a template.
  var variables: [String: JinjaValue] {
    entries.reduce(into: [:]) { variables, entry in
      if case .string(let name) = entry.key { variables[name] = entry.value }
    }
  }
}

/// Where the repository begins.
let repositoryRoot = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
