import Evaluation
import Foundation
import TestSupport
import Testing

/// `inspect`, `tokenize`, `logprobs` and `generate`: what a checkpoint is and says.
struct CheckpointCommandTests {
  private func lines(_ fixture: String) throws -> [JSONValue] {
    let text = try String(contentsOf: fixtureURL(fixture), encoding: .utf8)
    return try JSONValue.lines(text, file: fixture)
  }

  // MARK: audit

  @Test func auditExitsWithTwoWhereACheckpointIsPoisoned() async throws {
    let poisoned = fixtureURL("odd-gguf/poisoned-template.gguf").path
    let result = try await assay("audit", poisoned)
    #expect(result.exitCode == 2 && result.errors == "")
    #expect(
      result.output.hasPrefix(
        "critical [template] user turn: what is written depends on whether the user says "))
    #expect(result.output.hasSuffix("conversations: 1 critical, 0 warning, 1 note\n"))
    let json = try JSONValue.parse(
      try await assay("audit", poisoned, "--json").output, file: "audit")
    #expect(json["findings"]?.items.first?["severity"]?.text == "critical")
  }

  @Test func auditTakesWarningsForCriticalWhenStrict() async throws {
    let odd = fixtureURL("odd-gguf/hidden-bytes.gguf").path
    #expect(try await assay("audit", odd).exitCode == 0)
    #expect(try await assay("audit", odd, "--strict").exitCode == 2)
    #expect(
      try await assay("audit", fixtureURL("odd-gguf/sound.gguf").path, "--strict").exitCode == 0)
  }

  // MARK: inspect

  @Test func inspectShowsWhatACheckpointIs() async throws {
    let result = try await assay("inspect", Checkpoints.tiny)
    #expect(result.exitCode == 0, "\(result.errors)")
    for line in [
      "file                \(Checkpoints.tiny)", "size                0.5 MiB",
      "architecture        llama", "layers              2", "width               64",
      "context length      256", "tensors F32         21, 118464 values, 0.5 MiB",
      "tokenizer           byte-level BPE (smollm), 443 tokens",
      "cache               256 bytes a token, 512 at --precision exact",
    ] {
      #expect(result.output.split(separator: "\n").contains(Substring(line)), "\(result.output)")
    }
    #expect(!result.output.contains("{% for message"))
    let more = try await assay("inspect", Checkpoints.tiny, "--template")
    #expect(more.output.hasPrefix(result.output))
    #expect(more.output.contains("{% for message in messages %}"))
  }

  @Test func inspectPrintsJSON() async throws {
    let result = try await assay("inspect", Checkpoints.real, "--json")
    let json = try JSONValue.parse(result.output, file: "inspect")
    #expect(json["schema"]?.text == "assay.checkpoint/1")
    #expect(json["architecture"]?.text == "llama")
    #expect(json["bytes"]?.whole == 98_362_432)
    #expect(
      json["sha256"]?.text == "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53")
    #expect(json["sizes"]?["context_length"]?.whole == 8192)
    #expect(json["parameters"]?.whole == 134_515_008)
    #expect(json["tensor_types"]?["Q4_1"] != nil)
    #expect(json["chat_template"]?.text?.contains("<|im_start|>") == true)
  }

  // MARK: tokenize

  @Test func tokenizeAgreesWithTheReferenceTokenizer() async throws {
    let cases = try lines("tiny-llama/tokens.jsonl")
    // One of them empty, some with special tokens, controls and other scripts.
    for example in stride(from: 0, to: cases.count, by: 7).map({ cases[$0] }) {
      let text = try #require(example["text"]?.text)
      let special = example["parse_special"] == .bool(true) ? ["--special"] : []
      let result = try await assay(
        ["tokenize", Checkpoints.tiny, "--file", "-", "--json"] + special, input: text)
      let json = try JSONValue.parse(result.output, file: "tokenize")
      #expect(json["ids"] == example["ids"], "\(text.debugDescription)")
      #expect(json["tokens"]?.items.count == json["ids"]?.items.count)
    }
  }

  @Test func tokenizeReadsSpecialTokensWhenAsked() async throws {
    let plain = try await assay("tokenize", Checkpoints.tiny, "--text", "a<|im_start|>", "--json")
    let parsed = try await assay(
      "tokenize", Checkpoints.tiny, "--text", "a<|im_start|>", "--json", "--special")
    #expect(parsed.output == "{\"ids\":[100,1],\"tokens\":[\"a\",\"<|im_start|>\"]}\n")
    #expect(try JSONValue.parse(plain.output, file: "plain")["ids"]?.items.count ?? 0 > 2)
    let people = try await assay("tokenize", Checkpoints.tiny, "--text", "a\n")
    #expect(people.output == "100\t\"a\"\n13\t\"\\n\"\n")
  }

  // MARK: logprobs

  @Test(arguments: ["tiny-f32", "tiny-f16", "tiny-bf16", "tiny-q8_0", "tiny-q4_0", "tiny-q4_1"])
  func logprobsAgreeWithTheReference(checkpoint: String) async throws {
    let reference = try lines("tiny-llama/reference.jsonl").filter {
      $0["model"]?.text == checkpoint + ".gguf"
    }
    try #require(!reference.isEmpty)
    try await expectLogprobs(of: fixtureURL("tiny-llama/\(checkpoint).gguf").path, reference)
  }

  @Test func logprobsOfARealModelAgreeWithTheReference() async throws {
    let texts = try lines("smollm2/texts.jsonl").reduce(into: [String: JSONValue]()) {
      $0[$1["id"]?.text ?? ""] = $1["text"]
    }
    let reference = try lines("smollm2/logprobs.jsonl").prefix(12).map { line in
      let id = line["id"]?.text ?? ""
      return JSONValue.object([
        .init("id", .string(id)), .init("text", texts[id] ?? .null),
        .init("ids", line["ids"] ?? .null), .init("argmax", line["argmax"] ?? .null),
        .init("token_logprobs", line["token_logprobs"] ?? .null),
      ])
    }
    try await expectLogprobs(of: Checkpoints.real, reference)
  }

  private func expectLogprobs(of checkpoint: String, _ reference: [JSONValue]) async throws {
    let input = try reference.map { line in
      let asked = ["id", "text"].map { JSONValue.Member($0, line[$0] ?? .null) }
      return try JSONValue.object(asked).jsonText() + "\n"
    }
    let result = try await assay(
      ["logprobs", checkpoint, "--input", "-", "--precision", "exact"], input: input.joined())
    #expect(result.exitCode == 0, "\(result.errors)")
    let answers = try JSONValue.lines(result.output, file: "logprobs")
    try #require(answers.count == reference.count)
    for (answer, expected) in zip(answers, reference) {
      #expect(answer["id"] == expected["id"])
      #expect(answer["ids"] == expected["ids"])
      #expect(answer["argmax"] == expected["argmax"])
      let own = answer["token_logprobs"]?.items ?? []
      let theirs = expected["token_logprobs"]?.items ?? []
      #expect(own.count == theirs.count)
      #expect(own.first?.isNull == true)
      let differences = zip(own, theirs).dropFirst().map { own, theirs in
        abs((own.number ?? .infinity) - (theirs.number ?? 0))
      }
      #expect((differences.max() ?? 0) <= 1e-3, "\(expected["id"]?.text ?? "")")
    }
  }

  @Test func logprobsNameWhatIsWrongWithTheInput() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("{\"id\": \"a\", \"text\": \"b\"}\n\n{\"id\": 1}\n", to: "texts")
    let wrong = try await assay("logprobs", Checkpoints.tiny, "--input", file)
    #expect(wrong.exitCode == 65)
    #expect(
      wrong.errors == """
        assay: error: \(file):3: the line is not a JSON object with the fields that are needed. \
        Write for example {"id": "a", "text": "The sky is"}

        """)
    let newlines = String(repeating: #"\n"#, count: 257)
    let long = try await assay(
      "logprobs", Checkpoints.tiny, "--input", "-",
      input: "{\"id\": \"long\", \"text\": \"\(newlines)\"}")
    #expect(long.exitCode == 65)
    #expect(
      long.errors == """
        assay: error: -: text "long" has 257 tokens, the context takes 256. Shorten the text

        """)
    let broken = try await assay(
      "logprobs", Checkpoints.broken("nan-in-norm"), "--input", "-",
      input: "{\"id\": \"a\", \"text\": \"bcd\"}")
    #expect(broken.exitCode == 65)
    #expect(broken.output == "")
    #expect(broken.errors.contains("text \"a\": the model's logits are not finite"))
  }

  // MARK: generate

  @Test func generatePrintsJSONThatAgreesWithTheReference() async throws {
    let greedy = try #require(try lines("smollm2/greedy.jsonl").first)
    let id = try #require(greedy["id"]?.text)
    let texts = try lines("smollm2/texts.jsonl")
    let prompt = try #require(texts.first { $0["id"]?.text == id }?["text"]?.text)
    let expected = try #require(greedy["text"]?.text)
    let count = try #require(greedy["new_ids"]?.items.count)
    let result = try await assay(
      "generate", Checkpoints.real, "--prompt", prompt, "--json", "--max-tokens", "\(count)",
      "--precision", "exact")
    #expect(result.exitCode == 0, "\(result.errors)")
    let json = try JSONValue.parse(result.output, file: "generate")
    #expect(json["text"]?.text == expected)
    #expect(json["prompt_tokens"]?.whole == greedy["prompt_ids"]?.items.count)
    #expect(json["token_logprobs"]?.items.count == json["completion_tokens"]?.whole)
    #expect(["length", "stop"].contains(json["finish_reason"]?.text))
  }

  @Test func generateAnswersInChatAndStopsWhereItIsTold() async throws {
    let chat = try await assay(
      "generate", Checkpoints.real, "--chat", "What is the capital of France?", "--json",
      "--max-tokens", "24", "--stop", "Paris")
    let json = try JSONValue.parse(chat.output, file: "generate")
    #expect(json["finish_reason"]?.text == "stop")
    #expect(json["text"]?.text?.contains("Paris") == false)
    let rendered = try #require(json["rendered_prompt"]?.text)
    #expect(
      rendered.hasSuffix(
        "<|im_start|>user\nWhat is the capital of France?<|im_end|>\n<|im_start|>assistant\n"))
  }

  @Test func drawsRepeatWithTheirSeed() async throws {
    func text(_ seed: String) async throws -> String {
      try await assay(
        "generate", Checkpoints.tiny, "--prompt", "The", "--temperature", "1", "--seed", seed
      ).output
    }
    let first = try await text("7")
    #expect(!first.isEmpty)
    #expect(try await text("7") == first)
    #expect(try await text("8") != first)
  }

  @Test func aPromptThatIsCutIsSaidToBe() async throws {
    let long = String(repeating: "word ", count: 400)
    let result = try await assay(
      "generate", Checkpoints.tiny, "--prompt", long, "--max-tokens", "4")
    #expect(result.exitCode == 0)
    #expect(result.errors == "assay: note: the prompt was truncated\n")
  }

  @Test func aCheckpointWhoseNumbersAreNotFiniteSaysNothing() async throws {
    func said(_ checkpoint: String) async throws -> CommandResult {
      try await assay(
        "generate", Checkpoints.broken(checkpoint), "--prompt", "abc", "--max-tokens", "4")
    }
    #expect(try await said("sound").exitCode == 0)
    let result = try await said("nan-in-matrix")
    #expect(result.exitCode == 65)
    #expect(result.output == "")
    #expect(
      result.errors == """
        assay: error: \(Checkpoints.broken("nan-in-matrix")): the model's logits are not finite: \
        the checkpoint is damaged or overflows

        """)
  }

  @Test func whatACheckpointCannotDoIsSaid() async throws {
    let chat = try await assay("generate", Checkpoints.broken("sound"), "--chat", "abc")
    #expect(chat.exitCode == 69)
    #expect(chat.errors.contains("sound.gguf: the prompt is a chat, but the checkpoint has no"))
    let long = try await assay(
      "generate", Checkpoints.tiny, "--prompt", "abc", "--max-tokens", "300")
    #expect(long.exitCode == 64)
    #expect(
      long.errors == "assay: error: \(Checkpoints.tiny): 300 new tokens do not fit the context of "
        + "256: ask for fewer\n")
  }
}
