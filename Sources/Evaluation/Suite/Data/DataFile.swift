/// How the rows of a file are found in it.
struct DataLayout: Sendable {
  /// `nil` for what each file's name says.
  var format: DataFormat?
  /// The names of the fields, for files that do not say them.
  var columns: [String]?
  /// The way to the rows of a JSON document.
  var rows: RowPath?
  /// Where a text is cut into rows: each begins where it matches.
  var split: RowSplit?

  /// Refuses what the format of a file has no use for.
  func check(_ format: DataFormat, _ path: String, _ place: Place) throws(Failure) {
    let unused: [(key: String, isStated: Bool, formats: [DataFormat])] = [
      ("columns", columns != nil, [.csv, .tsv, .lines, .text]), ("rows", rows != nil, [.json]),
      ("split", split != nil, [.text]),
    ]
    for (key, isStated, formats) in unused where isStated && !formats.contains(format) {
      throw Failure(
        .badData,
        "\"\(key)\" is for the formats \(formats.map(\.rawValue).joined(separator: ", ")), and "
          + "\(path) is read as \(format.rawValue)", at: place,
        remedy: "Remove it, or state the format.")
    }
  }
}

/// A data file of a suite: its rows found, each read when it is asked for.
final class DataFile: Sendable {
  private enum Content {
    /// Rows that are read anew each time.
    case indexed(ByteSource, RowIndex, RowParser)
    /// Rows that are parts of a whole and so are kept.
    case kept([DataRecord])
  }

  let name: SourceName
  private let content: Content

  /// The most bytes of a file that is read whole, such as a JSON document: 1 GiB.
  static let wholeLimit = 1 << 30

  /// Finds the rows of a file.
  ///
  /// - Parameters:
  ///   - file: Its bytes, as they are stored.
  ///   - layout: How its rows are found.
  ///   - prefersName: Whether the format that its name tells counts before the stated one.
  ///   - isOneOfSeveral: Whether the suite has more files.
  ///   - place: Where the suite names it.
  /// - Throws: `Failure` where it is not written as it should be; what is wrong inside a row shows when
  ///   the row is read.
  init(
    _ file: LocatedFile, _ layout: DataLayout, prefersName: Bool, isOneOfSeveral: Bool,
    place: Place
  ) throws(Failure) {
    name = SourceName(file.path, isOneOfSeveral: isOneOfSeveral)
    let told = prefersName ? DataFormat(named: file.path) : nil
    let format: DataFormat
    if let known = told ?? layout.format {
      format = known
    } else {
      format = try DataFormat.of(file.path, place: place)
    }
    if !prefersName { try layout.check(format, file.path, place) }
    let bytes =
      file.path.lowercased().hasSuffix(".gz")
      ? try GzipInflater.inflate(file.source, file: file.path) : file.source
    content = try DataFile.content(bytes, format, layout, name, place)
  }

  private static func content(
    _ source: ByteSource, _ format: DataFormat, _ layout: DataLayout, _ name: SourceName,
    _ place: Place
  ) throws(Failure) -> Content {
    let scanner = RowScanner(source, file: name.path)
    switch format {
    case .jsonl:
      return .indexed(source, try scanner.lines(keepsBlank: false), .object(column: 1))
    case .lines:
      let field = layout.columns?.first ?? DataFile.textField
      return .indexed(source, try scanner.lines(keepsBlank: true), .line(name: field))
    case .csv, .tsv:
      let separator = format.separator ?? UInt8(ascii: ",")
      return try table(source, scanner, separator, layout.columns, name)
    case .json:
      let document = JSONDocument(
        bytes: try whole(source, name, place), start: scanner.start, source: name)
      guard let path = layout.rows else {
        return .indexed(source, try document.index(), .object(column: nil))
      }
      return .kept(try document.records(path))
    case .text:
      let text = Array(try whole(source, name, place)[scanner.start...])
      let field = layout.columns?.first ?? DataFile.textField
      return .kept(try RowSplit.records(text, layout.split, field: field, source: name))
    }
  }

  /// The field of formats whose rows are plain texts.
  private static let textField = "text"

  private static func whole(
    _ source: ByteSource, _ name: SourceName, _ place: Place
  ) throws(Failure) -> [UInt8] {
    guard source.count <= wholeLimit else {
      throw Failure(
        .badData,
        "\(name.path) has \(source.count) bytes, more than the \(wholeLimit) that are read",
        at: place, remedy: "Split it, or write it as JSONL, which is read row by row.")
    }
    return source.read(0..<source.count)
  }

  private static func table(
    _ source: ByteSource, _ scanner: RowScanner, _ separator: UInt8, _ columns: [String]?,
    _ name: SourceName
  ) throws(Failure) -> Content {
    var index = try scanner.delimited(separator)
    if let columns {
      return .indexed(
        source, index,
        .delimited(separator: separator, names: columns, who: "data.columns names"))
    }
    guard let header = index.removeFirst() else { return .kept([]) }
    let names = try DelimitedHeader.names(
      source.read(header.range), line: header.line, separator: separator, file: name.path)
    return .indexed(
      source, index, .delimited(separator: separator, names: names, who: "the header names"))
  }

  /// The number of rows.
  var count: Int {
    switch content {
    case .indexed(_, let index, _): index.count
    case .kept(let records): records.count
    }
  }

  /// Reads rows of the file, one after the other or in any order.
  struct Reader {
    let file: DataFile
    /// How many bytes are read at once, so that the next rows are there already.
    private let ahead: Int
    private var bytes: [UInt8] = []
    private var start = 0

    init(_ file: DataFile, ahead: Int) {
      self.file = file
      self.ahead = ahead
    }

    /// A row.
    ///
    /// - Parameter row: From 0.
    /// - Returns: The row.
    /// - Throws: `Failure` where it is not written as it should be, or is no longer what it was.
    mutating func record(_ row: Int) throws(Failure) -> DataRecord {
      switch file.content {
      case .kept(let records): return records[row]
      case .indexed(let source, let index, let parser):
        let entry = index[row]
        if entry.range.lowerBound < start || entry.range.upperBound > start + bytes.count {
          start = entry.range.lowerBound
          bytes = source.read(start..<max(entry.range.upperBound, start + ahead))
        }
        let range = entry.range.lowerBound - start..<entry.range.upperBound - start
        guard range.upperBound <= bytes.count, Checksum.of(bytes[range]) == entry.checksum else {
          throw Failure(
            .badData, "the row is no longer what it was when the suite was loaded",
            at: Place(file: file.name.path, line: entry.line),
            remedy: "Leave data files alone while a run reads them.")
        }
        return try parser.record(bytes, range, line: entry.line, source: file.name)
      }
    }
  }
}
