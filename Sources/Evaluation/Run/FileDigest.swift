import Crypto
import Foundation

/// A file's name, size and SHA-256.
package struct FileDigest: Sendable, Equatable {
  package var name: String
  /// In bytes.
  package var size: Int
  /// Lower-case hexadecimal.
  package var sha256: String

  package init(name: String, size: Int, sha256: String) {
    self.name = name
    self.size = size
    self.sha256 = sha256
  }

  /// Reads a file piece by piece.
  ///
  /// - Parameters:
  ///   - name: what the file is called in its folder.
  ///   - path: where it is.
  /// - Throws: `Failure` with `inputMissing` where it cannot be read.
  package init(name: String, path: String) throws {
    do {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      var hash = SHA256()
      var size = 0
      while let bytes = try handle.read(upToCount: 1 << 20), !bytes.isEmpty {
        hash.update(data: bytes)
        size += bytes.count
      }
      self.init(name: name, size: size, sha256: hexadecimal(hash.finalize()))
    } catch {
      throw Failure(.inputMissing, "cannot read \(path): \(error.localizedDescription)")
    }
  }
}
