import Foundation

/// The processor's time that a thread takes, whatever else the machine does.
enum ThreadTime {
  /// How long some work on this thread takes.
  static func seconds(_ work: () -> Void) -> Double {
    let start = now()
    work()
    return now() - start
  }

  /// Far above what work that grows with its input takes for a megabyte, which is below a second, and
  /// far below what work that grows with its square would.
  static let linear = 20.0

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
