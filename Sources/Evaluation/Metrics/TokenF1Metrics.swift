/// The mean over samples of SQuAD's word overlap (`TokenF1`).
enum TokenF1Metrics {
  static let all: [MetricDefinition] = [
    .mean("token_f1", of: "token_f1", bounds: 0...1, [.generate], .higherIsBetter)
  ]
}
