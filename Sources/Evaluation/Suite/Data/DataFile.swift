import Crypto
import Foundation

/// A data file of a suite, read whole and parsed.
struct DataFile: Sendable {
  /// As messages name it.
  let path: String
  /// SHA-256 of the bytes as they are stored, lower-case hexadecimal.
  let digest: String
  /// In the order of the file; at least one.
  let records: [DataRecord]
  /// The names of all fields, in the order of their first appearance.
  let fields: [String]

  /// The most bytes of a data file, stored or decompressed: 1 GiB.
  static let byteLimit = 1 << 30

  /// Reads a file in the format that its name says.
  ///
  /// - Parameters:
  ///   - path: Where the file is; `.jsonl`, `.json`, `.csv` or `.tsv`, each also with `.gz`.
  ///   - sha256: The digest that its bytes must have, if one is stated.
  ///   - place: Where the suite names the file, for messages about the file as a whole.
  /// - Throws: `Failures` with line and column of what cannot be read.
  init(path: String, sha256: String?, place: Place) throws(Failures) {
    self.path = path
    let stored: [UInt8]
    let format: DataFormat
    do throws(Failure) {
      format = try DataFormat(path: path, place: place)
      stored = try FileBytes.read(path, limit: DataFile.byteLimit, place: place)
      digest = SHA256.hexDigest(stored)
      try DataFile.check(digest, against: sha256, path: path, place: place)
    } catch {
      throw Failures([error])
    }
    var bytes = stored
    if path.hasSuffix(".gz") {
      do throws(Failure) {
        bytes = try GzipInflater.inflate(stored, limit: DataFile.byteLimit, file: path)
      } catch {
        throw Failures([error])
      }
    }
    records = try format.records(bytes, file: path)
    if records.isEmpty {
      throw Failures([
        Failure(
          .badData, "\(path) holds no rows", at: place,
          remedy: "Name a file with at least one row.")
      ])
    }
    fields = DataFile.fields(of: records)
  }

  private static func check(
    _ digest: String, against sha256: String?, path: String, place: Place
  ) throws(Failure) {
    guard let sha256, sha256.lowercased() != digest else { return }
    throw Failure(
      .badData, "\(path) has the SHA-256 \(digest), not \(sha256.lowercased()) as stated",
      at: place,
      remedy: "Fetch the stated file again, or state the digest of this one.")
  }

  private static func fields(of records: [DataRecord]) -> [String] {
    var seen: Set<String> = []
    var fields: [String] = []
    for record in records {
      for member in record.members where seen.insert(member.name).inserted {
        fields.append(member.name)
      }
    }
    return fields
  }
}

/// One row of a data file.
struct DataRecord: Sendable {
  /// The line on which it begins, from 1.
  let line: Int
  /// Its fields in the order of the file; names are unique.
  let members: [JSONValue.Member]

  subscript(name: String) -> JSONValue? {
    members.first { $0.name == name }?.value
  }
}

/// How a data file is written, as the end of its name says.
enum DataFormat: String, CaseIterable {
  /// One JSON object a line.
  case jsonl
  /// One array of JSON objects.
  case json
  /// Comma-separated values with a header (RFC 4180); all fields are texts.
  case csv
  /// The same, separated by tabs.
  case tsv

  init(path: String, place: Place) throws(Failure) {
    let name = path.hasSuffix(".gz") ? String(path.dropLast(3)) : path
    let ending = name.split(separator: "/").last?.split(separator: ".").last.map(String.init) ?? ""
    guard let format = DataFormat(rawValue: ending.lowercased()) else {
      throw Failure(
        .badData, "the name \"\(path)\" does not say how the data is written", at: place,
        remedy: "Name a file that ends in .jsonl, .json, .csv or .tsv, each also with .gz.")
    }
    self = format
  }

  /// Parses a file's bytes, less a byte order mark.
  func records(_ bytes: [UInt8], file: String) throws(Failures) -> [DataRecord] {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let start = bytes.starts(with: mark) ? mark.count : 0
    switch self {
    case .jsonl: return try JSONRecords.lines(bytes, from: start, file: file)
    case .json: return try JSONRecords.array(bytes, from: start, file: file)
    case .csv:
      return try DelimitedRecords.read(
        bytes, from: start, separator: UInt8(ascii: ","), file: file)
    case .tsv:
      return try DelimitedRecords.read(
        bytes, from: start, separator: UInt8(ascii: "\t"), file: file)
    }
  }
}
