/// What is wrong with a template or with the values it was given, and where.
package struct JinjaError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The family of the trouble.
  package enum Kind: String, Sendable, Codable {
    /// The source is not a template.
    case syntax
    /// A name, attribute or item that does not exist was used.
    case undefined
    /// A value is not what an operation needs: its type, its range or its form.
    case type
    /// The template called `raise_exception`.
    case raised
    /// The template asked for more time, memory or depth than it may have.
    case limit
  }

  package var kind: Kind
  /// What went wrong and how to mend it.
  package var message: String
  /// From 1; 0 where no place is known.
  package var line: Int
  /// From 1, in Unicode scalars; 0 where no place is known.
  package var column: Int

  package init(_ kind: Kind, _ message: String, line: Int = 0, column: Int = 0) {
    self.kind = kind
    self.message = message
    self.line = line
    self.column = column
  }

  /// The place and the message in a line.
  package var description: String {
    line > 0 ? "\(line):\(column): \(message)" : message
  }

  static func type(_ message: String) -> JinjaError { JinjaError(.type, message) }
  /// The error of using a value that does not exist; its name is empty for an `if` without `else`.
  static func undefinedValue(_ name: String) -> JinjaError {
    let what = name.isEmpty ? "the value of an 'if' without 'else'" : "'\(name)'"
    return JinjaError(
      .undefined, "\(what) is undefined; provide it, or test it with 'is defined'")
  }

  static func limit(_ message: String) -> JinjaError { JinjaError(.limit, message) }
}

/// A byte offset into a template's source as a line and a column.
struct SourceText: Sendable {
  let bytes: [UInt8]

  /// The error with the place of an offset, unless it already has one.
  func placed(_ error: JinjaError, at offset: Int) -> JinjaError {
    guard error.line == 0 else { return error }
    var placed = error
    var line = 1
    var column = 1
    for byte in bytes.prefix(max(0, offset)) {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    placed.line = line
    placed.column = column
    return placed
  }
}
