/// A metadata value of a GGUF file; all integers are widened, all arrays are homogeneous.
enum GGUFValue: Sendable, Equatable {
  case integer(Int64)
  /// An unsigned 64-bit integer that no signed one holds.
  case unsigned(UInt64)
  case float(Double)
  case bool(Bool)
  case string(String)
  case integers([Int64])
  case floats([Double])
  case bools([Bool])
  case strings([String])

  /// What it is, for messages.
  var kindName: String {
    switch self {
    case .integer, .unsigned: "an integer"
    case .float: "a number"
    case .bool: "a truth value"
    case .string: "a string"
    case .integers: "an array of integers"
    case .floats: "an array of numbers"
    case .bools: "an array of truth values"
    case .strings: "an array of strings"
    }
  }
}
