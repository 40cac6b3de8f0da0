import Crypto
import Foundation

/// Reads files that a user named.
enum FileBytes {
  /// Reads a whole file.
  ///
  /// - Parameters:
  ///   - path: Where the file is.
  ///   - limit: The most bytes it may have.
  ///   - place: Where it is named, for messages.
  /// - Returns: Its bytes.
  /// - Throws: `Failure` (`inputMissing`) where it cannot be read, (`badData`) where it is too large.
  static func read(_ path: String, limit: Int, place: Place?) throws(Failure) -> [UInt8] {
    try check(path, place: place)
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    } catch {
      throw unreadable(path, place: place)
    }
    guard data.count <= limit else {
      throw Failure(
        .badData, "\(path) has \(data.count) bytes, more than the \(limit) that are read",
        at: place, remedy: "Split it.")
    }
    return [UInt8](data)
  }

  /// Throws where there is no file, or a folder.
  static func check(_ path: String, place: Place?) throws(Failure) {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw Failure(
        .inputMissing, "the file \(path) does not exist", at: place,
        remedy: "Check the path; it is relative to the file that names it.")
    }
    if isDirectory.boolValue {
      throw Failure(
        .inputMissing, "\(path) is a folder", at: place, remedy: "Name a file inside it.")
    }
  }

  static func unreadable(_ path: String, place: Place?) -> Failure {
    Failure(
      .inputMissing, "the file \(path) cannot be read", at: place,
      remedy: "Check that you may read it.")
  }
}

extension SHA256 {
  /// The digest of bytes in lower-case hexadecimal.
  static func hexDigest(_ bytes: [UInt8]) -> String {
    Hexadecimal.text(SHA256.hash(data: bytes))
  }

  /// The digest of a text's UTF-8 in lower-case hexadecimal.
  static func hexDigest(_ text: String) -> String {
    hexDigest(Array(text.utf8))
  }
}

/// Lower-case hexadecimal text.
enum Hexadecimal {
  private static let digits = Array("0123456789abcdef".utf8)

  static func text(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
