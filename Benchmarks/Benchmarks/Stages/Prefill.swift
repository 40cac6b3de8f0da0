internal import Benchmark
internal import Inference

/// Reading a prompt of 512 tokens that nothing is known of; logits at the last one.
func registerPrefill() {
  let count = 512
  Benchmark("prefill_\(count)_tokens", configuration: Rate.tokens.configuration(seconds: 3)) {
    (benchmark, work: EngineWork) in
    let request = ScoringRequest(tokens: work.tokens.sequence(count + 1), scoredFrom: count)
    try Rate.tokens.record(count, to: benchmark) { blackHole(try work.engine.score([request])) }
  } setup: {
    try EngineWork()
  }
}
