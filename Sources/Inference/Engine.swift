internal import CKernels

/// A checkpoint that answers: log-probabilities of given tokens, and generated tokens.
///
/// Not thread-safe: one call at a time. Results depend on the checkpoint, the request, the precision
/// and the instruction set alone.
package final class Engine {
  let transformer: Transformer
  var tree: TokenTree
  /// What the checkpoint is.
  package let checkpoint: Checkpoint
  package let precision: Precision
  /// One of those that the processor runs; bits are the same only within one.
  package let instructionSet: String
  package let threads: Int
  /// The instruction sets that this processor runs, the best first.
  package static let instructionSets = [
    "avx512-bf16", "avx512-vnni", "avx2", "neon-i8mm", "neon-dotprod", "portable",
  ].filter { (name: String) in assay_kernels_named(name) != nil }

  /// Changes whenever numbers may change; part of every cache key.
  package static let version = "2"

  /// Loads a checkpoint's weights.
  ///
  /// - Parameters:
  ///   - checkpoint: An open checkpoint.
  ///   - precision: How weights are held and numbers computed.
  ///   - threads: How many threads compute; at least 1.
  ///   - cacheBytes: What the prefix cache may hold; at least one full context always fits.
  ///   - instructionSet: Kernels by name, or the best that the processor runs.
  /// - Throws: `InferenceError` when the checkpoint is not one that this engine runs.
  package init(
    _ checkpoint: Checkpoint, precision: Precision = .fast, threads: Int,
    cacheBytes: Int = 256 << 20, instructionSet: String? = nil
  ) throws(InferenceError) {
    guard let kernels = assay_kernels_named(instructionSet) else {
      throw InferenceError(
        .unsupported, "this processor does not run the \"\(instructionSet ?? "")\" kernels",
        remedy: "It runs \(Engine.instructionSets.joined(separator: ", "))")
    }
    let configuration = checkpoint.configuration
    let fitting =
      cacheBytes / KeyValueCache.slotBytes(configuration, KeyValueCache.Element(precision))
    let slots = min(max(fitting, configuration.contextLength + 64), 1 << 24)
    self.checkpoint = checkpoint
    self.precision = precision
    self.threads = max(1, threads)
    self.instructionSet = String(cString: kernels.pointee.name)
    transformer = try Transformer(
      file: checkpoint.file, configuration: configuration, precision: precision,
      pool: ThreadPool(threads: max(1, threads)), kernels: kernels, slots: slots)
    tree = TokenTree(slots: slots)
  }

  /// The longest sequence in tokens.
  package var contextLength: Int { checkpoint.configuration.contextLength }

  /// Scores tokens given those before them.
  ///
  /// - Parameter requests: Any number; equal prefixes are computed once.
  /// - Returns: As many results, in the same order.
  /// - Throws: `InferenceError` for a request that is out of the checkpoint's range; nothing is
  ///   computed then.
  package func score(_ requests: [ScoringRequest]) throws(InferenceError) -> [TokenScores] {
    for request in requests { try check(request.tokens, length: request.tokens.count - 1) }
    var scores = [TokenScores](repeating: TokenScores(), count: requests.count)
    // Sorted, requests that share a prefix stand together, and a parent precedes its children.
    var queue = requests.indices.filter { requests[$0].scoredFrom < requests[$0].tokens.count }
      .sorted { requests[$0].tokens.lexicographicallyPrecedes(requests[$1].tokens) }[...]
    while !queue.isEmpty {
      tree.beginBatch()
      var wave = ScoringWave()
      while let index = queue.first, wave.add(requests[index], index: index, to: &tree) {
        queue = queue.dropFirst()
      }
      wave.run(on: transformer, tree, into: &scores)
    }
    return scores
  }

  /// Refuses tokens outside of the vocabulary and sequences beyond the context.
  func check(_ tokens: [Int32], length: Int) throws(InferenceError) {
    guard length <= contextLength else {
      throw InferenceError(
        .request, "\(length) tokens do not fit the context of \(contextLength)")
    }
    let vocabulary = Int32(checkpoint.configuration.vocabularySize)
    if let bad = tokens.first(where: { $0 < 0 || $0 >= vocabulary }) {
      throw InferenceError(.request, "the token \(bad) is not in the vocabulary of \(vocabulary)")
    }
  }
}

/// Tokens to score.
package struct ScoringRequest: Sendable, Equatable {
  /// At most one more than the context length.
  package var tokens: [Int32]
  /// The first position that is scored; at least 1, since nothing precedes the first token.
  package var scoredFrom: Int

  package init(tokens: [Int32], scoredFrom: Int) {
    self.tokens = tokens
    self.scoredFrom = max(1, scoredFrom)
  }
}

/// Log-probabilities of a request's scored tokens, in order.
package struct TokenScores: Sendable, Equatable {
  /// Natural logarithms of each scored token given those before it.
  package private(set) var logprobs: [Double] = []
  /// The model's first choice at each scored position; the lowest id among equals.
  package private(set) var argmax: [Int32] = []
  /// Whether all numbers are numbers.
  package private(set) var isFinite = true

  mutating func append(_ row: OutputRow, target: Int) {
    logprobs.append(row.targetLogprobs[target])
    argmax.append(row.best)
    isFinite = isFinite && row.isFinite
  }
}
