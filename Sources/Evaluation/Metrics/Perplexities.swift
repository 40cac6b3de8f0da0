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
      var rows: [(loss: Double, size: Double, cluster: String)] = []
      for entry in input.scored {
        guard let ll = entry.values["ll"] else { continue }
        guard let unit else {
          rows.append((-ll, 1, entry.sample.cluster))
          continue
        }
        guard let size = entry.values[unit] else { continue }
        rows.append((-ll, size, entry.sample.cluster))
      }
      return input.corpus(
        RatioStatistic(rows, transform), n: rows.count,
        undefined: "the texts are empty, or the value is too large for a number",
        lacking: input.scored.count - rows.count)
    }
  }
}

/// A function of Σ losses ÷ Σ sizes.
struct RatioStatistic: ResampledStatistic {
  let clusterCount: Int
  let bounds: ClosedRange<Double>? = nil
  let scratchCount = 0
  private let losses: [Double]
  private let sizes: [Double]
  private let transform: @Sendable (Double) -> Double

  var smallestGroup: Int { clusterCount }

  init(
    _ rows: [(loss: Double, size: Double, cluster: String)],
    _ transform: @escaping @Sendable (Double) -> Double
  ) {
    let clustered = ClusteredValues(rows.map { (value: $0.loss, cluster: $0.cluster) })
    var losses = [Double](repeating: 0, count: clustered.clusterCount)
    var sizes = losses
    for (row, cluster) in zip(rows, clustered.clusters) {
      losses[cluster] += row.loss
      sizes[cluster] += row.size
    }
    self.losses = losses
    self.sizes = sizes
    self.transform = transform
    clusterCount = clustered.clusterCount
  }

  func value(weights: [Int], scratch: inout [Double]) -> Double? {
    var loss = 0.0
    var size = 0.0
    for cluster in 0..<clusterCount {
      let weight = Double(weights[cluster])
      loss += weight * losses[cluster]
      size += weight * sizes[cluster]
    }
    guard size > 0 else { return nil }
    let value = transform(loss / size)
    return value.isFinite ? value : nil
  }
}
