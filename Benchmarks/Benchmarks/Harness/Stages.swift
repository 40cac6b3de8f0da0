internal import Evaluation
internal import Foundation
internal import Reports
internal import Synchronization

/// How long each stage took, and how much memory the process has behind it.
struct Stages {
  private struct Line {
    var name: String
    var seconds: Double
    /// Of all threads together; `nil` where it was not told apart.
    var processor: Double?
    var resident: Int
  }

  private let samples: Int
  private var lines: [Line] = []
  /// Notes memory while the run goes on.
  let memory = MemoryWatch()

  init(samples: Int) {
    self.samples = samples
  }

  static func seconds(since start: ContinuousClock.Instant) -> Double {
    start.duration(to: .now) / .seconds(1)
  }

  mutating func measure<Result>(
    _ name: String, _ work: () throws -> Result
  ) rethrows -> Result {
    let start = (ContinuousClock.now, Stages.processorSeconds)
    let result = try work()
    note(name, since: start)
    return result
  }

  mutating func measure<Result>(
    _ name: String, _ work: () async throws -> Result
  ) async rethrows -> Result {
    let start = (ContinuousClock.now, Stages.processorSeconds)
    let result = try await work()
    note(name, since: start)
    return result
  }

  private mutating func note(_ name: String, since start: (ContinuousClock.Instant, Double)) {
    lines.append(
      Line(
        name: name, seconds: Stages.seconds(since: start.0),
        processor: Stages.processorSeconds - start.1, resident: MemoryWatch.resident))
  }

  /// What the process's threads have computed so far.
  private static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Tells what the last stage consists of.
  mutating func divide(_ run: Run, model: Double, metrics: Double) {
    guard let last = lines.last else { return }
    for (name, seconds) in [
      ("  of it the scripted model (not counted)", model),
      ("  of it metrics and intervals", metrics),
      ("  of it everything else", last.seconds - model - metrics),
    ] { lines.append(Line(name: name, seconds: seconds, resident: last.resident)) }
  }

  func print() {
    func pad(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    Swift.print("samples: \(samples)\n")
    Swift.print(
      "stage".padding(toLength: 44, withPad: " ", startingAt: 0)
        + pad("seconds", 10) + pad("µs/sample", 12) + pad("CPU seconds", 13) + pad("MiB after", 11))
    for line in lines {
      Swift.print(
        line.name.padding(toLength: 44, withPad: " ", startingAt: 0)
          + pad(Figure.fixed(line.seconds, decimals: 3), 10)
          + pad(Figure.fixed(line.seconds / Double(samples) * 1e6, decimals: 2), 12)
          + pad(line.processor.map { Figure.fixed($0, decimals: 3) } ?? "", 13)
          + pad("\(line.resident >> 20)", 11))
    }
    Swift.print(
      "\nresident while the run went on, in tenths of it (MiB): "
        + memory.tenths.map { "\($0 >> 20)" }.joined(separator: " "))
    Swift.print("peak: \(MemoryWatch.peak >> 20) MiB")
  }
}

/// Reads the process's memory every tenth of a run.
final class MemoryWatch: Recorder {
  private let state = Mutex<[Int]>([])

  var tenths: [Int] { state.withLock { $0 } }

  func record(_ event: Event) {
    guard case .progress(let progress) = event else { return }
    let tenth = progress.doneSamples * 10 / max(1, progress.totalSamples)
    state.withLock { tenths in
      while tenths.count < tenth { tenths.append(MemoryWatch.resident) }
    }
  }

  /// Bytes that the process has in memory.
  static var resident: Int { field("VmRSS:") }

  /// The most that it ever had.
  static var peak: Int { field("VmHWM:") }

  private static func field(_ name: String) -> Int {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) })
    else { return 0 }
    return (Int(line.filter(\.isNumber)) ?? 0) << 10
  }
}
