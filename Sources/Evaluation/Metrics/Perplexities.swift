import Foundation

/// Perplexities, with lm-evaluation-harness's definitions.
///
/// For `perplexity`: `word_perplexity` = exp(−Σll ÷ Σwords), `byte_perplexity` = exp(−Σll ÷ Σbytes),
/// `bits_per_byte` = −Σll ÷ Σbytes ÷ ln 2, `token_perplexity` = exp(−Σll ÷ Σtokens). For
/// `loglikelihood`: `perplexity` = exp(−mean ll), over samples whatever their length.
enum PerplexityMetrics {
  static let all: [MetricDefinition] = [
    ratio("word_perplexity", over: "words", [.perplexity]) { exp($0) },
    ratio("byte_perplexity", over: "bytes", [.perplexity]) { exp($0) },
    ratio("bits_per_byte", over: "bytes", [.perplexity]) { $0 / M_LN2 },
    ratio("token_perplexity", over: "tokens", [.perplexity]) { exp($0) },
    ratio("perplexity", over: nil, [.loglikelihood]) { exp($0) },
  ]

  private static func ratio(
    _ name: String, over unit: String?, _ tasks: Set<TaskKind>,
    _ transform: @escaping @Sendable (Double) -> Double
  ) -> MetricDefinition {
    MetricDefinition(name, tasks, .lowerIsBetter) { input in
      input.sums(
        of: ["ll"] + (unit.map { [$0] } ?? []),
        undefined: "the texts are empty, or the value is too large for a number"
      ) { sums in
        let size = unit == nil ? sums.count : sums[1]
        return size > 0 ? transform(-sums[0] / size) : nil
      }
    }
  }
}
