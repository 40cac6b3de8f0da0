import Crypto

/// A file with a word or a name a line; empty lines and those that begin with `#` are passed over.
struct WordFile {
  var words: [String]
  /// SHA-256 of the file.
  var digest: String

  /// A registry's whole list of names fits.
  private static let byteLimit = 256 << 20

  static let shape = Shape<WordFile>(.nonEmptyText, read: read)

  private static func read(_ value: YAMLValue) -> WordFile? {
    guard let text = value.nonEmptyText("the path of a file with a word a line") else { return nil }
    do throws(Failure) {
      let path = FilePath.join(folderOf: value.file, text)
      let bytes = try FileBytes.read(path, limit: byteLimit, place: value.place)
      let words = bytes.split { $0 == 0x0A || $0 == 0x0D }
        .map { TextNormalization.trim(String(decoding: $0, as: UTF8.self)) }
        .filter { !$0.isEmpty && !$0.hasPrefix("#") }
      guard !words.isEmpty else {
        throw Failure(
          .badData, "\(path) holds no word", at: value.place, remedy: "Write one a line.")
      }
      return WordFile(words: words, digest: SHA256.hexDigest(bytes))
    } catch {
      value.log.add(error)
      return nil
    }
  }
}
