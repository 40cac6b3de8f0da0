internal import Benchmark
internal import Inference

/// Opening a checkpoint: metadata, tokenizer and template, but no weights.
func registerOpening() {
  Benchmark("open_checkpoint", configuration: .time()) { _ in
    blackHole(try Subject.checkpoint())
  }
  // What `run` writes into a report; the file is in the system's cache.
  Benchmark("digest_checkpoint", configuration: .time()) { benchmark in
    let checkpoint = try Subject.checkpoint()
    benchmark.startMeasurement()
    blackHole(checkpoint.digest)
    benchmark.stopMeasurement()
  }
}
