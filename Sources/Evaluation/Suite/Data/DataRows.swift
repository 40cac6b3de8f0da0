/// The rows of a suite's data, or of its exemplars: found in their files, each read when it is asked for.
struct DataRows: Sendable {
  private let files: [DataFile]
  /// The row with which each file begins.
  private let starts: [Int]
  /// The number of rows that are written; at least 1.
  private let written: Int
  /// How often each of them is read, one time after the other.
  private var variants = 1
  private let join: RowJoin?
  private let shaping: RowShaping

  /// Puts files together.
  ///
  /// - Parameters:
  ///   - files: In order.
  ///   - join: A second table.
  ///   - shaping: What is made of each row.
  ///   - place: Where the suite names the files.
  /// - Throws: `Failure` where there is no row, or not as many as in a table that stands beside.
  init(
    _ files: [DataFile], join: RowJoin? = nil, shaping: RowShaping = RowShaping(), place: Place
  ) throws(Failure) {
    self.files = files
    self.join = join
    self.shaping = shaping
    var starts: [Int] = []
    var count = 0
    for file in files {
      starts.append(count)
      count += file.count
    }
    self.starts = starts
    self.written = count
    guard count > 0 else {
      throw Failure(
        .badData, "\(files.map(\.name.path).joined(separator: ", ")) holds no rows", at: place,
        remedy: "Name a file with at least one row.")
    }
    guard count < Int(UInt32.max) else {
      throw Failure(
        .badData, "\(name) and the files beside it hold \(count) rows, more than are read",
        at: place,
        remedy: "Split the suite.")
    }
    if case .beside(let box)? = join, case let other = box.rows, other.count != count {
      throw Failure(
        .badData,
        "\(name) has \(count) rows, and \(other.name), which data.join puts beside it, \(other.count)",
        at: place, remedy: "Name a file with a row for each, or state the field to join on.")
    }
  }

  /// The number of rows, each variant of one counted.
  var count: Int { written * variants }

  /// The same rows, each so many times, told apart by `DataRecord.variant`.
  func varied(_ variants: Int) -> DataRows {
    var rows = self
    rows.variants = variants
    return rows
  }

  /// The first file as messages name it.
  var name: String { files.first?.name.path ?? "" }

  /// Reads rows, one after the other or in any order.
  struct Reader {
    private let rows: DataRows
    private var file = 0
    private var reader: DataFile.Reader
    private var beside: [Reader] = []
    private let ahead: Int

    /// Makes a reader.
    ///
    /// - Parameters:
    ///   - rows: What to read.
    ///   - ahead: How many bytes to read at once: many for rows in order, 0 for single ones.
    init(_ rows: DataRows, ahead: Int = 0) {
      self.rows = rows
      self.ahead = ahead
      reader = DataFile.Reader(rows.files[0], ahead: ahead)
      if case .beside(let box)? = rows.join { beside = [Reader(box.rows, ahead: ahead)] }
    }

    /// A row, joined and shaped.
    ///
    /// - Parameter number: Below the number of rows.
    /// - Returns: The row.
    /// - Throws: `Failure` where it is not written as it should be, or is no longer what it was.
    mutating func record(_ number: Int) throws(Failure) -> DataRecord {
      let index = number / rows.variants
      let own = rows.file(of: index)
      if own != file {
        file = own
        reader = DataFile.Reader(rows.files[own], ahead: ahead)
      }
      var record = try reader.record(index - rows.starts[own])
      switch rows.join {
      case nil: break
      case .beside: record = try RowJoin.merge(record, try beside[0].record(index))
      case .keyed(let table): record = try table.join(record)
      }
      record.variant = number % rows.variants
      return rows.shaping.isEmpty ? record : try rows.shaping.apply(record)
    }
  }

  /// The file that a row is in: the last one that begins no later and is not empty.
  private func file(of row: Int) -> Int {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= row { low = middle } else { high = middle }
    }
    return low
  }
}

/// A second table whose fields rows also have.
enum RowJoin: Sendable {
  /// Row by row.
  case beside(Boxed)
  /// By the value of a field.
  case keyed(KeyedRows)

  /// Rows behind a reference, so that rows can have rows beside them.
  final class Boxed: Sendable {
    let rows: DataRows

    init(_ rows: DataRows) {
      self.rows = rows
    }
  }

  /// A row with the fields of another; a name that both have is an error unless the values agree.
  ///
  /// - Parameters:
  ///   - record: The row.
  ///   - other: The joined one.
  ///   - field: What they met by, which stays the row's own.
  /// - Returns: The row with all fields.
  /// - Throws: `Failure` where they disagree about a field.
  static func merge(
    _ record: DataRecord, _ other: DataRecord, on field: String? = nil
  ) throws(Failure) -> DataRecord {
    var merged = record
    for member in other.members where member.name != field {
      guard let own = record.members.first(where: { $0.name == member.name }) else {
        merged.members.append(member)
        continue
      }
      guard own.value == member.value else {
        throw Failure(
          .badData, "\(record.source.path):\(record.line) has the field \"\(member.name)\" too",
          at: other.place(member.name),
          remedy: "Name the fields of the joined file with data.join.columns.")
      }
    }
    return merged
  }
}

/// Rows by the text of one field.
struct KeyedRows: Sendable {
  let field: String
  private var records: [String: DataRecord] = [:]
  private let name: String

  /// Reads all rows.
  ///
  /// - Throws: `Failure` where a row has no such field, or two have the same text in it.
  init(_ rows: DataRows, field: String) throws(Failure) {
    self.field = field
    name = rows.name
    var reader = DataRows.Reader(rows, ahead: ByteSource.block)
    for index in 0..<rows.count {
      let record = try reader.record(index)
      let key = try KeyedRows.key(record, field)
      if let first = records.updateValue(record, forKey: key) {
        throw Failure(
          .badData, "the value \"\(key)\" is also that of line \(first.line)",
          at: record.place(field), remedy: "data.join.on needs a field whose values differ.")
      }
    }
  }

  /// The row with the fields of the one that has the same text.
  func join(_ record: DataRecord) throws(Failure) -> DataRecord {
    let key = try KeyedRows.key(record, field)
    guard let other = records[key] else {
      throw Failure(
        .badData, "no row of \(name) has \"\(key)\" in the field \"\(field)\"",
        at: record.place(field), remedy: "data.join needs a row for each value.")
    }
    return try RowJoin.merge(record, other, on: field)
  }

  private static func key(_ record: DataRecord, _ field: String) throws(Failure) -> String {
    switch record[field] {
    case .string(let text): return text
    case .int(let number): return String(number)
    case let value:
      throw Failure(
        .badData,
        "data.join.on needs a text or a whole number, and the field is "
          + (value?.kindName ?? "missing"), at: record.place(field))
    }
  }
}
