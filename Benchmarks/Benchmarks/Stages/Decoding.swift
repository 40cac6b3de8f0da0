internal import Benchmark
internal import Inference

/// Continuing one sequence and 16 side by side, after prompts of 64 tokens that do not count.
func registerDecoding() {
  let newTokens = 32
  for sequences in [1, 16] {
    Benchmark(
      "decode_\(sequences)_\(sequences == 1 ? "sequence" : "sequences")",
      configuration: Rate.tokens.configuration(seconds: 5)
    ) { (benchmark, work: EngineWork) in
      let requests = (0..<sequences).map { _ in
        GenerationRequest(
          prompt: work.tokens.sequence(64), maxTokens: newTokens + 1, ignoresEnd: true)
      }
      let results = try work.engine.generate(requests)
      let seconds = results.map { $0.seconds - $0.secondsToFirstToken }.max() ?? 0
      Rate.tokens.record(sequences * newTokens, in: seconds, to: benchmark)
    } setup: {
      try EngineWork()
    }
  }
}
