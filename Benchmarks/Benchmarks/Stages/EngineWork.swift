internal import Inference

/// An engine and sequences that it has not seen.
final class EngineWork {
  let engine: Engine
  var tokens: MadeUpTokens
  /// The same 600 tokens every time.
  let prefix: [Int32]

  init() throws {
    engine = try Engine(Subject.checkpoint(), threads: Subject.threads)
    tokens = MadeUpTokens(vocabulary: engine.checkpoint.tokenizer.vocabularySize)
    prefix = tokens.sequence(600)
  }
}

/// Made-up tokens; no two sequences begin alike.
struct MadeUpTokens {
  private let vocabulary: Int
  private var sequences = 0

  init(vocabulary: Int) {
    self.vocabulary = vocabulary
  }

  /// The next sequence.
  mutating func sequence(_ count: Int) -> [Int32] {
    sequences += 1
    return (0..<count).map { Int32(($0 * 7919 + sequences * 104_729) % vocabulary) }
  }
}
