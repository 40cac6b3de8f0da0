package import Foundation

/// Recorded outputs in `fixtures/snapshots/`, compared byte by byte.
///
/// `RECORD_SNAPSHOTS=1 swift test` writes them anew; what changed is then read in the diff.
package enum Snapshot {
  /// Compares an output with the recorded one.
  ///
  /// - Parameters:
  ///   - actual: what was made just now.
  ///   - name: the file's name below `fixtures/snapshots/`.
  /// - Returns: `nil` where they are the same bytes, else the first line that differs.
  /// - Throws: where a snapshot cannot be written while recording.
  package static func difference(of actual: Data, from name: String) throws -> String? {
    let url = fixtureURL("snapshots/\(name)")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try actual.write(to: url)
      return nil
    }
    guard let recorded = try? Data(contentsOf: url) else {
      return "there is no snapshot \(name); record it with RECORD_SNAPSHOTS=1"
    }
    return firstDifference(recorded, actual).map { "\(name): \($0)" }
  }

  /// Compares a text with the recorded one; see `difference(of:from:)` for data.
  package static func difference(of actual: String, from name: String) throws -> String? {
    try difference(of: Data(actual.utf8), from: name)
  }

  /// The first line in which two outputs differ, in words; `nil` where they are the same bytes.
  package static func firstDifference(_ expected: Data, _ actual: Data) -> String? {
    guard expected != actual else { return nil }
    let old = expected.split(separator: 0x0A, omittingEmptySubsequences: false)
    let new = actual.split(separator: 0x0A, omittingEmptySubsequences: false)
    let same = zip(old, new).prefix { $0 == $1 }.count
    let texts = [old, new].map { lines in
      same < lines.count ? String(decoding: lines[same].prefix(300), as: UTF8.self) : "(no line)"
    }
    return "line \(same + 1) was\n  \(texts[0])\nand is\n  \(texts[1])"
  }
}
