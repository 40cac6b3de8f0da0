internal import Crypto
internal import Foundation

/// The content that names a file.
enum FileDigest {
  /// The SHA-256 of a file's bytes in lower-case hexadecimal.
  static func sha256(of file: MappedFile) -> String {
    var hash = SHA256()
    let chunk = 1 << 22
    var offset = 0
    while offset < file.bytes.count {
      let end = min(offset + chunk, file.bytes.count)
      let part = UnsafeRawBufferPointer(rebasing: file.bytes[offset..<end])
      hash.update(bufferPointer: part)
      file.release(part)
      offset = end
    }
    return hash.finalize().map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
