import Evaluation
import TestSupport
import Testing

/// A limit on the command line takes evidence away; a plan's own limit says what is wanted.
struct LimitTests {
  private let rows = (0..<20).map { "{\"id\": \"r\($0)\", \"text\": \"word \($0)\"}" }
    .joined(separator: "\n")
  private let suite = """
    suite: words
    data: {path: items.jsonl, id: id}
    task: perplexity
    target: "{{ text }}"
    metrics: [bits_per_byte]
    """

  @Test func aPlansLimitIsThePlan() throws {
    let loaded = try SuiteFolder(suite, rows).load(limits: ["words": 8])
    #expect(loaded.samples.count == 8)
    #expect(loaded.planned == 8)
  }

  @Test func aLimitOnTheCommandLineLeavesThePlanAsItIs() throws {
    let loaded = try SuiteFolder(suite, rows).load(limit: 5, limits: ["words": 8])
    #expect(loaded.samples.count == 5)
    #expect(loaded.planned == 8)
  }

  @Test func aGatedRunWithALimitNeverPasses() async throws {
    let loaded = try SuiteFolder(suite, rows).load(limit: 5)
    let condition = Condition(
      id: "fluent", metric: "words.bits_per_byte", kind: .threshold, atMost: 1e9)
    func verdict(_ policy: [Condition]) async throws -> Verdict {
      let plan = try Plan(
        suites: [loaded], policy: policy, settings: RunSettings(seed: 1, version: "test"))
      return try await Runner(plan, model: ScriptedModel(), recorder: EventCollector()).run()
        .verdict
    }
    #expect(try await verdict([condition]).exitCode == 3)
    #expect(try await verdict([]).exitCode == 0)
  }
}
