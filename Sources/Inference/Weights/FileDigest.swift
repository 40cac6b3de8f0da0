internal import Crypto

/// The content that names a file.
enum FileDigest {
  /// The SHA-256 of bytes in lower-case hexadecimal.
  static func sha256(of bytes: UnsafeRawBufferPointer) -> String {
    var hash = SHA256()
    let chunk = 1 << 22
    var offset = 0
    while offset < bytes.count {
      let end = min(offset + chunk, bytes.count)
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: bytes[offset..<end]))
      offset = end
    }
    return hash.finalize().map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
