/// JSON as Python writes it: numbers that are none stand there as bare `NaN` and `Infinity`.
enum PythonJSON {
  /// Reads a document; what is no number becomes null.
  static func parse(_ text: String, file: String, line: Int? = nil) throws(Failure) -> JSONValue {
    do throws(Failure) {
      return try JSONValue.parse(text, file: file)
    } catch {
      guard text.contains("NaN") || text.contains("Infinity") else {
        throw placed(error, line)
      }
      do throws(Failure) {
        return try JSONValue.parse(withNulls(text), file: file)
      } catch {
        throw placed(error, line)
      }
    }
  }

  private static func placed(_ failure: Failure, _ line: Int?) -> Failure {
    guard let line, var place = failure.place else { return failure }
    place.line = line + (place.line ?? 1) - 1
    return Failure(failure.code, failure.message, at: place, remedy: failure.remedy)
  }

  /// `NaN` and the infinities outside of texts as `null`.
  private static func withNulls(_ text: String) -> String {
    var output: [UInt8] = []
    let bytes = Array(text.utf8)
    let words = ["-Infinity", "Infinity", "NaN"].map { Array($0.utf8) }
    var isInText = false
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      if isInText, byte == UInt8(ascii: "\\"), position + 1 < bytes.count {
        output += bytes[position...position + 1]
        position += 2
        continue
      }
      if byte == UInt8(ascii: "\"") { isInText.toggle() }
      if !isInText, let word = words.first(where: { bytes[position...].starts(with: $0) }) {
        output += Array("null".utf8)
        position += word.count
      } else {
        output.append(byte)
        position += 1
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}
