import Evaluation
import Foundation

/// A judge's outcome for a text, by the way that a run takes.
enum JudgedText {
  static func score(
    _ judge: some ProbeJudge, _ texts: [String], canary: String? = nil, input: String? = nil
  ) -> Score {
    var (sample, responses) = ScoringSamples.generation(texts, canary: canary)
    sample.judgeInput = input
    return judge.score(sample, responses)
  }

  /// Seconds of this thread's processor, whatever else runs.
  static func seconds(_ work: () -> Void) -> Double {
    let start = now()
    work()
    return now() - start
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
