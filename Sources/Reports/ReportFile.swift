import Crypto
package import Evaluation
import Foundation

/// A file of a run's folder, complete in memory so that it can appear whole or not at all.
package struct ReportFile: Sendable, Equatable {
  /// Relative to the run's folder.
  package var name: String
  package var bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// The digest that `manifest.json` states for the file.
  package var digest: FileDigest {
    FileDigest(name: name, size: bytes.count, sha256: SHA256Digest.hexadecimal(bytes))
  }
}

/// SHA-256 in the two spellings that reports need.
enum SHA256Digest {
  /// Lower-case hexadecimal.
  static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in SHA256.hash(data: bytes) {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Base64, as a Content-Security-Policy wants it.
  static func base64(_ bytes: [UInt8]) -> String {
    Data(SHA256.hash(data: bytes)).base64EncodedString()
  }
}
