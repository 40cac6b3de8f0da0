import Foundation

/// A file of kept answers, one `AnswerLine` each, found by key without being held in memory.
///
/// Lines are only ever appended. A line without its end was torn by a kill and is no part of the
/// journal; a line whose checksum is wrong is damaged and not believed.
struct AnswerJournal: Sendable {
  private static let pieceLength = 1 << 20
  private static let guessedLineLength = 4_096

  private let file: OutputFile
  private var index = AnswerIndex()
  /// Bytes up to the end of the last whole line.
  private(set) var length = 0
  /// What a person should know about what was found.
  private(set) var warnings: [String] = []

  /// Reads which answers a file holds; of two with the same key the first counts.
  ///
  /// - Parameters:
  ///   - file: open for reading.
  ///   - startingAnew: holds nothing, whatever the file does.
  /// - Throws: `Failure`: `badData` where the file is no journal, `cannotWrite` where it cannot be read.
  init(_ file: OutputFile, startingAnew: Bool = false) throws {
    self.file = file
    let start = try file.read(0..<AnswerLine.olderOpening.count)
    let isOlder = !start.isEmpty && AnswerLine.olderOpening.starts(with: start)
    guard
      isOlder
        || start.prefix(AnswerLine.opening.count).elementsEqual(
          AnswerLine.opening.prefix(start.count))
    else {
      throw Failure(
        .badData, "\(file.path) is not a journal of answers",
        remedy: "Move it away, or choose another folder with --out")
    }
    if startingAnew { return }
    if isOlder, start.count == AnswerLine.olderOpening.count {
      warnings = [
        "\(file.path) was written by an older version of Assay; what it held is asked again"
      ]
    } else {
      try readLines()
    }
  }

  /// How many answers there are.
  var count: Int { index.count }

  /// The answer to a key.
  ///
  /// - Throws: `Failure` with `cannotWrite` where the file cannot be read.
  func answer(for key: AnswerKey) throws -> Answer? {
    guard let offset = index[key] else { return nil }
    let line = try line(at: offset)
    // The index knows a part of the key alone.
    return AnswerLine.key(of: line) == key ? AnswerLine.answer(of: line) : nil
  }

  /// Appends answers, all in one write.
  ///
  /// - Throws: `Failure` with `cannotWrite`; the journal is then as it was.
  mutating func append(_ entries: [(key: AnswerKey, answer: Answer)]) throws {
    var writer = JSONWriter()
    var bytes: [UInt8] = []
    var starts: [Int] = []
    for entry in entries {
      starts.append(length + bytes.count)
      AnswerLine.write(entry.key, entry.answer, with: &writer, to: &bytes)
    }
    do {
      try file.write(bytes)
    } catch {
      try? file.truncate(to: length)
      throw error
    }
    length += bytes.count
    for (entry, start) in zip(entries, starts) { index.set(entry.key, to: start) }
  }

  // MARK: Reading

  private mutating func readLines() throws {
    var damaged: (count: Int, first: Int) = (0, 0)
    var number = 0
    // What was read, but is no whole line yet; `length` is where it begins in the file.
    var rest: [UInt8] = []
    while true {
      let piece = try file.read((length + rest.count)..<(length + rest.count + Self.pieceLength))
      let searched = rest.count
      rest += piece
      var start = 0
      var end = rest[searched...].firstIndex(of: 0x0A)
      while let next = end {
        number += 1
        if let key = AnswerLine.key(of: rest[start..<next]) {
          if index[key] == nil { index.set(key, to: length + start) }
        } else {
          if damaged.count == 0 { damaged.first = number }
          damaged.count += 1
        }
        start = next + 1
        end = rest[start...].firstIndex(of: 0x0A)
      }
      rest.removeFirst(start)
      length += start
      if piece.isEmpty { break }
    }
    if damaged.count > 0 { warnings = [warning(damaged)] }
  }

  private func warning(_ damaged: (count: Int, first: Int)) -> String {
    let which =
      damaged.count == 1
      ? "line \(damaged.first) is damaged and was"
      : "\(damaged.count) lines, from line \(damaged.first) on, are damaged and were"
    return "\(file.path): \(which) ignored; what it held is asked again"
  }

  /// The line that begins at an offset, without its line feed; what is left of it where it is torn.
  private func line(at offset: Int) throws -> ArraySlice<UInt8> {
    var guess = AnswerJournal.guessedLineLength
    while true {
      let bytes = try file.read(offset..<(offset + guess))
      if let end = bytes.firstIndex(of: 0x0A) { return bytes[..<end] }
      if bytes.count < guess { return bytes[...] }
      guess *= 4
    }
  }
}
