import Evaluation
import TestSupport
import Testing

/// Which samples of a plan a filter leaves.
struct PlanSelectionTests {
  private static let suites = [
    sliced("reading", ["fr-1": "law", "fr-2": "art", "de-1": "law", "a,b+c": "art"]),
    sliced("quiz", ["fr-1": "art", "fr-9": "sea"]),
    SmallSuites.rolling("pages", samples: 2),
  ]

  /// A suite whose samples are sliced by topic, in the order of their ids.
  private static func sliced(_ id: String, _ topics: [String: String]) -> Suite {
    var suite = SmallSuites.rolling(id, samples: topics.count)
    let samples = zip(suite.samples, topics.sorted { $0.key < $1.key }).map { sample, topic in
      var sample = sample
      sample.id = topic.key
      sample.slices = ["topic": topic.value]
      return sample
    }
    suite.samples = SampleList(samples)
    return suite
  }

  private func selected(_ filter: String, limit: Int? = nil) throws -> [String] {
    let plan = try Plan.small(PlanSelectionTests.suites, filter: filter, limit: limit)
    return plan.suites.flatMap { suite in
      suite.samples.map { "\(suite.definition.id)/\($0.id)" }
    }
  }

  @Test(
    arguments: [
      ("id:fr-*", ["reading/fr-1", "reading/fr-2", "quiz/fr-1", "quiz/fr-9"]),
      ("reading/fr-*", ["reading/fr-1", "reading/fr-2"]),
      ("*/fr-1", ["reading/fr-1", "quiz/fr-1"]),
      ("slice:topic=law", ["reading/de-1", "reading/fr-1"]),
      ("slice:topic=*a*,!reading", ["quiz/fr-1", "quiz/fr-9"]),
      ("slice:topic=art + id:fr-*", ["reading/fr-2", "quiz/fr-1"]),
      ("id:fr-*,!quiz", ["reading/fr-1", "reading/fr-2"]),
      ("reading,!slice:topic=art", ["reading/de-1", "reading/fr-1"]),
      ("!id:fr-* + !pages", ["reading/a,b+c", "reading/de-1"]),
      ("pages,quiz/fr-9", ["quiz/fr-9", "pages/p0", "pages/p1"]),
      ("id:a?b+c", ["reading/a,b+c"]),
    ])
  func aFilterSelectsSamples(filter: String, expected: [String]) throws {
    #expect(try selected(filter) == expected)
  }

  @Test func aLimitIsOfWhatTheFilterLeft() throws {
    let all = try selected("id:fr-*")
    let one = try selected("id:fr-*", limit: 1)
    #expect(one.count == 2)
    #expect(Set(one).isSubset(of: all))
    #expect(one.map { $0.prefix { $0 != "/" } } == ["reading", "quiz"])
  }

  @Test func aGatedPlanStillAwaitsEverySample() throws {
    let policy = [Condition(id: "c", metric: "quiz.*", kind: .completeness)]
    let plan = try Plan.small(PlanSelectionTests.suites, policy: policy, filter: "quiz/fr-9")
    #expect(plan.suites.map(\.samples.count) == [1])
    #expect(plan.suites.map(plan.plannedSamples) == [2])
    #expect(plan.plannedSuites == ["reading", "quiz", "pages"])
  }

  @Test func withoutAGateTheSelectedSamplesAreAll() throws {
    let plan = try Plan.small(PlanSelectionTests.suites, filter: "quiz/fr-9")
    #expect(plan.suites.map(plan.plannedSamples) == [1])
    #expect(plan.plannedSuites == ["quiz"])
  }

  @Test func theChoiceOfSamplesIsPartOfTheIdentity() throws {
    let model = ScriptedModel.identity()
    let filters = ["id:fr-*", "slice:topic=law", "reading/fr-1", "reading/fr-2"]
    let ids = try filters.map {
      try Plan.small(PlanSelectionTests.suites, filter: $0).id(for: model)
    }
    #expect(Set(ids).count == ids.count)
  }

  @Test func aTermThatMatchesNoSampleIsAWarning() throws {
    let plan = try Plan.small(
      PlanSelectionTests.suites, filter: "id:fr-1,id:zz,slice:topic=lwa,quizz/a,quiz/zz")
    #expect(
      plan.warnings == [
        "the filter's term 'quizz/a' matches no suite",
        "the filter's term 'id:zz' matches no sample",
        "the filter's term 'slice:topic=lwa' matches no sample; slices are of topic",
        "the filter's term 'quiz/zz' matches no sample",
      ])
  }

  @Test func aPlusWithoutBlanksIsExplained() throws {
    let plan = try Plan.small(PlanSelectionTests.suites, filter: "quiz,tag:quality+id:fr-1")
    #expect(
      plan.warnings == [
        "the filter's term 'tag:quality+id:fr-1' matches no suite; for \"and\" write + between "
          + "blanks, or --filter twice"
      ])
  }

  @Test func aFilterThatSelectsNoSampleSaysWhatThereIs() {
    let failure = #expect(throws: Failure.self) { try selected("slice:topic=lwa") }
    #expect(failure?.code == .nothingSelected)
    #expect(failure?.message == "the filter 'slice:topic=lwa' selects none of the 8 samples")
    #expect(
      failure?.remedy
        == "Samples are such as reading/a,b+c, quiz/fr-1, pages/p0; slices are of topic")
  }

  @Test func partsOfManySamplesAreThoseOfFew() throws {
    let rows = (0..<17_000).map { #"{"id": "r\#($0)", "a": \#($0 % 7), "t": "word \#($0)"}"# }
    let folder = try SuiteFolder(
      """
      suite: s
      data: {path: items.jsonl, id: id, slices: [a]}
      task: perplexity
      target: "{{ t }}"
      metrics: [bits_per_byte]
      """, rows.joined(separator: "\n"))
    let suite = try folder.load()
    #expect(!suite.samples.isKept)
    let plan = try Plan.small([suite], filter: "slice:a=3 + !id:r1*")
    let expected = (0..<17_000).filter { $0 % 7 == 3 && !"\($0)".hasPrefix("1") }
    let samples = plan.suites[0].samples
    #expect(samples.map(\.id) == expected.map { "r\($0)" })
    #expect(samples.counts == RequestCounts(samples))
    let some = try Plan.small([suite], filter: "slice:a=3", limit: 20).suites[0].samples
    let chosen = try folder.load(limit: 1000).samples.filter { $0.slices["a"] == "3" }
    #expect(some.count == 20)
    #expect(Set(some.map(\.id)).isSubset(of: chosen.map(\.id)))
  }
}
