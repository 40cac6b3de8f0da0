internal import Benchmark
internal import Inference

/// Scoring 64 requests with one prefix of 600 tokens and 10 tokens each of their own.
///
/// This is the shape of a few-shot suite. With a warm cache the prefix was seen before, with a cold
/// one it is new; the requests' own tokens are always new.
func registerSharedPrefix() {
  let count = 64
  for isWarm in [true, false] {
    Benchmark(
      "score_\(count)_requests_\(isWarm ? "warm" : "cold")_prefix",
      configuration: .time(seconds: 4)
    ) { (benchmark, work: EngineWork) in
      let prefix = isWarm ? work.prefix : work.tokens.sequence(600)
      let requests = (0..<count).map { _ in
        ScoringRequest(tokens: prefix + work.tokens.sequence(10), scoredFrom: prefix.count)
      }
      benchmark.startMeasurement()
      blackHole(try work.engine.score(requests))
      benchmark.stopMeasurement()
    } setup: {
      try EngineWork()
    }
  }
}
