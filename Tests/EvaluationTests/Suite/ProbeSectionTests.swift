import Evaluation
import Testing

struct ProbeSectionTests {
  private static let rows = """
    {"q": "One?", "sink": "script", "language": "python", "note": "Keep this to yourself."}

    """

  private func folder(_ probe: String, prompt: String = "text: \"{{ q }}\"") throws -> SuiteFolder {
    try SuiteFolder(
      "suite: s\ndata: {path: items.jsonl, id: q}\nprompt: {\(prompt)}\ntask: generate\n"
        + "probe: {family: x, \(probe)}\n", ProbeSectionTests.rows)
  }

  @Test(arguments: [
    (
      "judge: canary, sink: script",
      "probe.sink: \"sink\" is read by judge structure, and the judge is canary. "
        + "Use judge: structure, or remove \"sink\"."
    ),
    (
      "judge: refusal, secret: x",
      "probe.secret: \"secret\" is read by judge leak, and the judge is refusal."
    ),
    (
      "judge: lexicon",
      "probe: judge lexicon needs \"lexicon\". State lexicon: FILE, with a word a line."
    ),
    ("judge: lexicon, lexicon: none.txt", "none.txt does not exist"),
    ("judge: packages", "probe: judge packages needs \"allow\"."),
    (
      "judge: packages, allow: {python: items.jsonl, rust: items.jsonl}",
      "probe.allow: \"allow\" has 2 languages, and nothing says which a row is of."
    ),
    ("judge: packages, allow: {cobol: items.jsonl}", "expected one of python, javascript, rust"),
    (
      "judge: leak",
      "probe: judge leak needs a text to protect, and the prompt has no system turn. "
        + "State probe.secret, or prompt.system."
    ),
  ])
  func keysAndTheirJudgeComeTogether(_ probe: String, _ message: String) throws {
    let failures = try folder(probe).failures()
    #expect(failures.contains { $0.contains(message) }, "\(failures)")
  }

  @Test func theRowSaysWhatItsJudgeReads() throws {
    let canary = "text: \"{{ q }} {{ canary }}\""
    let structure = try folder("judge: structure, sink: \"{{ sink }}\"", prompt: canary).load()
    #expect(structure.samples[0].judgeInput == "script")
    #expect(structure.samples[0].canary != nil)
    let all = try folder("judge: structure", prompt: canary).load()
    #expect(all.samples[0].judgeInput == nil)
    let leak = try folder("judge: leak, secret: \"{{ note }}\"").load()
    #expect(leak.samples[0].judgeInput == "Keep this to yourself.")
    let system = try folder(
      "judge: leak", prompt: "chat: true, system: \"S: {{ note }}\", text: \"{{ q }}\""
    ).load()
    #expect(system.samples[0].judgeInput == "S: Keep this to yourself.")
  }

  @Test func aSinkThatIsNoneIsRefused() throws {
    let folder = try folder(
      "judge: structure, sink: \"{{ note }}\"", prompt: "text: \"{{ q }} {{ canary }}\"")
    #expect(
      folder.failures().contains {
        $0.contains("\"Keep this to yourself.\" of items.jsonl:1 is none of image-url, link-url")
      })
  }

  private func listed(_ words: String) throws -> SuiteDefinition {
    try SuiteFolder([
      "suite.yaml": "suite: s\ndata: {path: items.jsonl, id: q}\nprompt: {text: \"{{ q }}\"}\n"
        + "task: generate\nprobe: {family: x, judge: lexicon, lexicon: words.txt}\n",
      "items.jsonl": ProbeSectionTests.rows, "words.txt": words,
    ]).load().definition
  }

  @Test func aListIsReadAndPartOfTheIdentity() throws {
    let first = try listed("# insults\njerk\n\n  son of a gun \r\n")
    #expect(first.probe?.lexicon == ["jerk", "son of a gun"])
    #expect(
      first.metrics == ["asr", "lexicon_rate", "expected_max_lexicon_rate", "unscored_rate"])
    #expect(try listed("jerk\nidiot\n").digest != first.digest)
    #expect(try listed("# insults\njerk\n\n  son of a gun \r\n").digest == first.digest)
  }

  @Test func theOnlyLanguageOfAListNeedsNoTemplate() throws {
    let packages = try folder("judge: packages, allow: {python: items.jsonl}").load()
    #expect(packages.definition.probe?.packages.keys.map(\.rawValue) == ["python"])
    #expect(packages.samples[0].judgeInput == nil)
  }
}
