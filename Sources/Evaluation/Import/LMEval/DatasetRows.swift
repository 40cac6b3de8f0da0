import Crypto
import Foundation

/// The rows of a split as lm-evaluation-harness would see them.
struct DatasetRows {
  /// The file that they come from.
  let file: String
  /// SHA-256 of the file's bytes.
  let digest: String
  let rows: [DatasetRow]
  let columns: [String]
  /// Whether a suite that reads the file itself sees the same rows.
  let isFileAsTyped: Bool

  /// Reads a file and gives its values the types that `datasets` gives them.
  ///
  /// - Throws: `Refusal` where the file cannot be read.
  init(_ file: String) throws(Refusal) {
    let raw: [[JSONValue.Member]]
    do throws(Failure) {
      (raw, digest) = try DatasetRows.read(file)
    } catch {
      throw Refusal(
        "its data cannot be read: \(error.message)",
        remedy: error.remedy ?? "Export the split as JSON Lines.")
    }
    let isDelimited = DatasetRows.isDelimited(file)
    let typed = isDelimited ? DelimitedTypes.typed(raw) : DatasetTypes.ofJSON(raw)
    self.file = file
    rows = typed.enumerated().map { DatasetRow($0.element, number: $0.offset + 1) }
    columns = DatasetTypes.columns(typed)
    isFileAsTyped = raw == typed
  }

  /// The fields of every row, and the SHA-256 of the file.
  private static func read(
    _ file: String
  ) throws(Failure) -> (rows: [[JSONValue.Member]], digest: String) {
    let place = Place(file: file)
    let source = try ByteSource.open(file, place: place)
    let data = try DataFile(
      LocatedFile(source: source, path: file), DataLayout(), prefersName: false,
      isOneOfSeveral: false, place: place)
    let rows = try DataRows([data], place: place)
    var reader = DataRows.Reader(rows, ahead: ByteSource.block)
    var members: [[JSONValue.Member]] = []
    for index in 0..<rows.count { members.append(try reader.record(index).members) }
    return (members, source.digest)
  }

  private static func isDelimited(_ file: String) -> Bool {
    let name = file.hasSuffix(".gz") ? String(file.dropLast(3)) : file
    return name.lowercased().hasSuffix(".csv") || name.lowercased().hasSuffix(".tsv")
  }

  /// The rows as JSON Lines, each with the fields that were computed for it.
  func lines(adding columns: [[JSONValue.Member]]?) throws(Failure) -> [UInt8] {
    var text = ""
    for (index, row) in rows.enumerated() {
      let more = columns?[index] ?? []
      text += try JSONValue.object(row.members + more).jsonText() + "\n"
    }
    return Array(text.utf8)
  }
}
