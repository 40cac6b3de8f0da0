import Evaluation
import Foundation
import TestSupport
import Testing

struct AnswerCacheTests {
  private let folder: TemporaryFolder
  private let journal: String

  init() throws {
    folder = try TemporaryFolder()
    journal = folder.file("answers.jsonl")
  }

  /// Asks through the journal, as a process of its own would.
  private func ask(
    _ requests: [ModelRequest], _ model: ScriptedModel = ScriptedModel()
  ) async throws -> (responses: [ModelResponse], warnings: [String]) {
    let cache = try AnswerCache(journal: journal)
    let answers = try await CachedModel(model, cache: cache).answer(requests)
    try cache.close()
    return (answers.map(\.response), cache.warnings)
  }

  private let requests = SmallSuites.mixed.flatMap(\.samples).flatMap(\.requests)

  @Test func answersComeBackFromDiskBitByBit() async throws {
    let numbers = [
      -0.0, -1.0 / 3, -Double.leastNonzeroMagnitude, -2024 * Double.leastNonzeroMagnitude,
      -1.7976931348623157e308, -0.1,
      -2.220446049250313e-16, -123_456_789.123_456_78,
    ]
    let script: ScriptedModel.Script = { request in
      guard case .generate(.text(let text), _) = request else {
        return .loglikelihood(
          Loglikelihood(
            sum: -0.0, isGreedy: true, tokens: HostileText.all.map(\.text), tokenLogprobs: numbers,
            contextTokens: 3, renderedPrompt: "<|im_start|>\u{0}", notes: ["truncated"]))
      }
      return .generation(
        GeneratedText(
          text: text, finishReason: .context, promptTokens: 1, completionTokens: 2,
          tokenLogprobs: numbers, renderedPrompt: nil, notes: []))
    }
    let requests =
      HostileText.all.map {
        ModelRequest.generate(
          prompt: .text($0.text), options: GenerationOptions(maxTokens: 1, stop: [$0.name]))
      } + [.loglikelihood(context: .text("c"), continuation: "d")]
    let written = try await ask(requests, ScriptedModel(script: script))
    let silent = ScriptedModel(failingAt: 0)
    let read = try await ask(requests, silent)
    #expect(silent.batchSizes.isEmpty)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(try encoder.encode(read.responses) == encoder.encode(written.responses))
    for (old, new) in zip(written.responses, read.responses) {
      #expect(bits(old) == bits(new))
    }
  }

  private func bits(_ response: ModelResponse) -> [UInt64] {
    switch response {
    case .loglikelihood(let value): ([value.sum] + value.tokenLogprobs).map(\.bitPattern)
    case .generation(let value):
      value.tokenLogprobs.map(\.bitPattern) + value.text.utf8.map(UInt64.init)
    case .rollingLoglikelihood(let value): [value.sum.bitPattern]
    case .failure: []
    }
  }

  @Test func timesAreKept() async throws {
    let cache = try AnswerCache(journal: journal)
    let model = CachedModel(ScriptedModel(), cache: cache)
    _ = try await model.answer([requests[0]])
    let again = try await model.answer([requests[0]])
    #expect(again[0].timing?.seconds == 0.001)
  }

  @Test func aDamagedLineIsReportedAndAskedAgain() async throws {
    let expected = try await ask(requests).responses
    let lines = try folder.bytes("answers.jsonl").split(separator: 0x0A)
    // A digit of a number: the line is still JSON, and only the checksum tells.
    let at = try #require(lines[4].firstRange(of: Data(#""logprobs":[-"#.utf8))?.upperBound)
    var damaged = lines.map { Data($0) }
    damaged[4][damaged[4].startIndex + at - lines[4].startIndex] ^= 1
    try Data(damaged.joined(separator: [0x0A]) + [0x0A]).write(to: URL(filePath: journal))
    let model = ScriptedModel()
    let (responses, warnings) = try await ask(requests, model)
    #expect(responses == expected)
    #expect(model.requests.count == 1)
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains(journal) == true)
    #expect(warnings.first?.contains("line 5") == true)
  }

  @Test func noFlippedBitIsEverBelieved() async throws {
    let expected = try await ask(Array(requests.prefix(2))).responses
    let whole = try folder.bytes("answers.jsonl")
    for index in whole.indices {
      var damaged = whole
      damaged[index] ^= UInt8(1 << (index % 8))
      try damaged.write(to: URL(filePath: journal))
      do {
        #expect(try await ask(Array(requests.prefix(2))).responses == expected, "byte \(index)")
      } catch let failure as Failure {
        // Its beginning is what makes a file a journal at all.
        #expect(failure.code == .badData)
        #expect(index < 16)
      }
    }
  }

  @Test func aFileThatIsSomethingElseIsLeftAlone() throws {
    for text in ["# My notes\n", "{\"a\": 1}\n", "x"] {
      try folder.write(text, to: "answers.jsonl")
      for anew in [true, false] {
        let failure = #expect(throws: Failure.self) {
          try AnswerCache(journal: journal, startingAnew: anew)
        }
        #expect(failure?.code == .badData)
        #expect(try folder.bytes("answers.jsonl") == Data(text.utf8))
      }
    }
  }

  @Test func anOlderJournalIsAskedAgainAndSaysSo() async throws {
    let older = #"{"v":1,"check":"0123456789abcdef","entry":{"key":"00","seconds":1}}"# + "\n"
    try folder.write(older + older, to: "answers.jsonl")
    let model = ScriptedModel()
    let (_, warnings) = try await ask(requests, model)
    #expect(model.requests.count == 26)
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains("older version") == true)
    #expect(try !folder.bytes("answers.jsonl").starts(with: Data(older.utf8)))
    let silent = ScriptedModel(failingAt: 0)
    #expect(try await ask(requests, silent).warnings == [])
  }

  @Test func ofTwoLinesWithTheSameKeyTheFirstCounts() async throws {
    let first = try await ask([requests[0]]).responses
    let whole = try folder.bytes("answers.jsonl")
    try folder.write("", to: "answers.jsonl")
    let script: ScriptedModel.Script = { _ in
      .loglikelihood(
        Loglikelihood(sum: -99, isGreedy: false, tokens: [], tokenLogprobs: [], contextTokens: 1))
    }
    _ = try await ask([requests[0]], ScriptedModel(script: script))
    let other = try folder.bytes("answers.jsonl")
    try (whole + other).write(to: URL(filePath: journal))
    #expect(try await ask([requests[0]], ScriptedModel(failingAt: 0)).responses == first)
    try (other + whole).write(to: URL(filePath: journal))
    #expect(try await ask([requests[0]], ScriptedModel(failingAt: 0)).responses != first)
  }

  @Test func thousandsOfAnswersAreFoundByTheirKeys() async throws {
    let many = (0..<5_000).map { ModelRequest.rollingLoglikelihood(text: "text \($0)") }
    let long = ModelRequest.rollingLoglikelihood(text: String(repeating: "long ", count: 9_000))
    let written = try await ask(many + [long])
    let silent = ScriptedModel(failingAt: 0)
    #expect(
      try await ask(many.reversed() + [long], silent).responses.last == written.responses.last)
    #expect(try await ask(many, silent).responses == written.responses.dropLast())
    #expect(silent.batchSizes.isEmpty)
  }

  @Test func startingAnewForgetsEverything() async throws {
    _ = try await ask(requests)
    let cache = try AnswerCache(journal: journal, startingAnew: true)
    #expect(cache.count == 0)
    #expect(try folder.bytes("answers.jsonl").isEmpty)
  }

  @Test func aSecondWriterIsTurnedAway() throws {
    let first = try AnswerCache(journal: journal)
    let failure = #expect(throws: Failure.self) { try AnswerCache(journal: journal) }
    #expect(failure?.code == .transient)
    #expect(failure?.message.contains(journal) == true)
    try first.close()
    _ = try AnswerCache(journal: journal)
  }
}
