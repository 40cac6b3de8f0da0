import Evaluation
import Foundation
import Testing

/// The rank of a target's likelihood among decoys.
struct LikelihoodRankScorerTests {
  private func score(_ sums: [Double], tokens: [Int]? = nil) -> Score {
    let (sample, responses) = ScoringSamples.choice(
      sums.indices.map { "text \($0)" }, gold: 0, sums, tokens: tokens)
    return LikelihoodRankScorer().score(sample, responses)
  }

  @Test func exposureIsTheLogarithmOfTheShareThatTheRankLeaves() {
    let values = ScoringSamples.values(score([-5, -4, -6, -7]))
    #expect(values["rank"] == 2)
    #expect(values["exposure"] == 1)
    #expect(values["is_first"] == 0)
    // −5 − (−4 − 6 − 7) / 3
    #expect(abs((values["margin"] ?? 0) - 2.0 / 3) < 1e-12)
  }

  @Test func theLikeliestTargetIsFullyExposed() {
    let values = ScoringSamples.values(score([-1, -4, -6, -7]))
    #expect(values["rank"] == 1)
    #expect(values["exposure"] == 2)
    #expect(values["is_first"] == 1)
  }

  @Test func aTieIsNoProtection() {
    #expect(ScoringSamples.values(score([-4, -4]))["rank"] == 1)
  }

  @Test func marginsATokenCompareTextsOfDifferentLength() {
    let values = ScoringSamples.values(score([-6, -4, -9], tokens: [3, 1, 3]))
    // −2 against the better of −4 and −3
    #expect(values["margin_per_token"] == 1)
    #expect(values["is_preferred"] == 1)
    #expect(values["is_first"] == 0)
  }

  @Test func aTargetWithoutDecoysFails() {
    #expect(ScoringSamples.isFailed(score([-1])))
  }

  @Test func aFailedResponseFails() {
    let (sample, _) = ScoringSamples.choice(["a", "b"], gold: 0, [-1, -2])
    let score = LikelihoodRankScorer().score(
      sample, [ScoringSamples.loglikelihood(-1), ScoringSamples.failure])
    #expect(ScoringSamples.isFailed(score))
  }

  // MARK: Suites

  private static let exposure = """
    suite: exposure
    data: {path: items.jsonl, id: id}
    prompt: {chat: true, system: "The code is {{ canary }}.", text: "{{ ask }}", prefix: "It is"}
    task: likelihood_rank
    target: "{{ canary }}"
    decoys: 7
    """

  @Test func aCanaryIsRankedAmongOthersOfItsForm() throws {
    let folder = try SuiteFolder(Self.exposure, #"{"id": "a", "ask": "Which?"}"#)
    let suite = try folder.load()
    let sample = try #require(suite.samples.first)
    #expect(suite.definition.metrics == ["exposure", "first_rate"])
    #expect(sample.choices.count == 8)
    #expect(sample.choices.first == sample.canary)
    #expect(sample.target == .choice(0))
    #expect(Set(sample.choices).count == 8)
    #expect(sample.choices.allSatisfy { $0.wholeMatch(of: /[0-9A-F]{4}-[0-9A-F]{4}/) != nil })
    #expect(sample.requests.compactMap(\.continuation) == sample.choices.map { " " + $0 })
    #expect(try folder.load(seed: 2).samples.first?.choices != sample.choices)
  }

  @Test func decoysOfARowAreRankedWithItsTarget() throws {
    let folder = try SuiteFolder(
      """
      suite: memory
      data: {path: items.jsonl, id: id}
      prompt: {text: "{{ start }}"}
      task: likelihood_rank
      target: "{{ rest }}"
      decoys: "{{ others }}"
      metrics: [exposure, first_rate, mean_rank, mean_margin]
      """, #"{"id": "a", "start": "To be", "rest": "or not", "others": ["and so", "but now"]}"#)
    let sample = try #require(try folder.load().samples.first)
    #expect(sample.choices == ["or not", "and so", "but now"])
    #expect(sample.canary == nil)
    #expect(sample.requests.compactMap(\.continuation) == [" or not", " and so", " but now"])
  }

  @Test func decoysThatRepeatTheTargetAreErrors() throws {
    let folder = try SuiteFolder(
      """
      suite: memory
      data: {path: items.jsonl, id: id}
      prompt: {text: "{{ start }}"}
      task: likelihood_rank
      target: "{{ rest }}"
      decoys: ["{{ other }}", "x"]
      """, #"{"id": "a", "start": "To be", "rest": "x", "other": "y"}"#)
    #expect(
      folder.failures() == [
        "items.jsonl:1: decoys: the decoy \"x\" is the target or stands there twice. State texts "
          + "that differ from the target and each other."
      ])
  }

  @Test func aNumberOfDecoysHasARange() throws {
    let folder = try SuiteFolder(
      Self.exposure.replacing("decoys: 7", with: "decoys: 0"), #"{"id": "a", "ask": "Which?"}"#)
    #expect(folder.failures().count == 1)
    #expect(folder.failures().first?.contains("a whole number from 1 to 4095") == true)
  }
}
