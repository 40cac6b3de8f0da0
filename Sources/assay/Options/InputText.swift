internal import Evaluation
internal import Foundation

/// Text and JSON lines from files or standard input.
enum InputText {
  /// - Parameter path: A file, or `-` for standard input.
  /// - Returns: Its text.
  /// - Throws: `Failure` when it cannot be read or is not UTF-8.
  static func read(_ path: String) throws(Failure) -> String {
    guard
      let data = path == "-"
        ? FileHandle.standardInput.readDataToEndOfFile()
        : FileManager.default.contents(atPath: path)
    else {
      throw Failure(
        .inputMissing, "cannot be read", at: Place(file: path),
        remedy: "Name a file that exists, or - for standard input")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Failure(.badData, "is not UTF-8", at: Place(file: path))
    }
    return text
  }

  /// - Parameters:
  ///   - path: A file of one JSON object a line, or `-`.
  ///   - type: What each line is.
  /// - Returns: One a line that is not empty.
  /// - Throws: `Failure` naming the line that is not such an object.
  static func lines<T: Decodable>(_ path: String, as type: T.Type) throws(Failure) -> [T] {
    var values: [T] = []
    let decoder = JSONDecoder()
    let lines = try read(path).split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() where line.contains(where: { !$0.isWhitespace }) {
      do {
        values.append(try decoder.decode(type, from: Data(line.utf8)))
      } catch {
        throw Failure(
          .badData, "the line is not a JSON object with the fields that are needed",
          at: Place(file: path, line: number + 1),
          remedy: "Write for example {\"id\": \"a\", \"text\": \"The sky is\"}")
      }
    }
    return values
  }
}

/// Whole files.
enum FileContents {
  /// - Parameter path: A file that this process wrote.
  /// - Returns: Its bytes.
  /// - Throws: `Failure` when it is gone.
  static func read(_ path: String) throws(Failure) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(.cannotWrite, "was removed while the run went on", at: Place(file: path))
    }
    return Array(data)
  }
}
