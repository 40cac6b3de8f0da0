/// How far a run is, as a line: pure text of counts and elapsed time.
package struct ProgressLine: Sendable, Equatable {
  /// What is being worked on: a suite's id.
  package var label: String
  package var done: Int
  /// 0 where there is nothing to do.
  package var total: Int
  /// Of `done`, those that came from the cache; they say nothing about the rate.
  package var cached: Int
  /// Samples without a score so far.
  package var errors: Int
  /// Since the start, in seconds.
  package var elapsed: Double

  package init(
    label: String, done: Int, total: Int, cached: Int = 0, errors: Int = 0, elapsed: Double
  ) {
    self.label = label
    self.done = done
    self.total = total
    self.cached = cached
    self.errors = errors
    self.elapsed = elapsed
  }

  /// Requests a second, without those from the cache; `nil` before the first.
  package var rate: Double? {
    let fresh = done - cached
    guard fresh > 0, elapsed > 0 else { return nil }
    return Double(fresh) / elapsed
  }

  /// Seconds until the rest is done at this rate; `nil` where no rate is known.
  package var secondsLeft: Double? {
    if done >= total { return 0 }
    return rate.map { Double(total - done) / $0 }
  }

  /// A bar for a terminal, no wider than `width`, without a line break.
  package func bar(width: Int) -> String {
    let facts = self.facts.joined(separator: "  ")
    let name = DisplayWidth.fitted(Sanitizer.line(label), to: max(8, width / 4))
    let room = width - DisplayWidth.of(name) - DisplayWidth.of(facts) - 4
    guard room >= 6 else { return DisplayWidth.fitted("\(name)  \(facts)", to: width) }
    let size = min(room, 40)
    let steps = Int((share * Double(size * 8)).rounded(.down))
    let blocks = Array(" ▏▎▍▌▋▊▉")
    var bar = String(repeating: "█", count: steps / 8)
    if steps % 8 > 0 { bar.append(blocks[steps % 8]) }
    return "\(name)  \(DisplayWidth.padded(bar, to: size))  \(facts)"
  }

  /// A plain line for logs, without a line break.
  package func counters() -> String {
    ([Sanitizer.line(label) + ":"] + facts).joined(separator: " ")
  }

  private var share: Double {
    total > 0 ? min(1, max(0, Double(done) / Double(total))) : 1
  }

  private var facts: [String] {
    var facts = [
      "\(Int((share * 100).rounded(.down)))%",
      "\(Figure.grouped(done))/\(Figure.grouped(total))",
    ]
    if let rate {
      let number = rate < 10 ? Figure.fixed(rate, decimals: 1) : Figure.grouped(Int(rate))
      facts.append("\(number)/s")
    }
    if let secondsLeft, done < total { facts.append("\(Self.clock(secondsLeft)) left") }
    if errors > 0 { facts.append(errors == 1 ? "1 error" : "\(Figure.grouped(errors)) errors") }
    return facts
  }

  /// `0:07`, `12:30`, `1:02:03`.
  package static func clock(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e7 else { return "?" }
    let whole = Int(seconds.rounded(.up))
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let tail = "\(two(whole % 60))"
    if whole < 3600 { return "\(whole / 60):\(tail)" }
    return "\(whole / 3600):\(two(whole % 3600 / 60)):\(tail)"
  }
}
