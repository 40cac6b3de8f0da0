import Evaluation
import Testing

struct SuiteFileTests {
  private static let rows = """
    {"question": "2+2?", "options": ["3", "4"], "answer": 1}
    {"question": "3+3?", "options": ["6", "7"], "answer": 0}

    """

  /// A correct suite with some lines put in place of its own; a key is replaced by its new lines.
  private func suite(_ changes: [String: String] = [:], adding: String = "") -> String {
    var lines = [
      ("suite", "suite: sums"), ("data", "data: {path: items.jsonl}"),
      ("prompt", "prompt: {text: \"Q: {{ question }}\\nA:\"}"),
      ("task", "task: multiple_choice"), ("choices", "choices: \"{{ options }}\""),
      ("target", "target: \"{{ answer }}\""),
    ]
    for (key, text) in changes {
      lines = lines.map { $0.0 == key ? (key, text) : $0 }
    }
    return lines.map(\.1).filter { !$0.isEmpty }.joined(separator: "\n") + "\n" + adding
  }

  private func failures(_ changes: [String: String] = [:], adding: String = "") throws -> [String] {
    try SuiteFolder(suite(changes, adding: adding), SuiteFileTests.rows).failures()
  }

  @Test func everythingThatASuiteSaysIsRead() throws {
    let folder = try SuiteFolder(
      """
      suite: all-of.it_2
      version: 3
      description: Everything at once.
      tags: [quality, slow]
      data: {path: items.jsonl}
      prompt: {text: "{{ question }}"}
      task: generate
      target: "{{ options[answer] }}"
      positive: "4"
      extract:
        - {regex: 'is (\\d+)', group: 1, pick: last}
        - trim
        - lowercase
        - uppercase
        - first_line
      compare: {ignore_case: true, ignore_punctuation: true, ignore_articles: true, ignore_whitespace: true}
      metrics: [exact_match, token_f1]
      probe: {family: arithmetic, judge: none, severity: high, tier: 2, taxonomy: ["a:1", "b:2"]}
      """, SuiteFileTests.rows)
    let suite = try folder.load()
    let expected = SuiteDefinition(
      id: "all-of.it_2", version: 3, description: "Everything at once.", tags: ["quality", "slow"],
      task: .generate, metrics: ["exact_match", "token_f1"],
      probe: ProbeDefinition(
        family: "arithmetic", judge: .none, severity: "high", tier: 2, taxonomy: ["a:1", "b:2"]),
      extract: [
        ExtractPipeline(steps: [
          .regex(pattern: #"is (\d+)"#, group: 1, pick: .last), .trim, .lowercase, .uppercase,
          .firstLine,
        ])
      ],
      compare: Comparison(
        ignoreCase: true, ignorePunctuation: true, ignoreArticles: true, ignoreWhitespace: true),
      positive: "4", digest: suite.definition.digest, file: folder.path + "/suite.yaml")
    #expect(suite.definition == expected)
    #expect(suite.warnings.isEmpty)
  }

  @Test func whatIsNotSaidHasTheTasksDefaults() throws {
    let definition = try SuiteFolder(suite(), SuiteFileTests.rows).load().definition
    #expect(definition.version == 1)
    #expect(
      definition.metrics == MetricCatalog.defaults(for: .multipleChoice, judge: nil))
    #expect(definition.probe == nil)
    #expect(definition.extract.isEmpty)
    #expect(definition.compare == Comparison())
  }

  @Test func theDigestChangesWithEveryByteOfSuiteAndData() throws {
    let rows = SuiteFileTests.rows
    let few = "prompt: {text: \"Q: {{ question }}\", few_shot: {count: 1, path: shots.jsonl}}"
    let shots = #"{"question": "1+1?", "options": ["2", "3"], "answer": 0}"#
    func digest(_ suite: String, _ rows: String, _ shots: String) throws -> String {
      try SuiteFolder(["suite.yaml": suite, "items.jsonl": rows, "shots.jsonl": shots]).load()
        .definition.digest
    }
    let digests = [
      try digest(suite(), rows, ""), try digest(suite() + "\n", rows, ""),
      try digest(suite(), rows + "\n", ""), try digest(suite(["prompt": few]), rows, shots),
      try digest(suite(["prompt": few]), rows, shots + "\n"),
    ]
    #expect(Set(digests).count == digests.count)
    #expect(digests.allSatisfy { $0.count == 64 })
    #expect(try digest(suite(), rows, "other") == digests[0])
  }

  @Test func aTypoInAKeyIsToldWithTheKeyThatWasMeant() throws {
    #expect(
      try failures(["prompt": "prompt: {text: \"{{ question }}\", few_shots: {count: 1}}"]) == [
        "suite.yaml:3:34: prompt.few_shots: unknown key \"few_shots\". Did you mean \"few_shot\"?"
      ])
    #expect(
      try failures(adding: "matrics: [acc]\n") == [
        "suite.yaml:7:1: matrics: unknown key \"matrics\". Did you mean \"metrics\"?"
      ])
  }

  @Test func anUnknownKeyFarFromAllIsToldWithTheList() throws {
    #expect(
      try failures(adding: "compare: {zzz: 1}\n").last
        == "suite.yaml:7:11: compare.zzz: unknown key \"zzz\". The known keys are: ignore, "
        + "ignore_case, ignore_punctuation, ignore_numbers, ignore_articles, ignore_whitespace, "
        + "tolerance, relative_tolerance.")
  }

  @Test(arguments: ["cross_validation: {folds: 5}", "embed: {}"])
  func keysOfLaterVersionsAreToldSo(_ line: String) throws {
    let key = try #require(line.split(separator: ":").first)
    #expect(
      try failures(adding: line + "\n") == [
        "suite.yaml:7:1: \(key): \"\(key)\" is not supported yet by this version. Remove it, or use a "
          + "version that supports it."
      ])
  }

  @Test func everythingWrongIsToldInOnePassInTheOrderOfTheFile() throws {
    let failures = try SuiteFolder(
      """
      suite: Bad Name
      version: two
      data: {path: nowhere.jsonl, limit: 0}
      prompt: [text]
      task: multiple_choise
      extract: [{regex: "("}, trm]
      probe: {judge: refuse, severity: huge, tier: 4}
      tags: quality
      """, ""
    ).failures()
    #expect(
      failures == [
        "suite.yaml:1:8: suite: expected an id of the characters a-z, 0-9, \".\", \"_\" and \"-\", found "
          + "\"Bad Name\"",
        "suite.yaml:2:10: version: expected a whole number of at least 0, found \"two\"",
        "suite.yaml:3:14: data.path: the file nowhere.jsonl does not exist. Check the path; it is "
          + "relative to the file that names it.",
        "suite.yaml:3:36: data.limit: expected a whole number of at least 1, found \"0\"",
        "suite.yaml:4:9: prompt: expected a mapping such as {text: \"Question: {{ question }}\"}, found a "
          + "list",
        "suite.yaml:5:7: task: expected one of multiple_choice, loglikelihood, perplexity, generate, "
          + "refusal_log_odds, counterfactual_pair, likelihood_rank, found \"multiple_choise\". Did you "
          + "mean \"multiple_choice\"?",
        "suite.yaml:6:19: extract[0].regex: the regular expression \"(\" does not compile: missing "
          + "closing parenthesis, at offset 1. Write it in PCRE2's dialect.",
        "suite.yaml:6:25: extract[1]: expected one of code, first_line, json, lowercase, majority_vote, "
          + "remove_whitespace, take_first, trim, uppercase, {regex: …}, {findall: …}, {multi_choice: …}, "
          + "{map: …}, {take_first_k: …}, {number: …}, {after: …}, {replace: …}, "
          + "found \"trm\". Did you mean \"trim\"?",
        "suite.yaml:7:8: probe.family: the key \"family\" is missing. Name the family, such as refusal, "
          + "injection or bias.",
        "suite.yaml:7:16: probe.judge: expected one of refusal, compliance, canary, structure, "
          + "lexicon, packages, leak, none, found "
          + "\"refuse\". Did you mean \"refusal\"?",
        "suite.yaml:7:34: probe.severity: expected one of low, medium, high, critical, found \"huge\"",
        "suite.yaml:7:46: probe.tier: expected a whole number from 0 to 3, found \"4\"",
        "suite.yaml:8:7: tags: expected a list of texts, found \"quality\"",
      ])
  }

  @Test(arguments: [
    (
      "prompt: {text: \"{{ question }}\", chat: yes}",
      "prompt.chat: expected true or false, found \"yes\""
    ),
    ("prompt: {text: {a: 1}}", "prompt.text: expected a text, found a mapping"),
    ("prompt: {text: }", "prompt.text: expected a text, found nothing"),
    ("prompt: {text: \"{{ question \"}", "prompt.text: not a template: "),
    (
      "prompt: {text: \"{{ question }}\", few_shot: {count: \"1\"}}",
      "prompt.few_shot.count: expected a whole number from 0 to 1000, found \"1\""
    ),
    (
      "prompt: {text: \"{{ question }}\", few_shot: {sampler: first}}",
      "prompt.few_shot.count: the key \"count\" is missing."
    ),
    (
      "prompt: {text: \"{{ question }}\", few_shot: {count: 1, sampler: last}}",
      "prompt.few_shot.sampler: expected one of first, random, balanced, lm_eval, or a list of ids, found \"last\""
    ),
    (
      "prompt: {text: \"{{ question }}\", few_shot: {ids: [a, a]}}",
      "prompt.few_shot.ids: expected different row ids, at least one"
    ),
    (
      "prompt: {text: \"{{ question }}\", few_shot: {ids: [a], sampler: random}}",
      "prompt.few_shot.sampler: expected no sampler beside \"ids\""
    ),
    (
      "prompt: {text: \"{{ question }}\", few_shot: {ids: [a, b], count: 3}}",
      "prompt.few_shot.count: expected as many as there are ids, 2, found \"3\""
    ),
    (
      "prompt: {text: \"{{ question }}\", system: Hello}",
      "prompt.system: a system turn needs a chat."
    ),
    (
      "prompt: {description: Hello}",
      "prompt.text: the key \"text\" is missing. State the template of the question."
    ),
  ])
  func aWrongPromptIsRefused(_ prompt: String, _ message: String) throws {
    let failures = try failures(["prompt": prompt])
    #expect(failures.count == 1)
    #expect(failures.first?.contains(message) == true, "\(failures)")
  }

  @Test(arguments: [
    (
      "generate: {max_tokens: 0}",
      "generate.max_tokens: expected a whole number from 1 to 1000000, found \"0\""
    ),
    (
      "generate: {temperature: -0.1}",
      "generate.temperature: expected a number of at least 0, found \"-0.1\""
    ),
    (
      "generate: {temperature: .nan}",
      "generate.temperature: expected a number of at least 0, found \".nan\""
    ),
    ("generate: {top_p: 0}", "generate.top_p: expected a number above 0, at most 1, found \"0\""),
    (
      "generate: {min_p: 1}",
      "generate.min_p: expected a number of at least 0, below 1, found \"1\""
    ),
    (
      "generate: {top_k: -1}", "generate.top_k: expected a whole number of at least 0, found \"-1\""
    ),
    ("generate: {stop: \"x\"}", "generate.stop: expected a list of texts, found \"x\""),
    ("generate: {stop: [\"\"]}", "generate.stop[0]: expected a text that is not empty, found \"\""),
    (
      "generate: {samples: 0}",
      "generate.samples: expected a whole number from 1 to 10000, found \"0\""
    ),
    ("generate: {seed: -1}", "generate.seed: expected a whole number of at least 0, found \"-1\""),
    ("generate: {tokens: 5}", "generate.tokens: unknown key \"tokens\"."),
    ("compare: {ignore_case: 1}", "compare.ignore_case: expected true or false, found \"1\""),
    (
      "extract: trim",
      "extract: expected a list of steps, or a mapping of names to such, found \"trim\""
    ),
    (
      "extract: [{group: 1}]",
      "extract[0].group: unknown key \"group\". The known keys are: regex, findall, "
    ),
    ("metrics: []", "metrics: expected at least one metric, found an empty list"),
    (
      "metrics: [exact_match, exact_match]",
      "metrics[1]: the metric \"exact_match\" stands here twice"
    ),
    (
      "metrics: [exact_mach]",
      "metrics[0]: the task generate has no metric \"exact_mach\". Did you mean \"exact_match\"?"
    ),
    ("metrics: [f1]", "positive: the metric f1 needs the positive class."),
    (
      "continuation: a",
      "continuation: the task generate does not use \"continuation\". Remove it, or choose another task."
    ),
    (
      "probe: {family: leak, judge: none}\ntags: {}",
      "tags: expected a list of texts, found a mapping"
    ),
    (
      "positive: \"99\"",
      "positive: the positive class \"99\" is no sample's target. Write it as the targets do."
    ),
  ])
  func aWrongFieldOfAGenerateSuiteIsRefused(_ lines: String, _ message: String) throws {
    let failures = try failures(
      ["task": "task: generate", "choices": "", "target": "target: \"{{ options[answer] }}\""],
      adding: lines + "\n")
    #expect(failures.count == 1, "\(failures)")
    #expect(failures.first?.contains(message) == true, "\(failures)")
  }

  @Test(arguments: [
    ("task: generate\nprompt: {text: x}", "target: the key \"target\" is missing."),
    (
      "task: generate\nprompt: {text: x}\nprobe: {family: x, judge: none}",
      "probe: with judge: none nothing decides whether a generated text is right."
    ),
    (
      "task: generate\nprompt: {text: x, few_shot: {count: 1}}\nprobe: {family: x, judge: refusal}",
      "prompt.few_shot: exemplars need a target to show."
    ),
    (
      "task: loglikelihood\nprompt: {text: x}",
      "target: the key \"target\" is missing. The task loglikelihood needs it."
    ),
    (
      "task: loglikelihood\nprompt: {text: x}\ntarget: y\nprobe: {family: x, judge: canary}",
      "probe: judge canary reads generated texts, and the task is loglikelihood."
    ),
    (
      "task: perplexity\ntarget: y\nprompt: {text: x}",
      "prompt.text: the task perplexity measures one text, and both prompt.text and target state one."
    ),
    (
      "task: perplexity\nprompt: {text: x, chat: true}",
      "prompt.chat: the task perplexity does not use \"chat\"."
    ),
    ("task: counterfactual_pair", "pair: the key \"pair\" is missing."),
    (
      "task: counterfactual_pair\npair: {stereotyped: x}",
      "pair.counterfactual: the key \"counterfactual\" is missing."
    ),
    (
      "task: counterfactual_pair\npair: {stereotyped: x, counterfactual: y}\nprompt: {text: x}",
      "prompt: the task counterfactual_pair does not use \"prompt\"."
    ),
    (
      "task: refusal_log_odds\nprompt: {text: x, few_shot: {count: 1}}",
      "prompt.few_shot: the task refusal_log_odds has no answers that exemplars could show."
    ),
    (
      "task: refusal_log_odds\nprompt: {text: x}\nopenings: [I can, Sorry, I cannot]",
      "openings: the opening \"I cannot\" begins with \"I can\", so its probability would count twice."
    ),
    (
      "task: refusal_log_odds\nprompt: {text: x}\nopenings: [Sorry, Sorry]",
      "openings: the opening \"Sorry\" begins with \"Sorry\""
    ),
    (
      "task: refusal_log_odds\nprompt: {text: x}\nopenings: []",
      "openings: expected at least one opening, found an empty list"
    ),
  ])
  func fieldsThatDoNotFitTheTaskAreRefused(_ lines: String, _ message: String) throws {
    let folder = try SuiteFolder(
      "suite: s\ndata: {path: items.jsonl}\n" + lines + "\n", SuiteFileTests.rows)
    let failures = folder.failures()
    #expect(failures.count == 1, "\(failures)")
    #expect(failures.first?.contains(message) == true, "\(failures)")
  }

  @Test(arguments: [
    ("suite: s\n  x: [\n", "not YAML: "),
    ("suite: s\nsuite: t\n", "not YAML: the key \"suite\" stands twice in one mapping"),
    ("- a\n- b\n", "the file is not a mapping of keys to values."),
    ("", "the file is not a mapping of keys to values."),
    ("suite: s\n---\nsuite: t\n", "not YAML: "),
    ("suite: *nowhere\n", "not YAML: found undefined alias"),
  ])
  func whatIsNoMappingInYAMLIsRefused(_ text: String, _ message: String) throws {
    let failures = try SuiteFolder(text, "").failures()
    #expect(failures.count == 1)
    #expect(failures.first?.hasPrefix("suite.yaml:") == true)
    #expect(failures.first?.contains(message) == true, "\(failures)")
  }

  @Test func aMissingSuiteFileIsToldWithItsName() throws {
    let folder = try SuiteFolder()
    do throws(Failures) {
      _ = try SuiteLoader(seed: 1).load(folder.path + "/none.yaml")
      Issue.record("there is no such file")
    } catch {
      #expect(error.all.map(\.code) == [.inputMissing])
      #expect(
        error.all.first.map { folder.shortened($0.message) } == "the file none.yaml does not exist")
    }
  }

  @Test func spacesInTheWrongPlaceAreWarnedOf() throws {
    let folder = try SuiteFolder(
      suite([
        "prompt": "prompt: {text: \"Q: {{ question }} A: \"}",
        "choices": "choices: [\" 3\", \" 4\"]",
        "target": "target: \" 4\"",
      ]), SuiteFileTests.rows)
    #expect(
      try folder.load().warnings.map { folder.shortened($0.description) } == [
        "suite.yaml:3:16: prompt.text: the prompt ends in white space, which stands before each answer. "
          + "End the text without it; prompt.target_delimiter sets what stands between.",
        "suite.yaml:5:11: choices[0]: the choice \" 3\" begins with white space behind a "
          + "target_delimiter that ends in it. Write the choice without it, or state target_delimiter: "
          + "\"\".",
      ])
  }

  @Test func repeatsAtTemperatureZeroAreWarnedOf() throws {
    let folder = try SuiteFolder(
      suite(
        ["task": "task: generate", "choices": ""], adding: "generate: {samples: 3}\n"),
      SuiteFileTests.rows)
    #expect(
      try folder.load().warnings.map(\.message) == [
        "3 samples at temperature 0 are 3 times the same text"
      ])
  }
}
