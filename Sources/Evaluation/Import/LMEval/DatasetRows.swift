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
    let data: DataFile
    do throws(Failures) {
      data = try DataFile(path: file, sha256: nil, place: Place(file: file))
    } catch {
      let first = error.all.first
      throw Refusal(
        "its data cannot be read: \(first?.message ?? file)",
        remedy: first?.remedy ?? "Export the split as JSON Lines.")
    }
    let raw = data.records.map(\.members)
    let isDelimited = DatasetRows.isDelimited(file)
    let typed = isDelimited ? DelimitedTypes.typed(raw) : DatasetTypes.ofJSON(raw)
    self.file = file
    digest = data.digest
    rows = typed.enumerated().map { DatasetRow($0.element, number: $0.offset + 1) }
    columns = DatasetTypes.columns(typed)
    isFileAsTyped = raw == typed
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
