import Crypto
import Foundation

/// The content that an answer belongs to: checkpoint, request, precision, engine and instruction set.
///
/// Never a path or a name. Two texts that Swift holds equal but whose bytes differ have different keys.
package struct AnswerKey: Sendable, Hashable {
  /// 64 lower-case hexadecimal digits.
  package let digits: String

  init(digits: String) {
    self.digits = digits
  }
}

/// Makes the keys of one model's answers.
struct AnswerKeys: Sendable {
  /// What the record of an identity holds; names and formats are left out.
  private struct IdentityRecord: Encodable {
    var schema = "assay-answer-1"
    var digest: String
    var precision: String
    var engine: String
    var instructionSet: String
    var contextLength: Int
  }

  /// Has read the identity already.
  private let start: SHA256

  init(_ model: ModelIdentity) throws {
    var hash = SHA256()
    hash.update(
      data: try JSONLines.encode(
        IdentityRecord(
          digest: model.digest, precision: model.precision, engine: model.engine,
          instructionSet: model.instructionSet, contextLength: model.contextLength)))
    start = hash
  }

  func key(for request: ModelRequest) throws -> AnswerKey {
    var hash = start
    do {
      hash.update(data: try JSONLines.encode(RequestRecord(request)))
    } catch {
      throw Failure(.badData, "a request cannot be written as JSON: \(error)")
    }
    return AnswerKey(digits: hexadecimal(hash.finalize()))
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
