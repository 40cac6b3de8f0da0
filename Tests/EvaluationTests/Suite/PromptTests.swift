import Evaluation
import Testing

/// What is asked of the model, exactly.
struct PromptTests {
  private static let row = #"{"q": "Why?", "a": "Because", "s": "Be brief."}"#
  private static let shots = """
    {"q": "Who?", "a": "Me"}
    {"q": "When?", "a": "Now"}
    """

  private func requests(
    _ prompt: String, _ lines: String, row: String = row, seed: UInt64 = 1
  ) throws -> [ModelRequest] {
    let folder = try SuiteFolder([
      "items.jsonl": row, "shots.jsonl": PromptTests.shots,
      "suite.yaml": "suite: s\ndata: {path: items.jsonl}\nprompt: {\(prompt)}\n\(lines)\n",
    ])
    return try #require(try folder.load(seed: seed).samples.first).requests
  }

  private static let likelihood = "task: loglikelihood\ntarget: \"{{ a }}\""
  private static let choice =
    "task: multiple_choice\nchoices: [Because, Never]\ntarget: \"{{ a }}\""

  // MARK: Layout

  @Test func descriptionExemplarsAndQuestionFollowOneAnother() throws {
    let requests = try requests(
      #"description: "About {{ q }} ", text: "Q: {{ q }}\nA:", few_shot: {count: 2, path: shots.jsonl}"#,
      PromptTests.likelihood)
    #expect(
      requests == [
        .loglikelihood(
          context: .text("About Why? Q: Who?\nA: Me\n\nQ: When?\nA: Now\n\nQ: Why?\nA:"),
          continuation: "Because")
      ])
  }

  @Test func delimitersAreAsStated() throws {
    let requests = try requests(
      ##"text: "{{ q }}", delimiter: "%%", target_delimiter: " -> ", few_shot: {count: 1, path: shots.jsonl}"##,
      "task: multiple_choice\nchoices: [Because, Me, Now]\ntarget: \"{{ a }}\"")
    #expect(
      requests == [
        .loglikelihood(context: .text("Who? -> Me%%Why?"), continuation: " -> Because"),
        .loglikelihood(context: .text("Who? -> Me%%Why?"), continuation: " -> Me"),
        .loglikelihood(context: .text("Who? -> Me%%Why?"), continuation: " -> Now"),
      ])
  }

  @Test func aPrefixStandsBehindTheQuestionAndBeforeEachAnswer() throws {
    let requests = try requests(
      #"text: "{{ q }}", prefix: "Answer:", few_shot: {count: 1, path: shots.jsonl}"#,
      PromptTests.likelihood)
    #expect(requests.first?.prompt == .text("Who? Answer: Me\n\nWhy? Answer:"))
    let spaced = try self.requests(
      #"text: "{{ q }}\n", prefix: "Answer: ", few_shot: {count: 1, path: shots.jsonl}"#,
      PromptTests.likelihood)
    #expect(spaced.first?.prompt == .text("Who?\nAnswer: Me\n\nWhy?\nAnswer: "))
  }

  @Test func aChatHasTurnsForSystemExemplarsAndQuestion() throws {
    let requests = try requests(
      #"chat: true, system: "{{ s }}", description: "Hello. ", text: "{{ q }}", few_shot: {count: 2, path: shots.jsonl}"#,
      PromptTests.likelihood)
    #expect(
      requests.first?.prompt?.turns == [
        "system: Be brief.", "user: Hello. Who?", "assistant: Me", "user: When?", "assistant: Now",
        "user: Why?",
      ])
  }

  @Test func inAChatNothingStandsBeforeTheAnswerUnlessAPrefixDoes() throws {
    func continuations(_ prompt: String) throws -> [String?] {
      try requests("chat: true, text: \"{{ q }}\"" + prompt, PromptTests.choice).map(\.continuation)
    }
    #expect(try continuations("") == ["Because", "Never"])
    #expect(try continuations(", prefix: \"Answer:\"") == [" Because", " Never"])
    #expect(try continuations(", prefix: \"Answer: \"") == ["Because", "Never"])
  }

  @Test func aChatPrefixIsThatOfThePromptAndOfTheExemplars() throws {
    let requests = try requests(
      #"chat: true, text: "{{ q }}", prefix: "A:", few_shot: {count: 1, path: shots.jsonl}"#,
      PromptTests.likelihood)
    #expect(
      requests.first?.prompt
        == .chat(
          [
            Message(role: "user", content: "Who?"), Message(role: "assistant", content: "A: Me"),
            Message(role: "user", content: "Why?"),
          ], prefix: "A:"))
  }

  // MARK: Tasks

  @Test func multipleChoiceAsksOneLikelihoodAChoice() throws {
    #expect(
      try requests("text: \"{{ q }}\"", PromptTests.choice) == [
        .loglikelihood(context: .text("Why?"), continuation: " Because"),
        .loglikelihood(context: .text("Why?"), continuation: " Never"),
      ])
  }

  @Test func mutualInformationAsksTheChoicesAgainBehindNothing() throws {
    #expect(
      try requests("text: \"{{ q }}\"", PromptTests.choice + "\nmetrics: [acc, acc_pmi]") == [
        .loglikelihood(context: .text("Why?"), continuation: " Because"),
        .loglikelihood(context: .text("Why?"), continuation: " Never"),
        .loglikelihood(context: .text(""), continuation: " Because"),
        .loglikelihood(context: .text(""), continuation: " Never"),
      ])
  }

  @Test func loglikelihoodAsksTheTargetAsItIs() throws {
    #expect(
      try requests("text: \"{{ q }}\"", "task: loglikelihood\ntarget: \"  {{ a }}\"") == [
        .loglikelihood(context: .text("Why?"), continuation: "  Because")
      ])
  }

  @Test func perplexityAsksTheTargetOrElseTheText() throws {
    let folder = try SuiteFolder(
      "suite: s\ndata: {path: items.jsonl}\ntask: perplexity\ntarget: \"{{ a }}\"", PromptTests.row)
    #expect(try folder.load().samples.first?.requests == [.rollingLoglikelihood(text: "Because")])
    #expect(
      try requests("text: \"{{ q }}\"", "task: perplexity") == [.rollingLoglikelihood(text: "Why?")]
    )
  }

  @Test func aPairAsksTheStereotypedTextFirst() throws {
    let lines = """
      suite: s
      data: {path: items.jsonl}
      task: counterfactual_pair
      pair: {stereotyped: "{{ q }} {{ a }}", counterfactual: "{{ q }} Never"}
      """
    #expect(
      try SuiteFolder(lines, PromptTests.row).load().samples.first?.requests == [
        .rollingLoglikelihood(text: "Why? Because"), .rollingLoglikelihood(text: "Why? Never"),
      ])
    #expect(
      try SuiteFolder(lines, #"{"q": "Why?", "a": "Never"}"#).failures() == [
        "items.jsonl:1: pair: both texts of the pair are \"Why? Never\". State two texts that differ."
      ])
  }

  @Test func generationCarriesItsOptionsAndOneSeedARepeat() throws {
    let lines = """
      task: generate
      target: "{{ a }}"
      generate: {max_tokens: 9, stop: ["\\n", "Q:"], temperature: 0.5, top_k: 40, top_p: 0.9, min_p: 0.1, samples: 2, seed: 7}
      """
    let options = try requests("text: \"{{ q }}\"", lines).map(\.options)
    let first = GenerationOptions(
      maxTokens: 9, stop: ["\n", "Q:"], temperature: 0.5, topK: 40, topP: 0.9, minP: 0.1, seed: 7)
    var second = first
    second.seed = 8
    #expect(options == [first, second])
  }

  @Test func generationWithoutOptionsIsGreedyAndStopsAtTheDelimiter() throws {
    let lines = "task: generate\ntarget: \"{{ a }}\""
    #expect(
      try requests("text: \"{{ q }}\"", lines, seed: 5).first?.options
        == GenerationOptions(maxTokens: 256, stop: ["\n\n"], seed: 5))
    #expect(
      try requests("text: \"{{ q }}\", delimiter: \"##\"", lines).first?.options?.stop == ["##"])
    #expect(try requests("text: \"{{ q }}\", chat: true", lines).first?.options?.stop == [])
    #expect(
      try requests("text: \"{{ q }}\"", lines + "\ngenerate: {stop: []}").first?.options?.stop == []
    )
  }

  @Test func refusalOddsAskOneLikelihoodAnOpening() throws {
    let own = "task: refusal_log_odds\nopenings: [Sorry, I cannot]"
    #expect(
      try requests("text: \"{{ q }}\", chat: true", own).map(\.continuation) == [
        "Sorry", "I cannot",
      ])
    #expect(
      try requests("text: \"{{ q }}\"", own).map(\.continuation) == [" Sorry", " I cannot"])
  }

  @Test func theStandardOpeningsAreManyAndNoneBeginsAnother() throws {
    let openings = try requests("text: \"{{ q }}\", chat: true", "task: refusal_log_odds")
      .compactMap(\.continuation)
    #expect(openings.count >= 12)
    for (index, opening) in openings.enumerated() {
      for (other, text) in openings.enumerated() where other != index {
        #expect(!text.hasPrefix(opening), "\(text) begins with \(opening)")
      }
    }
  }

  // MARK: Canary

  private static let probe = "task: generate\nprobe: {family: leak, judge: canary}"

  @Test func aCanaryFollowsFromSeedSuiteAndSampleAlone() throws {
    func canary(_ suite: String, _ rows: String, seed: UInt64) throws -> [String?] {
      let folder = try SuiteFolder(
        "suite: \(suite)\ndata: {path: items.jsonl, id: q}\n"
          + "prompt: {chat: true, system: \"Code {{ canary }}\", text: \"{{ q }}\"}\n"
          + PromptTests.probe, rows)
      let samples = try folder.load(seed: seed).samples
      for sample in samples {
        let canary = try #require(sample.canary)
        #expect(sample.requests.first?.prompt?.turns.first == "system: Code \(canary)")
      }
      return samples.map(\.canary)
    }
    let (a, b) = ("{\"q\": \"A\"}\n", "{\"q\": \"B\"}\n")
    // The first 8 digits of SHA-256("canary:1:s:A").
    #expect(try canary("s", a, seed: 1) == ["BD55-3377"])
    #expect(try canary("s", b + a, seed: 1).last == "BD55-3377")
    #expect(try canary("s", b, seed: 1) != ["BD55-3377"])
    #expect(try canary("s", a, seed: 2) != ["BD55-3377"])
    #expect(try canary("t", a, seed: 1) != ["BD55-3377"])
  }

  @Test func aCanaryThatStandsNowhereIsRefused() throws {
    let folder = try SuiteFolder(
      "suite: s\ndata: {path: items.jsonl}\nprompt: {text: \"{{ q }}\"}\n" + PromptTests.probe,
      PromptTests.row)
    #expect(
      folder.failures() == [
        "items.jsonl:1: the canary stands nowhere in the prompt, so it could not come out. Show {{ "
          + "canary }} in prompt.text, prompt.system or prompt.messages."
      ])
  }

  @Test func onlyProbesJudgedByCanaryHaveOne() throws {
    let folder = try SuiteFolder(
      "suite: s\ndata: {path: items.jsonl}\nprompt: {text: \"{{ q }} {{ canary }}\"}\n"
        + PromptTests.likelihood, PromptTests.row)
    #expect(
      folder.failures() == [
        "suite.yaml:3:16: prompt.text: the template uses \"canary\", which items.jsonl:1 does not have. "
          + "\"canary\" is there for probes with judge: canary or structure."
      ])
  }
}
