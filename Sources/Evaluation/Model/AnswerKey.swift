import Crypto

/// The content that an answer belongs to: checkpoint, request, precision, engine and instruction set.
///
/// Never a path or a name. Two texts that Swift holds equal but whose bytes differ have different keys.
package struct AnswerKey: Sendable, Hashable {
  /// A SHA-256, eight bytes a word.
  private let words: SIMD4<UInt64>

  init(_ digest: some Sequence<UInt8>) {
    var words = SIMD4<UInt64>()
    for (place, byte) in digest.prefix(32).enumerated() {
      words[place / 8] = words[place / 8] << 8 | UInt64(byte)
    }
    self.words = words
  }

  /// Reads 64 lower-case hexadecimal digits.
  init?(digits: ArraySlice<UInt8>) {
    guard digits.count == 64 else { return nil }
    var words = SIMD4<UInt64>()
    for (place, digit) in digits.enumerated() {
      let value: UInt8
      switch digit {
      case 0x30...0x39: value = digit - 0x30
      case 0x61...0x66: value = digit - 0x57
      default: return nil
      }
      words[place / 16] = words[place / 16] << 4 | UInt64(value)
    }
    self.words = words
  }

  /// The first eight bytes, as good as random.
  var prefix: UInt64 { words[0] }

  /// 64 lower-case hexadecimal digits.
  var digits: [UInt8] {
    (0..<64).map { place in
      let shift = UInt64(60 - 4 * (place % 16))
      let digit = UInt8(truncatingIfNeeded: words[place / 16] >> shift & 15)
      return digit < 10 ? 0x30 + digit : 0x57 + digit
    }
  }

  package static func == (left: AnswerKey, right: AnswerKey) -> Bool { left.words == right.words }

  package func hash(into hasher: inout Hasher) { hasher.combine(prefix) }
}

/// Makes the keys of one model's answers.
struct AnswerKeys: Sendable {
  private static let schema = "assay-answer-2"

  /// Has read the identity already; names and formats are no part of it.
  private let start: SHA256

  init(_ model: ModelIdentity) {
    let identity = CanonicalList([
      AnswerKeys.schema, model.digest, model.precision, model.engine, model.instructionSet,
      "\(model.contextLength)",
    ])
    var hash = SHA256()
    hash.update(data: Array(identity.digest.utf8))
    start = hash
  }

  /// The keys of some requests.
  ///
  /// - Throws: `Failure` with `badData` where an option of a request is no finite number.
  func keys(for requests: [ModelRequest]) throws(Failure) -> [AnswerKey] {
    var keys: [AnswerKey] = []
    keys.reserveCapacity(requests.count)
    var writer = JSONWriter()
    for request in requests {
      writer.restart()
      RequestDocument.write(request, to: &writer)
      if let field = writer.notFinite {
        throw Failure(.badData, "a request's \(field) is no finite number")
      }
      var hash = start
      writer.bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
      keys.append(AnswerKey(hash.finalize()))
    }
    return keys
  }
}

/// Bytes as lower-case hexadecimal digits.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}
