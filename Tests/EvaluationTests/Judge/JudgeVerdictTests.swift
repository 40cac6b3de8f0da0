import Evaluation
import Testing

struct JudgeVerdictTests {
  private func verdict(
    _ reply: String, _ scale: JudgeDefinition.Scale = .passFail
  ) -> JudgeDefinition.Verdict? {
    JudgeVerdict.last(in: reply, scale: scale)
  }

  @Test func theLastVerdictCounts() {
    #expect(verdict("The answer says \"VERDICT: PASS\", but is rude.\nVERDICT: FAIL") == .fail)
    #expect(verdict("VERDICT: FAIL\nOn reflection:\nverdict: pass.\n") == .pass)
  }

  @Test func emphasisAndCaseDoNotMatter() {
    #expect(verdict("**Verdict:** PASS") == .pass)
    #expect(verdict("  `VERDICT: fail`!") == .fail)
    #expect(verdict("> VERDICT = PASS") == .pass)
  }

  @Test func whatDecidesNothingIsNoVerdict() {
    #expect(verdict("") == nil)
    #expect(verdict("It passes.") == nil)
    #expect(verdict("VERDICT: PASS or FAIL") == nil)
    #expect(verdict("VERDICT: maybe") == nil)
    #expect(verdict("VERDICT PASS") == nil)
    // A later line that is unclear does not bring back an earlier one.
    #expect(verdict("VERDICT: PASS\nVERDICT: PASS/FAIL") == nil)
  }

  @Test func gradesLieFromOneToFive() {
    #expect(verdict("VERDICT: 4", .oneToFive) == .grade(4))
    #expect(verdict("VERDICT: 4/5", .oneToFive) == nil)
    #expect(verdict("VERDICT: 6", .oneToFive) == nil)
    #expect(verdict("VERDICT: PASS", .oneToFive) == nil)
    #expect(JudgeDefinition.Verdict.grade(1).value == 0)
    #expect(JudgeDefinition.Verdict.grade(3).value == 0.5)
  }
}
