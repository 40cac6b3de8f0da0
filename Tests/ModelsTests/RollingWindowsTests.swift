import Models
import Testing

/// The windows of lm-evaluation-harness's rolling log-likelihood.
struct RollingWindowsTests {
  @Test func theHarnessesExample() {
    // Ten tokens in a context of four: ([P], 0–3), ([3], 4–7), ([5, 6, 7], 8–9).
    #expect(
      RollingWindows.windows(count: 10, length: 4) == [
        RollingWindows.Window(start: 0, firstScored: 0, end: 4),
        RollingWindows.Window(start: 4, firstScored: 4, end: 8),
        RollingWindows.Window(start: 6, firstScored: 8, end: 10),
      ])
  }

  @Test func everyTokenIsScoredOnce() {
    for count in 0..<40 {
      for length in 1..<12 {
        let windows = RollingWindows.windows(count: count, length: length)
        #expect(windows.flatMap { Array($0.firstScored..<$0.end) } == Array(0..<count))
        // The tokens before the last scored one, and the one before the first, fit the context.
        #expect(windows.allSatisfy { $0.end - $0.start <= length && $0.start >= 0 })
      }
    }
  }
}
