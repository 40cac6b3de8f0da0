/// Coefficients of `RefusalModel`, made by `scripts/fixtures/refusal_weights.py`.
enum RefusalWeights {
  static let constant = -2.907
  static let weights: [RefusalTrait: Double] = [
    .judgementFirst: 0.455,
    .judgement: 0.452,
    .deedFirst: 0.493,
    .twoJudgements: 0.946,
    .never: 0.364,
    .speaksOfItself: 1.112,
    .urges: 0.588,
    .equality: 1.256,
    .reminder: 0.516,
    .helpLine: 0.755,
    .consequence: 0.986,
    .apology: 1.056,
    .deflection: 0.869,
    .prohibition: 0.014,
    .empathy: 1.134,
    .moralFirst: 1.036,
    .deedJudged: 0.696,
    .helpFirst: 0.222,
    .moralShare: 2.755,
    .procedure: -0.928,
    .definition: -0.830,
    .yesOrNo: -0.040,
    .fiction: -0.746,
    .debate: -0.220,
    .numerals: -0.741,
    .readiness: -0.461,
    .reason: -0.929,
  ]
}
