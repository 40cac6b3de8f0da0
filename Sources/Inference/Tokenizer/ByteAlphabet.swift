/// GPT-2's way to write bytes as printable characters, in which byte-level vocabularies are stored.
///
/// Bytes that print stand for themselves; the other 68 are the code points from U+0100 on, in order
/// (`bytes_to_unicode` in OpenAI's gpt-2 `encoder.py`).
enum ByteAlphabet {
  /// The character of each byte.
  static let scalars: [Unicode.Scalar] = {
    var scalars: [Unicode.Scalar] = []
    var next: UInt32 = 0x100
    for byte in UInt8.min...UInt8.max {
      let prints = (0x21...0x7E).contains(byte) || (0xA1...0xAC).contains(byte) || byte >= 0xAE
      if prints {
        scalars.append(Unicode.Scalar(byte))
      } else {
        scalars.append(Unicode.Scalar(next) ?? "?")
        next += 1
      }
    }
    return scalars
  }()

  private static let bytes: [Unicode.Scalar: UInt8] = {
    var bytes: [Unicode.Scalar: UInt8] = [:]
    for (byte, scalar) in scalars.enumerated() { bytes[scalar] = UInt8(byte) }
    return bytes
  }()

  /// The bytes that a token's text stands for; characters outside of the alphabet stay as they are.
  static func decode(_ text: String) -> [UInt8] {
    var result: [UInt8] = []
    for scalar in text.unicodeScalars {
      if let byte = bytes[scalar] {
        result.append(byte)
      } else {
        result += Array(String(scalar).utf8)
      }
    }
    return result
  }
}
