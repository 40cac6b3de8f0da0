/// How a data file is written.
enum DataFormat: String, CaseIterable {
  /// One JSON object a line.
  case jsonl
  /// One array of JSON objects, or a document with rows somewhere inside.
  case json
  /// Comma-separated values under a header (RFC 4180); all fields are texts.
  case csv
  /// The same, separated by tabs.
  case tsv
  /// One text a line.
  case lines
  /// One text.
  case text

  /// The formats that the end of a name tells.
  private static let endings: [DataFormat] = [.jsonl, .json, .csv, .tsv]

  /// The format that a name tells, `.gz` aside; `nil` where it tells none.
  init?(named path: String) {
    let name = path.lowercased().hasSuffix(".gz") ? path.dropLast(3) : path[...]
    let ending = name.split(separator: "/").last?.split(separator: ".").last.map(String.init) ?? ""
    guard let format = DataFormat(rawValue: ending.lowercased()),
      DataFormat.endings.contains(format)
    else { return nil }
    self = format
  }

  /// The format of a file whose suite states none.
  static func of(_ path: String, place: Place) throws(Failure) -> DataFormat {
    if let format = DataFormat(named: path) { return format }
    throw Failure(
      .badData, "the name \"\(path)\" does not say how the data is written", at: place,
      remedy: "Name a file that ends in .jsonl, .json, .csv or .tsv, each also with .gz, or state "
        + "data.format.")
  }

  /// The separator of a table.
  var separator: UInt8? {
    switch self {
    case .csv: UInt8(ascii: ",")
    case .tsv: UInt8(ascii: "\t")
    case .jsonl, .json, .lines, .text: nil
    }
  }
}
