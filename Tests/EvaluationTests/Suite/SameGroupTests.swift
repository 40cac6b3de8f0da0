import Evaluation
import Testing

/// Exemplars that share a field with the sample, and texts that are counted instead of measured.
struct SameGroupTests {
  private func folder(_ fewShot: String) throws -> SuiteFolder {
    try SuiteFolder([
      "suite.yaml": """
      suite: s
      data: {path: items.csv}
      prompt: {text: "{{ q }}", delimiter: "|", few_shot: {path: shots.csv, \(fewShot)}}
      task: loglikelihood
      target: "{{ a }}"
      """,
      "items.csv": "q,a,topic\none?,1,x\ntwo?,2,y\n",
      "shots.csv": "q,a,topic\ns1,A,y\ns2,B,x\ns3,C,y\ns4,D,x\ns5,E,x\n",
    ])
  }

  private func prompts(_ folder: SuiteFolder) throws -> [String] {
    try folder.load().samples.compactMap { $0.requests.first?.prompt?.plainText }
  }

  @Test func exemplarsAreOfTheSamplesOwnGroup() throws {
    #expect(
      try prompts(try folder("count: 2, same: topic")) == [
        "s2 B|s4 D|one?", "s1 A|s3 C|two?",
      ])
    for sampler in ["random", "balanced"] {
      let drawn = try prompts(try folder("count: 2, same: topic, sampler: \(sampler)"))
      #expect(!drawn[0].contains("s1") && !drawn[0].contains("s3"))
      #expect(Set(drawn[1].split(separator: "|").dropLast()) == ["s1 A", "s3 C"])
    }
  }

  @Test func aGroupWithTooFewIsTold() throws {
    let failures = try folder("count: 3, same: topic").failures()
    #expect(failures.count == 1)
    #expect(failures.first?.contains("shots.csv has 2 for the sample \"L3-") == true)
    #expect(failures.first?.contains("(\"y\"). Ask for fewer") == true)
  }

  @Test func samplersThatDrawFromAllRowsHaveNoGroups() throws {
    #expect(
      try folder("count: 2, same: topic, sampler: lm_eval").failures() == [
        "suite.yaml:3:87: prompt.few_shot.same: expected no field with this sampler, which draws from "
          + "all rows, found \"topic\". Use the sampler first, random or balanced."
      ])
  }

  @Test func anotherTextIsCountedThanIsMeasured() throws {
    let suite = try SuiteFolder(
      """
      suite: s
      data: {path: items.jsonl}
      task: perplexity
      target: "{{ q | replace(' @-@ ', '-') }}"
      counted: "{{ q }}"
      """, "{\"q\": \"a @-@ b c\"}"
    ).load()
    let sample = try #require(suite.samples.first)
    #expect(sample.requests == [.rollingLoglikelihood(text: "a-b c")])
    #expect(sample.counted == TextSize("a @-@ b c"))
    #expect(sample.counted?.words == 4)
    #expect(sample.counted?.bytes == 9)
    let answer = ModelResponse.rollingLoglikelihood(
      RollingLoglikelihood(sum: -3, tokenCount: 5, windows: 1))
    guard case .scored(let values) = PerplexityScorer().score(sample, [answer]).status else {
      throw Failure(.internal, "not scored")
    }
    #expect(values["words"] == 4)
    #expect(values["bytes"] == 9)
  }
}
