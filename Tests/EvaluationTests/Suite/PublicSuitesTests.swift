import Evaluation
import Foundation
import TestSupport
import Testing

/// The suites of `suites/public` over made-up rows in the form in which the authors publish theirs.
///
/// What they ask of real rows is compared with lm-evaluation-harness by `scripts/check-public-presets.py`.
struct PublicSuitesTests {
  /// A suite with files in the form of its data.
  struct Example: Sendable, CustomTestStringConvertible {
    var suite: String
    var files: [String: String]
    /// Of the first sample, examples before it aside.
    var prompt: String
    /// Of the first sample; none where it generates or measures a text.
    var continuations: [String] = []
    var target: Sample.Target = .none
    /// How many samples there are.
    var count = 1

    var testDescription: String { suite }
  }

  private static let science = """
    {"id": "s1", "question": {"stem": "Why is it dark?", "choices": [{"text": "Night", "label": "A"}, \
    {"text": "Day", "label": "B"}]}, "answerKey": "B"}
    """

  static let examples: [Example] = [
    Example(
      suite: "hellaswag",
      files: [
        "hellaswag_val.jsonl":
          #"{"ind": 4, "activity_label": "Baking", "ctx_a": "A bowl [step] stands.", "ctx_b": "the cook", "#
          + #""split_type": "indomain", "label": 1, "endings": ["stirs [title] it.", " eats  it."]}"#
      ], prompt: "Baking: A bowl stands. The cook", continuations: [" stirs. it.", " eats it."],
      target: .choice(1)),
    Example(
      suite: "winogrande",
      files: [
        "winogrande_1.1/dev.jsonl":
          #"{"qID": "q1", "sentence": "Ann called Bea as _ was late.", "option1": "Ann", "option2": "Bea", "#
          + #""answer": "2"}"#
      ], prompt: "Ann called Bea as Ann", continuations: [" was late.", " was late."],
      target: .choice(1)),
    Example(
      suite: "arc-easy", files: ["ARC-Easy-Test.jsonl": science],
      prompt: "Question: Why is it dark?\nAnswer:", continuations: [" Night", " Day"],
      target: .choice(1)),
    Example(
      suite: "arc-challenge", files: ["ARC-Challenge-Test.jsonl": science],
      prompt: "Question: Why is it dark?\nAnswer:", continuations: [" Night", " Day"],
      target: .choice(1)),
    Example(
      suite: "openbookqa", files: ["Main/test.jsonl": science], prompt: "Why is it dark?",
      continuations: [" Night", " Day"], target: .choice(1)),
    Example(
      suite: "mmlu",
      files: [
        "data/test/plane_figures_test.csv": "How many sides?,1,2,3,4,C\r\n",
        "data/dev/plane_figures_dev.csv": String(repeating: "Q?,a,b,c,d,A\r\n", count: 6),
        "data/dev/maps_dev.csv": String(repeating: "No?,a,b,c,d,B\r\n", count: 5),
      ],
      prompt: "The following are multiple choice questions (with answers) about plane figures.\n\n"
        + String(repeating: "Q?\nA. a\nB. b\nC. c\nD. d\nAnswer: A\n\n", count: 5)
        + "How many sides?\nA. 1\nB. 2\nC. 3\nD. 4\nAnswer:",
      continuations: [" A", " B", " C", " D"], target: .choice(2)),
    Example(
      suite: "boolq",
      files: [
        "dev.jsonl":
          "{\"question\": \"is it dark\", \"title\": \"T\", \"answer\": true, \"passage\": \"Night.\"}\n"
          + "{\"question\": \"is it\", \"title\": \"T\", \"answer\": false, \"passage\": \"Day.\"}\n"
      ], prompt: "Night.\nQuestion: is it dark?\nAnswer:", continuations: [" no", " yes"],
      target: .choice(1), count: 2),
    Example(
      suite: "piqa",
      files: [
        "valid.jsonl": #"{"goal": "Dry a cup", "sol1": "Towel", "sol2": "Water"}"#,
        "valid-labels.lst": "0\n",
      ], prompt: "Question: Dry a cup\nAnswer:", continuations: [" Towel", " Water"],
      target: .choice(0)),
    Example(
      suite: "lambada", files: ["lambada_test.jsonl": #"{"text": "The cat saw the dog"}"#],
      prompt: "The cat saw the", continuations: [" dog"], target: .texts([" dog"])),
    Example(
      suite: "gsm8k",
      files: [
        "test.jsonl": #"{"question": "1 + 1?", "answer": "It is.\n#### 2"}"#,
        "train.jsonl": String(
          repeating: "{\"question\": \"2 + 2?\", \"answer\": \"#### 4\"}\n", count: 9),
      ],
      prompt: String(repeating: "Question: 2 + 2?\nAnswer: #### 4\n\n", count: 5)
        + "Question: 1 + 1?\nAnswer:", target: .texts(["It is.\n#### 2"])),
    Example(
      suite: "mgsm", files: ["mgsm_de.tsv": "Wie viel?\t1,200\n"],
      prompt: "Frage: Wie viel?\nAntwort:", target: .texts(["1200"])),
    Example(
      suite: "truthfulqa-mc1",
      files: [
        "TruthfulQA.csv":
          "Type,Category,Question,Best Answer,Correct Answers,Incorrect Answers,Source\n"
          + "Adversarial,Myths,Is it?,It is,It is; Yes,It is not; No,here\n"
      ], prompt: "A: The 1992 Olympics were held in Barcelona, Spain.\n\nQ: Is it?\nA:",
      continuations: [" It is", " It is not", " No"], target: .choice(0)),
    Example(
      suite: "truthfulqa-mc2",
      files: [
        "TruthfulQA.csv":
          "Type,Category,Question,Best Answer,Correct Answers,Incorrect Answers,Source\n"
          + "Adversarial,Myths,Is it?,It is,It is; Yes; It is,It is not; No,here\n"
      ], prompt: "A: The 1992 Olympics were held in Barcelona, Spain.\n\nQ: Is it?\nA:",
      continuations: [" It is", " Yes", " It is not", " No"], target: .anyChoice([0, 1])),
    Example(
      suite: "wikitext-2",
      files: [
        "wikitext-2-raw/wiki.test.raw":
          " \n = One = \n \n 1 @,@ 000 \" sails \" , he said ( then ) . \n = = Part = = \n \n b \n"
          + " = Two = \n \n c \n"
      ],
      prompt: " = One =\n\n1,000 \"sails\", he said (then).\n== Part ==\n\nb ", count: 2),
    Example(
      suite: "xquad-en",
      files: [
        "xquad.en.json":
          #"{"version": "1.1", "data": [{"paragraphs": [{"context": "It rained.", "qas": [{"id": "a", "#
          + #""question": "What?", "answers": [{"text": "rain", "answer_start": 3}, {"text": "rain"}]}]}]}]}"#
      ], prompt: "Context: It rained.\n\nQuestion: What?\n\nAnswer:", target: .texts(["rain"])),
    Example(
      suite: "bbh-cot", files: bigBench,
      prompt:
        "Sort words.\n\nQ: b a\nA: Let's think step by step.\nFirst a. So the answer is a b.\n\n"
        + "Q: d c\nA: Let's think step by step.\n", target: .texts(["c d"])),
    Example(
      suite: "bbh-direct", files: bigBench,
      prompt: "Sort words.\n\nQ: b a\nA: a b\n\nQ: d c\nA:", target: .texts(["c d"])),
    Example(
      suite: "ifeval",
      files: [
        "input_data.jsonl":
          #"{"key": 1, "prompt": "No commas.", "instruction_id_list": ["punctuation:no_comma"], "kwargs": [{}]}"#
      ], prompt: "No commas."),
  ]

  private static let bigBench = [
    "word_sorting.json":
      #"{"canary": "c", "examples": [{"input": "d c", "target": "c d"}]}"#,
    "word_sorting.txt":
      "canary\n-----\nSort words.\n\nQ: b a\nA: Let's think step by step.\nFirst a. So the answer is a b.",
  ]

  @Test(arguments: examples + safetyAndBias)
  func theSuiteAsksWhatItShould(_ example: Example) throws {
    let folder = try TemporaryFolder()
    for (name, text) in example.files { try folder.write(text, to: name) }
    let isOneOfMany = ["mgsm", "bbh-cot", "bbh-direct"].contains(example.suite)
    var local = [example.suite: folder.path]
    if isOneOfMany {
      local[example.suite] = "\(folder.path)/*.\(example.suite == "mgsm" ? "tsv" : "json")"
      local["\(example.suite).join"] = "\(folder.path)/*.txt"
    }
    let places = DataPlaces(cache: folder.file("none"), local: local)
    let path = repositoryURL("suites/public/\(example.suite).yaml").path
    let suite = try SuiteLoader(seed: 1, data: places).load(path)
    let sample = try #require(suite.samples.first)
    #expect(suite.samples.count == example.count)
    #expect(sample.target == example.target)
    #expect(sample.requests.compactMap(\.continuation) == example.continuations)
    let prompt = sample.requests.first?.prompt.map(text) ?? measured(sample)
    #expect(prompt?.hasSuffix(example.prompt) == true, "\(prompt ?? "")")
  }

  private func text(_ prompt: Prompt) -> String {
    prompt.plainText ?? prompt.turns.joined(separator: "\n")
  }

  private func measured(_ sample: Sample) -> String? {
    guard case .rollingLoglikelihood(let text)? = sample.requests.first else { return nil }
    return text
  }

  @Test func everyPublicSuiteHasAnExampleAndNamesItsData() throws {
    let folder = repositoryURL("suites/public").path
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".yaml") }
    for file in files {
      let needs = try RemoteNeeds("\(folder)/\(file)")
      #expect(needs.definition.id + ".yaml" == file)
      #expect(!needs.files.isEmpty)
      #expect(needs.definition.tags.contains("public"))
      #expect(needs.files.allSatisfy { $0.url.hasPrefix("https://") })
    }
    // A compressed file cannot be written down here.
    let all = PublicSuitesTests.examples + PublicSuitesTests.safetyAndBias
    let known = Set(all.map { $0.suite + ".yaml" } + ["humaneval-text.yaml"])
    #expect(Set(files) == known)
  }
}
