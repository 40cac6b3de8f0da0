internal import Benchmark
internal import Inference

/// Packing the weights of an open checkpoint.
func registerLoading() {
  for precision in [Precision.fast, .exact] {
    // The memory does not depend on how busy the machine is; Thresholds/ says what it was.
    let configuration = Benchmark.Configuration(
      metrics: [.wallClock, .peakMemoryResident], maxDuration: .seconds(2),
      thresholds: [.wallClock: tolerance, .peakMemoryResident: .init(relative: [.p90: 10])])
    Benchmark("load_weights_\(precision.rawValue)", configuration: configuration) { benchmark in
      let checkpoint = try Subject.checkpoint()
      benchmark.startMeasurement()
      blackHole(try Engine(checkpoint, precision: precision, threads: Subject.threads))
      benchmark.stopMeasurement()
    }
  }
}
