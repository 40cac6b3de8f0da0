internal import Benchmark
internal import Foundation

/// How much work a kernel does, as a figure a second.
struct Rate {
  let metric: BenchmarkMetric
  /// What one call does, in millions.
  let millions: Double

  /// Products that are added up.
  static func multiplyAdds(_ count: Int) -> Rate {
    Rate(
      metric: .custom("MMAC/s", polarity: .prefersLarger, useScalingFactor: false),
      millions: Double(count) * 1e-6)
  }

  /// Bytes of packed weights that are read.
  static func weightBytes(_ count: Int) -> Rate {
    Rate(
      metric: .custom("MB/s of weights", polarity: .prefersLarger, useScalingFactor: false),
      millions: Double(count) * 1e-6)
  }

  /// Bytes of floats that are read.
  static func floatBytes(_ count: Int) -> Rate {
    Rate(
      metric: .custom("MB/s of floats", polarity: .prefersLarger, useScalingFactor: false),
      millions: Double(count) * 1e-6)
  }
}

/// Registers a benchmark whose samples are rates of a kernel that is called over and over.
///
/// - Parameters:
///   - name: Says what is called with what, and ends in the instruction set.
///   - rates: What one call does.
///   - tolerance: How far, in per cent, the best sample may be from a baseline's.
///   - prepare: Makes the input and returns the call; runs only where the benchmark does.
func register(
  _ name: String, _ rates: [Rate], tolerance: Double = 15, prepare: @escaping () -> () -> Void
) {
  let metrics = rates.map(\.metric)
  // The best sample is the one that other work on the machine disturbs least.
  let thresholds = BenchmarkThresholds(relative: [.p0: tolerance])
  let configuration = Benchmark.Configuration(
    metrics: metrics, units: Dictionary(uniqueKeysWithValues: metrics.map { ($0, .count) }),
    warmupIterations: 1, maxDuration: .milliseconds(150),
    thresholds: Dictionary(uniqueKeysWithValues: metrics.map { ($0, thresholds) }))
  Benchmark(name, configuration: configuration) { (benchmark, calls: RepeatedCall) in
    let seconds = calls.run()
    for rate in rates {
      let perSecond = rate.millions * Double(calls.count) / seconds
      benchmark.measurement(rate.metric, Int(perSecond.rounded()))
    }
  } setup: {
    RepeatedCall(prepare())
  }
}

/// A call that is repeated for so long that reading the clock does not show.
private struct RepeatedCall {
  /// Calls a sample.
  let count: Int
  private let call: () -> Void

  /// Seconds that a sample takes at least, where a single call takes less.
  private static let sample = 200e-6

  init(_ call: @escaping () -> Void) {
    self.call = call
    var count = 1
    while count < 1 << 20, RepeatedCall.time(count, call) < RepeatedCall.sample { count *= 2 }
    self.count = count
  }

  /// Seconds of all calls together.
  func run() -> Double { RepeatedCall.time(count, call) }

  private static func time(_ count: Int, _ call: () -> Void) -> Double {
    let start = secondsOfThisThread()
    for _ in 0..<count { call() }
    return secondsOfThisThread() - start
  }

  /// The time that this thread had a processor: kernels never wait, so that only other work on the
  /// machine could add to it.
  private static func secondsOfThisThread() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
