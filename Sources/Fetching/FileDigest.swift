import Crypto
import Evaluation
import Foundation

/// SHA-256 of a file, in lower-case hexadecimal.
enum FileDigest {
  static func of(_ path: String) throws(Failure) -> String {
    var hash = SHA256()
    do {
      let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? file.close() }
      while let data = try file.read(upToCount: 1 << 20), !data.isEmpty { hash.update(data: data) }
    } catch {
      throw Failure(
        .inputMissing, "\(path) cannot be read: \(error.localizedDescription)",
        remedy: "Check that you may read it.")
    }
    return hash.finalize().map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
