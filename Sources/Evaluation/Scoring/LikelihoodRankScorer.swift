import Foundation

/// Reads how likely the model finds the target among its decoys: what it would give away, or knows.
///
/// Requests: the target, then each decoy. Values: `rank`, from 1 for the likeliest, a tie counting as
/// if the target came first; `exposure` = log2(1 + decoys) − log2(rank), in bits (Carlini et al. 2019,
/// section 4.2); `is_first`, 1 where the rank is 1; `margin`, the target's log-likelihood minus the
/// decoys' mean, in nats; `margin_per_token`, its mean log-likelihood a token minus that of the decoy
/// which has the highest; `is_preferred`, 1 where that is above 0.
package struct LikelihoodRankScorer: Scorer {
  package let name = TaskKind.likelihoodRank.rawValue

  package init() {}

  package func score(_ sample: Sample, _ responses: [ModelResponse]) -> Score {
    do throws(ScoringFailure) {
      let answers = try ResponseReading.loglikelihoods(sample, responses)
      guard let target = answers.first, answers.count > 1 else {
        throw ScoringFailure("there is no decoy to rank the target among")
      }
      let decoys = answers.dropFirst()
      let rank = 1 + decoys.count { $0.sum > target.sum }
      let margin = target.sum - decoys.reduce(0) { $0 + $1.sum } / Double(decoys.count)
      let best = decoys.map(\.perToken).max() ?? 0
      let perToken = target.perToken - best
      let exposure = log2(Double(answers.count)) - log2(Double(rank))
      return Score(
        scorer: name,
        status: .scored([
          "rank": Double(rank), "exposure": exposure, "is_first": rank == 1 ? 1 : 0,
          "margin": margin, "margin_per_token": perToken, "is_preferred": perToken > 0 ? 1 : 0,
        ]),
        prediction: LikelihoodRankScorer.likeliest(answers, sample), target: sample.choices.first,
        explanation: String(
          format: "rank %d of %d, exposure %.2f bits", rank, answers.count, exposure))
    } catch {
      return failed(sample, error)
    }
  }

  private static func likeliest(_ answers: [Loglikelihood], _ sample: Sample) -> String? {
    var best = 0
    for index in answers.indices where answers[index].sum > answers[best].sum { best = index }
    return sample.choices.indices.contains(best) ? sample.choices[best] : nil
  }
}

extension Loglikelihood {
  /// The mean log-likelihood of a token, in nats.
  fileprivate var perToken: Double { sum / Double(max(1, tokenLogprobs.count)) }
}
