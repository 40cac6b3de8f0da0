import Crypto
import Foundation

/// The file format of kept answers: one JSON object a line, each with a checksum of its entry.
///
/// `{"v":1,"check":"<16 hexadecimal digits>","entry":{…}}`, the check being the first 64 bits of the
/// SHA-256 of the entry's bytes. Lines are only ever appended. A line without its end was torn by a kill
/// and is no part of the journal; a line whose checksum is wrong is damaged and not believed.
enum AnswerJournal {
  /// What a file holds.
  struct Contents {
    var answers: [AnswerKey: Answer] = [:]
    /// Line numbers, from 1, of lines that cannot be believed.
    var damagedLines: [Int] = []
    /// Bytes up to the end of the last whole line.
    var wholeLength = 0
  }

  private static let opening = Data(#"{"v":1,"check":""#.utf8)
  private static let middle = Data(#"","entry":"#.utf8)
  private static let checkLength = 16

  /// The line of an answer; `nil` for a failure.
  static func line(_ key: AnswerKey, _ answer: Answer) throws -> Data? {
    guard let record = AnswerRecord(key, answer) else { return nil }
    let entry = try JSONLines.encode(record).dropLast()
    return opening + check(entry) + middle + entry + Data("}\n".utf8)
  }

  /// Whether a file can be a journal, whole or torn: it begins as one.
  static func isJournal(_ bytes: Data) -> Bool {
    bytes.prefix(opening.count).elementsEqual(opening.prefix(bytes.count))
  }

  /// Reads every line that can be believed; of two with the same key the first counts.
  static func read(_ bytes: Data) -> Contents {
    var contents = Contents()
    var number = 0
    var start = bytes.startIndex
    while let end = bytes[start...].firstIndex(of: 0x0A) {
      number += 1
      if let (key, answer) = entry(of: bytes[start..<end]) {
        if contents.answers[key] == nil { contents.answers[key] = answer }
      } else {
        contents.damagedLines.append(number)
      }
      start = end + 1
    }
    contents.wholeLength = start - bytes.startIndex
    return contents
  }

  /// Reads a file.
  ///
  /// - Parameter path: the journal.
  /// - Returns: every line that can be believed.
  /// - Throws: `Failure`: `inputMissing` where it cannot be read, `badData` where it is no journal.
  static func read(path: String) throws -> Contents {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw Failure(.inputMissing, "cannot read \(path): \(error.localizedDescription)")
    }
    guard isJournal(bytes) else {
      throw Failure(
        .badData, "\(path) is not a journal of answers",
        remedy: "Move it away, or choose another folder with --out")
    }
    return read(bytes)
  }

  /// What to say about damaged lines.
  static func warnings(about lines: [Int], of path: String) -> [String] {
    guard let first = lines.first else { return [] }
    let which =
      lines.count == 1
      ? "line \(first) is damaged and was"
      : "\(lines.count) lines, from line \(first) on, are damaged and were"
    return ["\(path): \(which) ignored; what it held is asked again"]
  }

  private static func entry(of line: Data) -> (AnswerKey, Answer)? {
    guard line.starts(with: opening), line.last == UInt8(ascii: "}") else { return nil }
    let afterOpening = line.dropFirst(opening.count)
    let check = afterOpening.prefix(checkLength)
    let afterCheck = afterOpening.dropFirst(checkLength)
    guard afterCheck.starts(with: middle) else { return nil }
    let entry = afterCheck.dropFirst(middle.count).dropLast()
    guard check.elementsEqual(AnswerJournal.check(entry)),
      let record = try? JSONDecoder().decode(AnswerRecord.self, from: Data(entry)),
      let answer = record.answer
    else { return nil }
    return (AnswerKey(digits: record.key), answer)
  }

  private static func check(_ entry: Data) -> Data {
    Data(hexadecimal(SHA256.hash(data: entry).prefix(checkLength / 2)).utf8)
  }
}
