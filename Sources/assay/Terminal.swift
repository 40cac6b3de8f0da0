internal import Evaluation
internal import Foundation
internal import Reports
internal import Synchronization

/// What standard output and standard error are connected to.
enum Terminal {
  /// Columns of standard output, if it is a terminal.
  static var width: Int? { columns(STDOUT_FILENO) }

  /// Whether colours may be used (https://no-color.org).
  static var hasColor: Bool {
    isatty(STDOUT_FILENO) == 1 && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
  }

  /// Columns of standard error, if it is a terminal outside of CI.
  static var progressWidth: Int? {
    let environment = ProcessInfo.processInfo.environment
    let isCI = ["CI", "BUILD_NUMBER"].contains { !(environment[$0] ?? "").isEmpty }
    return isCI ? nil : columns(STDERR_FILENO)
  }

  private static func columns(_ descriptor: Int32) -> Int? {
    guard isatty(descriptor) == 1 else { return nil }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}

/// Shows how far a run is: a bar on a terminal, a line now and then elsewhere.
final class ConsoleProgress: Recorder {
  private let width = Terminal.progressWidth
  private let lastLine = Mutex(-1e9)

  func record(_ event: Event) {
    switch event {
    case .progress(let progress): show(progress)
    case .warning(let text): say("assay: warning: \(Sanitizer.line(text))")
    case .runEnded, .runStopped: if width != nil { StandardError.write("\r\u{1B}[K") }
    default: break
    }
  }

  private func show(_ progress: Evaluation.Progress) {
    let line = ProgressLine(
      label: progress.suite, done: progress.doneRequests, total: progress.totalRequests,
      cached: progress.cachedRequests, errors: progress.withoutScore, elapsed: progress.seconds)
    if let width {
      StandardError.write("\r\u{1B}[K" + line.bar(width: width - 1))
      return
    }
    let isDue = lastLine.withLock { last in
      guard progress.seconds - last >= 10 || progress.doneRequests == progress.totalRequests else {
        return false
      }
      last = progress.seconds
      return true
    }
    if isDue { say(line.counters()) }
  }

  private func say(_ text: String) {
    StandardError.write((width == nil ? "" : "\r\u{1B}[K") + text + "\n")
  }
}
