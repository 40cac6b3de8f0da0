import Crypto
import Foundation

/// The folder that an import writes into, and the data that it has read.
final class ImportFolder {
  let root: String
  private var read: [String: DatasetRows] = [:]
  private var order: [String] = []
  /// Files of data that were written, with their digests.
  private var written: [String: String] = [:]

  /// How many data sets are kept in memory.
  private static let kept = 16

  /// Makes the folder where it is not there.
  init(_ root: String) throws(Failure) {
    self.root = root
    try ImportFolder.make(root)
  }

  static func make(_ path: String) throws(Failure) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw Failure(
        .cannotWrite, "the folder \(path) cannot be made: \(error.localizedDescription)",
        remedy: "Choose another with --out.")
    }
  }

  func path(of name: String) -> String { "\(root)/\(name)" }

  func write(_ bytes: [UInt8], as name: String) throws {
    try AtomicFile.write(bytes, to: path(of: name))
  }

  func remove(_ name: String) {
    try? FileManager.default.removeItem(atPath: path(of: name))
  }

  /// The rows of a file, read once as long as it is one of the last.
  func rows(of file: String) throws(Refusal) -> DatasetRows {
    if let rows = read[file] { return rows }
    let rows = try DatasetRows(file)
    read[file] = rows
    order.append(file)
    if order.count > ImportFolder.kept { read[order.removeFirst()] = nil }
    return rows
  }

  /// Where a suite finds rows: the file itself where a suite reads it the same way, else a copy.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - name: Of a copy that several suites share.
  ///   - own: Of a copy for one suite alone.
  ///   - columns: What is added to its rows.
  /// - Returns: The path as the suite states it, with the digest.
  /// - Throws: `Failure` where a copy cannot be written.
  func data(
    _ rows: DatasetRows, name: String, of own: String?, adding columns: [[JSONValue.Member]]?
  ) throws -> SuiteDraft.Data {
    if rows.isFileAsTyped, columns == nil {
      return SuiteDraft.Data(
        path: RelativePath.from(root, to: rows.file), sha256: rows.digest)
    }
    let bytes = try rows.lines(adding: columns)
    let digest = SHA256.hexDigest(bytes)
    var file = "data/\(own ?? name).jsonl"
    if let known = written[file], known != digest {
      file = "data/\(name)-\(digest.prefix(8)).jsonl"
    }
    if written[file] == nil {
      try ImportFolder.make(root + "/data")
      try write(bytes, as: file)
      written[file] = digest
    }
    return SuiteDraft.Data(path: file, sha256: digest)
  }
}

/// Paths as seen from a folder.
enum RelativePath {
  /// The way from a folder to a file, `../` where it must; both relative to where the command runs.
  static func from(_ folder: String, to file: String) -> String {
    let here = URL(fileURLWithPath: folder).standardizedFileURL.pathComponents
    let there = URL(fileURLWithPath: file).standardizedFileURL.pathComponents
    let shared = zip(here, there).prefix { $0 == $1 }.count
    // Nothing shared but the root: the whole path says more.
    if shared <= 1 { return there.dropFirst().reduce("") { "\($0)/\($1)" } }
    let up = Array(repeating: "..", count: here.count - shared)
    return (up + there.dropFirst(shared)).joined(separator: "/")
  }
}

/// Ids of suites out of names of other tools.
enum SuiteName {
  /// The name in lower case with `-` for what an id cannot hold.
  static func id(_ name: String) -> String {
    let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789._-".unicodeScalars)
    let scalars = name.lowercased().unicodeScalars.map { allowed.contains($0) ? $0 : "-" }
    let id = String(String.UnicodeScalarView(scalars)).drop { $0 == "." || $0 == "-" }
    return id.isEmpty ? "task" : String(id)
  }
}
