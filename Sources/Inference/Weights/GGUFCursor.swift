/// Reads a GGUF file's parts in order; every length is checked against the bytes that are left.
struct GGUFCursor {
  private let bytes: UnsafeRawBufferPointer
  private let file: String
  /// Elements of the longest array that is read; the largest vocabularies hold under a million.
  private static let maximumElements: UInt64 = 1 << 22

  /// Offset of the next byte.
  private(set) var offset = 0

  init(_ bytes: UnsafeRawBufferPointer, file: String) {
    self.bytes = bytes
    self.file = file
  }

  /// Bytes that are left.
  var remaining: Int { bytes.count - offset }

  /// Reads a little-endian number.
  mutating func number<T: FixedWidthInteger>(
    _ type: T.Type, for field: String
  ) throws(InferenceError) -> T {
    let size = MemoryLayout<T>.size
    guard remaining >= size else { throw truncated(field, needs: UInt64(size)) }
    let value = bytes.loadUnaligned(fromByteOffset: offset, as: T.self)
    offset += size
    return T(littleEndian: value)
  }

  /// Reads a length-prefixed UTF-8 string.
  mutating func string(for field: String) throws(InferenceError) -> String {
    let length = try number(UInt64.self, for: field)
    guard length <= UInt64(remaining) else { throw truncated(field, needs: length) }
    let slice = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + Int(length)])
    offset += Int(length)
    guard let text = String(validating: slice, as: UTF8.self) else {
      throw InferenceError(.malformed, "a string is not valid UTF-8", file: file, field: field)
    }
    return text
  }

  /// Reads a value with its type in front.
  mutating func value(for field: String) throws(InferenceError) -> GGUFValue {
    try value(ofType: number(UInt32.self, for: field), for: field)
  }

  private mutating func value(
    ofType type: UInt32, for field: String
  ) throws(InferenceError) -> GGUFValue {
    switch type {
    case 0: return .integer(Int64(try number(UInt8.self, for: field)))
    case 1: return .integer(Int64(try number(Int8.self, for: field)))
    case 2: return .integer(Int64(try number(UInt16.self, for: field)))
    case 3: return .integer(Int64(try number(Int16.self, for: field)))
    case 4: return .integer(Int64(try number(UInt32.self, for: field)))
    case 5: return .integer(Int64(try number(Int32.self, for: field)))
    case 6: return .float(Double(Float(bitPattern: try number(UInt32.self, for: field))))
    case 7: return .bool(try number(UInt8.self, for: field) != 0)
    case 8: return .string(try string(for: field))
    case 9: return try array(for: field)
    case 10:
      let value = try number(UInt64.self, for: field)
      return Int64(exactly: value).map { .integer($0) } ?? .unsigned(value)
    case 11: return .integer(try number(Int64.self, for: field))
    case 12: return .float(Double(bitPattern: try number(UInt64.self, for: field)))
    default:
      throw InferenceError(
        .malformed, "has the unknown value type \(type)", file: file, field: field,
        remedy: "The file is damaged or newer than GGUF version 3")
    }
  }

  private mutating func array(for field: String) throws(InferenceError) -> GGUFValue {
    let type = try number(UInt32.self, for: field)
    let count = try number(UInt64.self, for: field)
    guard type != 9 else {
      throw InferenceError(
        .unsupported, "is an array of arrays, which no known key is", file: file, field: field)
    }
    // Every element takes at least one byte, so a lying count ends here and not in the allocator.
    guard count <= UInt64(remaining) else { throw truncated(field, needs: count) }
    guard count <= GGUFCursor.maximumElements else {
      throw InferenceError(
        .unsupported, "holds \(count) elements; at most \(GGUFCursor.maximumElements) are read",
        file: file, field: field)
    }
    var elements: [GGUFValue] = []
    for _ in 0..<Int(count) { elements.append(try value(ofType: type, for: field)) }
    switch type {
    case 6, 12:
      return .floats(elements.compactMap { if case .float(let v) = $0 { v } else { nil } })
    case 7: return .bools(elements.compactMap { if case .bool(let v) = $0 { v } else { nil } })
    case 8: return .strings(elements.compactMap { if case .string(let v) = $0 { v } else { nil } })
    default:
      return .integers(
        try elements.map { element throws(InferenceError) in
          guard case .integer(let value) = element else {
            throw InferenceError(
              .malformed, "holds an integer over 63 bits", file: file, field: field)
          }
          return value
        })
    }
  }

  private func truncated(_ field: String, needs: UInt64) -> InferenceError {
    InferenceError(
      .malformed, "needs \(needs) bytes at offset \(offset), but the file ends after \(remaining)",
      file: file, field: field, remedy: "The file is truncated or damaged: fetch it again")
  }
}
