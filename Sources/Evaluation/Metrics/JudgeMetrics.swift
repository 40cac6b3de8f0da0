/// Grades by another model (`RubricGrader`).
///
/// `judge_pass_rate`: the share of answers that pass; `judge_score`: the mean grade from 0 to 1 (PASS is 1, FAIL 0;
/// of 1 to 5 it is (grade − 1) ÷ 4). Answers without a grade are unscored.
enum JudgeMetrics {
  static let all: [MetricDefinition] = [
    .share("judge_pass_rate", [.generate]),
    .mean("judge_score", of: "judge_score", bounds: 0...1, [.generate], .higherIsBetter),
  ]
}
