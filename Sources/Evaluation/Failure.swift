/// An error that speaks: what went wrong, where, with which value, and what to do about it.
package struct Failure: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of trouble; decides the exit code (`docs/exit-codes.md`).
  package enum Code: String, Sendable, Codable {
    /// Wrong words on the command line.
    case usage
    /// A suite, plan, data file or checkpoint is not what it must be.
    case badData
    /// A named file does not exist or cannot be read.
    case inputMissing
    /// The model or its server cannot do what was asked of it.
    case unavailable
    /// A bug of ours.
    case `internal`
    /// A result could not be written.
    case cannotWrite
    /// Worth trying again.
    case transient
    /// A configuration value is wrong.
    case badConfiguration
    /// The selection matches nothing.
    case nothingSelected
  }

  package var code: Code
  /// What went wrong, naming the value; a fragment without a final full stop.
  package var message: String
  package var place: Place?
  /// What to do about it.
  package var remedy: String?

  package init(_ code: Code, _ message: String, at place: Place? = nil, remedy: String? = nil) {
    self.code = code
    self.message = message
    self.place = place
    self.remedy = remedy
  }

  /// The place, the message and the remedy in a line.
  package var description: String {
    let prefix = place.map { "\($0.description): " } ?? ""
    let suffix = remedy.map { ". \($0)" } ?? ""
    return prefix + message + suffix
  }
}

/// A position in a file that the user wrote or named.
package struct Place: Sendable, Equatable, Codable, CustomStringConvertible {
  package var file: String
  /// From 1.
  package var line: Int?
  /// From 1, in Unicode scalars.
  package var column: Int?
  /// The path of the field, such as `gate[2].metric`.
  package var field: String?

  package init(file: String, line: Int? = nil, column: Int? = nil, field: String? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.field = field
  }

  package var description: String {
    var text = file
    if let line { text += ":\(line)" }
    if line != nil, let column { text += ":\(column)" }
    if let field { text += ": \(field)" }
    return text
  }
}

/// Several failures found in one pass, as `assay lint` reports them; never empty.
package struct Failures: Error, Sendable, Equatable {
  package var all: [Failure]

  package init(_ all: [Failure]) {
    self.all = all
  }
}
