import Fetching
import Testing

struct PatienceTests {
  private let patience = Patience(attempts: 4, longestWait: 100)

  private func step(_ status: Int?, _ attempt: Int, _ wait: String? = nil) -> Patience.Step {
    let head = status.map { HTTPHead(status: $0, headers: wait.map { ["retry-after": $0] } ?? [:]) }
    // Sunday, 6 November 1994, 08:49:37 GMT.
    return patience.step(after: head, attempt: attempt, now: 784_111_777)
  }

  @Test func waitsGrowAndEnd() {
    #expect(
      (1...4).map { step(nil, $0) } == [
        .again(afterSeconds: 1), .again(afterSeconds: 2), .again(afterSeconds: 4), .end,
      ])
  }

  @Test func onlyWhatPassesIsTriedAgain() {
    for status in [408, 429, 500, 503] { #expect(step(status, 1) == .again(afterSeconds: 1)) }
    for status in [200, 301, 400, 401, 404, 501] { #expect(step(status, 1) == .end) }
  }

  @Test func aStatedWaitIsSecondsOrADate() {
    #expect(step(429, 1, "30") == .again(afterSeconds: 30))
    #expect(step(429, 1, "101") == .end)
    #expect(step(503, 2, "Sun, 06 Nov 1994 08:50:00 GMT") == .again(afterSeconds: 23))
    #expect(step(503, 2, "Sun, 06 Nov 1994 08:00:00 GMT") == .again(afterSeconds: 0))
    #expect(step(503, 2, "soon") == .again(afterSeconds: 2))
  }
}
