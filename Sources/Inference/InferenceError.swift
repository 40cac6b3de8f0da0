/// Why a checkpoint cannot be opened, or a request to the engine cannot be answered.
package struct InferenceError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of trouble.
  package enum Kind: String, Sendable {
    /// The file is not there or cannot be read.
    case unreadable
    /// The file is not what it says it is: truncated, out of range, contradictory.
    case malformed
    /// The file is sound, but asks for what this engine does not do.
    case unsupported
    /// The engine was asked for more than the checkpoint can do.
    case request
    /// The numbers left the finite range.
    case notANumber
    /// The machine did not give what was needed.
    case resources
  }

  package var kind: Kind
  /// What is wrong, naming the value.
  package var message: String
  /// The checkpoint file.
  package var file: String?
  /// The metadata key or tensor.
  package var field: String?
  /// What to do about it.
  package var remedy: String?

  package init(
    _ kind: Kind, _ message: String, file: String? = nil, field: String? = nil,
    remedy: String? = nil
  ) {
    self.kind = kind
    self.message = message
    self.file = file
    self.field = field
    self.remedy = remedy
  }

  package var description: String {
    [file, field, message].compactMap { $0 }.joined(separator: ": ")
      + (remedy.map { ". \($0)" } ?? "")
  }
}
