internal import Benchmark

/// Something that is done so many times a second.
struct Rate {
  let metric: BenchmarkMetric

  static let tokens = Rate(of: "tokens/s")
  static let kilobytes = Rate(of: "kB/s")

  private init(of name: String) {
    metric = .custom(name, polarity: .prefersLarger, useScalingFactor: false)
  }

  /// Measures this rate for some seconds, after one run that does not count.
  func configuration(seconds: Int) -> Benchmark.Configuration {
    Benchmark.Configuration(
      metrics: [metric], units: [metric: .count], warmupIterations: 1,
      maxDuration: .seconds(seconds), thresholds: [metric: tolerance])
  }

  /// Adds a sample.
  func record(_ count: Int, in seconds: Double, to benchmark: Benchmark) {
    benchmark.measurement(metric, Int((Double(count) / seconds).rounded()))
  }

  /// Measures work, and adds its rate.
  func record(_ count: Int, to benchmark: Benchmark, _ work: () throws -> Void) rethrows {
    let elapsed = try ContinuousClock().measure(work).components
    record(
      count, in: Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18, to: benchmark)
  }
}

extension Benchmark.Configuration {
  /// Measures the time for some seconds, after one run that does not count.
  static func time(
    seconds: Int = 1, in units: BenchmarkTimeUnits = .automatic
  ) -> Benchmark.Configuration {
    Benchmark.Configuration(
      metrics: [.wallClock], timeUnits: units, warmupIterations: 1, maxDuration: .seconds(seconds),
      thresholds: [.wallClock: tolerance])
  }
}

/// How far the best sample may be from a baseline's: it is the one that other work on the machine
/// disturbs least.
var tolerance: BenchmarkThresholds { BenchmarkThresholds(relative: [.p0: 15]) }
