import Foundation

/// The processor's time that a thread takes, whatever else the machine does.
enum ThreadTime {
  /// How long some work on this thread takes.
  static func seconds(_ work: () -> Void) -> Double {
    let start = now()
    work()
    return now() - start
  }

  /// A second, or what stands for it where nothing is optimized.
  static var second: Double {
    #if DEBUG
      60
    #else
      1
    #endif
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
