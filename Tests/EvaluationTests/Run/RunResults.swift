import Evaluation
import Foundation

extension Run {
  /// All that a run found out, as bytes: what law 3 promises to be the same.
  ///
  /// Bytes, because Swift holds texts equal whose bytes differ.
  func resultBytes() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var bytes = Data("\(id) \(name)\n".utf8)
    for suite in suites {
      bytes += Data("\(suite.definition.id) \(suite.planned)\n".utf8)
      bytes += try encoder.encode(suite.metrics)
      for result in try suite.samples.all() {
        bytes += try encoder.encode(result.sample)
        bytes += try encoder.encode(result.responses)
        bytes += try encoder.encode(result.score)
      }
    }
    return bytes + (try encoder.encode(verdict))
  }
}
