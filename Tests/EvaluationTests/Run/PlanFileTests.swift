import Evaluation
import Testing

struct PlanFileTests {
  private func folder(_ plan: String, files: [String] = ["a.yaml"]) throws -> SuiteFolder {
    let folder = try SuiteFolder(["plan.yaml": plan])
    for file in files { try folder.write(file, Array("suite: x\n".utf8)) }
    return folder
  }

  private func load(_ folder: SuiteFolder) throws -> PlanFile {
    try PlanFile.load(folder.path + "/plan.yaml")
  }

  private func paths(_ patterns: String, files: [String]) throws -> [String] {
    let folder = try folder("plan: p\nsuites: \(patterns)\n", files: files)
    return try load(folder).suitePaths.map(folder.shortened)
  }

  @Test func everythingThatAPlanSaysIsRead() throws {
    let folder = try folder(
      """
      plan: release
      description: All of it.
      suites: [a.yaml]
      limits: {a: 50, b-2: 10}
      gate:
        - {id: f1, metric: a.f1_macro, slice: "lang=en", kind: threshold, at_least: 0.8, estimator: lower_bound,
           confidence: 0.9, min_samples: 200, min_clusters: 20, max_unscored: 0.01, max_error: 0.02,
           severity: warn, owner: quality, rationale: Users see it.}
        - {id: leaks, metric: "*.asr", kind: zero_tolerance, at_most: 0.05, safety: true}
        - {id: whole, kind: completeness}
      """)
    let plan = try load(folder)
    #expect(plan.name == "release")
    #expect(plan.description == "All of it.")
    #expect(plan.limits == ["a": 50, "b-2": 10])
    #expect(plan.digest.count == 64)
    #expect(plan.policy.map { $0.place?.line } == [6, 9, 10])
    let policy = plan.policy.map { condition in
      var condition = condition
      condition.place = nil
      return condition
    }
    #expect(
      policy == [
        Condition(
          id: "f1", metric: "a.f1_macro", slice: "lang=en", kind: .threshold, atLeast: 0.8,
          estimator: .lowerBound, confidence: 0.9, minSamples: 200, minClusters: 20,
          maxUnscored: 0.01, maxError: 0.02, severity: .warn, owner: "quality",
          rationale: "Users see it."),
        Condition(
          id: "leaks", metric: "*.asr", kind: .zeroTolerance, atMost: 0.05, estimator: .upperBound,
          safety: true),
        Condition(id: "whole", metric: "*", kind: .completeness),
      ])
  }

  @Test func aPlanWithoutAGateHasNoConditions() throws {
    #expect(try load(folder("plan: p\nsuites: [a.yaml]\n")).policy.isEmpty)
  }

  // MARK: Suites

  @Test func patternsMatchWithinNamesAndOverFolders() throws {
    let files = [
      "q/b.yaml", "q/a.yaml", "q/deep/c.yaml", "q/deep/er/d.yaml", "q/x.yml", "q/.hidden.yaml",
      "z.yaml",
    ]
    #expect(try paths("[q/*.yaml]", files: files) == ["q/a.yaml", "q/b.yaml"])
    #expect(try paths("[q/?.y*ml]", files: files) == ["q/a.yaml", "q/b.yaml", "q/x.yml"])
    #expect(
      try paths("[q/**/*.yaml]", files: files) == [
        "q/a.yaml", "q/b.yaml", "q/deep/c.yaml", "q/deep/er/d.yaml",
      ])
    #expect(try paths("[\"**/d.yaml\"]", files: files) == ["q/deep/er/d.yaml"])
    #expect(try paths("[\"*/*/c.yaml\"]", files: files) == ["q/deep/c.yaml"])
  }

  @Test func aFileIsTakenOnceInTheOrderOfThePlan() throws {
    #expect(
      try paths(
        "[z.yaml, \"q/*.yaml\", ./q/../q/a.yaml]", files: ["q/a.yaml", "q/b.yaml", "z.yaml"])
        == ["z.yaml", "q/a.yaml", "q/b.yaml"])
  }

  @Test func plansAreLeftOutOfWhatAWildcardFinds() throws {
    #expect(try paths("[\"*.yaml\"]", files: ["a.yaml"]) == ["a.yaml"])
    let folder = try folder("plan: p\nsuites: [plan.yaml]\n")
    #expect(
      folder.planFailures() == [
        "plan.yaml:2:10: suites[0]: plan.yaml is a plan, not a suite. Name the suites that it names."
      ])
    let alone = try self.folder("plan: p\nsuites: [\"p*.yaml\"]\n")
    #expect(
      alone.planFailures() == [
        "plan.yaml:2:10: suites[0]: \"p*.yaml\" matches plans alone, and no suite"
      ])
  }

  @Test func eachPatternMustMatch() throws {
    let folder = try folder("plan: p\nsuites: [a.yaml, b.yaml, \"c/*.yaml\"]\n")
    let remedy = "Paths are relative to the plan file; \"**\" stands for any folders."
    #expect(
      folder.planFailures() == [
        "plan.yaml:2:18: suites[1]: no file matches \"b.yaml\". \(remedy)",
        "plan.yaml:2:26: suites[2]: no file matches \"c/*.yaml\". \(remedy)",
      ])
  }

  @Test func aPlanIsToldFromASuiteByItsKeys() throws {
    let folder = try SuiteFolder([
      "plan.yaml": "# suite: x\nplan: p\n", "suite.yaml": "suite: s\n",
      "broken.yaml": "plan: p\nx: [\n",
      "both.yaml": "plan: p\nsuite: s\n", "nested.yaml": "a:\n  plan: p\n",
      "json.yaml": "{\"plan\": 1}",
    ])
    let names = ["plan", "suite", "broken", "both", "nested", "json", "missing"]
    let plans = names.filter { PlanFile.isPlan("\(folder.path)/\($0).yaml") }
    #expect(plans == ["plan", "broken", "json"])
  }

  // MARK: What is wrong

  @Test func everythingWrongIsToldInOnePass() throws {
    let folder = try folder(
      """
      plan: Release!
      suits: [a.yaml]
      limits: {a: 0}
      gate: {id: x}
      """)
    #expect(
      folder.planFailures() == [
        "plan.yaml:1: suites: the key \"suites\" is missing. Name the suite files.",
        "plan.yaml:1:7: plan: expected an id of the characters a-z, 0-9, \".\", \"_\" and \"-\", found "
          + "\"Release!\"",
        "plan.yaml:2:1: suits: unknown key \"suits\". Did you mean \"suites\"?",
        "plan.yaml:3:13: limits.a: expected a whole number of at least 1, found \"0\"",
        "plan.yaml:4:7: gate: expected a list of conditions, found a mapping",
      ])
  }

  @Test(arguments: [
    ("{metric: a.acc, kind: threshold, at_least: 1}", "gate[0].id: the key \"id\" is missing."),
    ("{id: x, kind: threshold, at_least: 1}", "gate[0].metric: the key \"metric\" is missing."),
    (
      "{id: x, metric: a.acc, at_least: 1}",
      "gate[0].kind: the key \"kind\" is missing. State one of threshold, zero_tolerance, completeness."
    ),
    (
      "{id: x, metric: acc, kind: threshold, at_least: 1}",
      "gate[0].metric: expected a metric as SUITE.METRIC, found \"acc\"."
    ),
    (
      "{id: x, metric: a.acc, kind: treshold, at_least: 1}",
      "gate[0].kind: expected one of threshold, zero_tolerance, completeness, found \"treshold\". Did you mean \"threshold\"?"
    ),
    (
      "{id: x, metric: a.acc, kind: non_inferiority}",
      "gate[0].kind: the kind \"non_inferiority\" is not supported yet by this version."
    ),
    (
      "{id: x, metric: a.acc, kind: threshold, at_least: 1, margin: 0.1}",
      "gate[0].margin: \"margin\" is not supported yet by this version."
    ),
    (
      "{id: x, metric: a.acc, kind: threshold, at_last: 1, at_most: 1}",
      "gate[0].at_last: unknown key \"at_last\". Did you mean \"at_least\"?"
    ),
    (
      "{id: x, metric: a.acc, kind: threshold}",
      "gate[0]: a threshold needs either at_least or at_most."
    ),
    (
      "{id: x, metric: a.acc, kind: threshold, at_least: 0, at_most: 1}",
      "gate[0]: a threshold needs either at_least or at_most."
    ),
    (
      "{id: x, metric: a.acc, kind: threshold, at_least: 0, estimator: upper_bound}",
      "gate[0].estimator: an upper bound under at_least passes for lack of evidence."
    ),
    (
      "{id: x, metric: a.acc, kind: threshold, at_most: 0, estimator: lower_bound}",
      "gate[0].estimator: a lower bound under at_most passes for lack of evidence."
    ),
    (
      "{id: x, metric: a.acc, kind: threshold, at_most: 0, confidence: 0.9}",
      "gate[0].confidence: a point estimate has no confidence."
    ),
    (
      "{id: x, metric: a.acc, kind: threshold, at_most: 0, estimator: upper_bound, confidence: 0.5}",
      "gate[0].confidence: expected a number above 0.5 and below 1, found \"0.5\""
    ),
    (
      "{id: x, metric: a.acc, kind: threshold, at_most: .inf}",
      "gate[0].at_most: expected a number, found \".inf\""
    ),
    ("{id: x, metric: a.asr, kind: zero_tolerance}", "gate[0]: zero_tolerance needs at_most."),
    (
      "{id: x, metric: a.asr, kind: zero_tolerance, at_most: 0}",
      "gate[0].at_most: the limit of zero_tolerance must be above 0 and below 1: no number of samples brings an upper bound to 0."
    ),
    (
      "{id: x, metric: a.asr, kind: zero_tolerance, at_most: 0.1, at_least: 0}",
      "gate[0].at_least: zero_tolerance has no lower limit."
    ),
    (
      "{id: x, metric: a.asr, kind: zero_tolerance, at_most: 0.1, estimator: point}",
      "gate[0].estimator: zero_tolerance is judged by an upper bound."
    ),
    (
      "{id: x, metric: a, kind: completeness, at_least: 1}",
      "gate[0].at_least: completeness does not use \"at_least\"."
    ),
    (
      "{id: x, metric: a.asr, kind: zero_tolerance, at_most: 0.1, safety: true, severity: warn}",
      "gate[0].severity: a safety condition always blocks, and this one has severity warn."
    ),
    (
      "{id: x, metric: a.acc, kind: threshold, at_most: 1, max_unscored: 2}",
      "gate[0].max_unscored: expected a share from 0 to 1, found \"2\""
    ),
    (
      "{id: x, metric: a.acc, kind: threshold, at_most: 1, min_samples: 0}",
      "gate[0].min_samples: expected a whole number of at least 1, found \"0\""
    ),
    (
      "{id: x, metric: a.acc, kind: threshold, at_most: 1, slice: en}",
      "gate[0].slice: expected a slice as key=value, found \"en\""
    ),
  ])
  func aWrongConditionIsRefused(_ condition: String, _ message: String) throws {
    let failures = try folder("plan: p\nsuites: [a.yaml]\ngate:\n  - \(condition)\n").planFailures()
    #expect(failures.count == 1, "\(failures)")
    #expect(failures.first?.hasPrefix("plan.yaml:4:") == true)
    #expect(failures.first?.contains(message) == true, "\(failures)")
  }

  @Test func twoConditionsMustNotShareAnID() throws {
    let condition = "  - {id: x, metric: a.acc, kind: threshold, at_least: 1}\n"
    #expect(
      try folder("plan: p\nsuites: [a.yaml]\ngate:\n\(condition)\(condition)").planFailures() == [
        "plan.yaml:5:6: gate[1].id: two conditions have the id \"x\". Give each its own."
      ])
  }

  @Test func limitsThatNameNoSuiteAreFound() throws {
    let plan = try load(folder("plan: p\nsuites: [a.yaml]\nlimits: {sentimant: 5, other: 6}\n"))
    #expect(
      plan.unknownLimits("plan.yaml", suites: ["sentiment", "other"]).map(\.description) == [
        "plan.yaml: limits.sentimant: the plan has no suite \"sentimant\". Did you mean \"sentiment\"?"
      ])
  }

  @Test func globsMatchWholeTexts() {
    #expect(Glob("*.acc").matches("a.b.acc"))
    #expect(!Glob("*.acc").matches("a.acc_norm"))
    #expect(Glob("*").matches(""))
    #expect(Glob("a?c").matches("abc"))
    #expect(!Glob("a?c").matches("ac"))
    #expect(Glob("*a*b*").matches("xxaxxbxx"))
    #expect(!Glob("*a*b").matches("xxaxxbxx"))
    #expect(Glob("[a].*").matches("[a].b"))
    #expect(
      !Glob(String(repeating: "*a", count: 40) + "b").matches(String(repeating: "a", count: 2000)))
  }
}

/// The `groups` of a plan.
struct PlanGroupTests {
  private func plan(_ groups: String) throws -> SuiteFolder {
    try SuiteFolder(["plan.yaml": "plan: p\nsuites: [a.yaml]\ngroups: \(groups)\n", "a.yaml": ""])
  }

  @Test func groupsAreRead() throws {
    let folder = try plan(
      "{all: {suites: [a, b], metric: acc}, f: {suites: [a], metric: [f1, acc], weight: equal}}")
    let groups = try PlanFile.load(folder.path + "/plan.yaml").groups
    #expect(groups.map(\.name) == ["all", "f"])
    #expect(groups.map(\.suites) == [["a", "b"], ["a"]])
    #expect(groups.map(\.metrics) == [["acc"], ["f1", "acc"]])
    #expect(groups.map(\.weight) == [.size, .equal])
  }

  @Test(arguments: [
    ("{all: {metric: acc}}", "groups.all.suites: the key \"suites\" is missing."),
    ("{all: {suites: [], metric: acc}}", "groups.all.suites: expected at least one suite id"),
    ("{all: {suites: [a, a], metric: acc}}", "groups.all.suites: expected each suite once"),
    ("{all: {suites: [a]}}", "groups.all.metric: the key \"metric\" is missing."),
    ("{all: {suites: [a], metric: []}}", "groups.all.metric: expected at least one metric"),
    (
      "{all: {suites: [a], metric: acc, weight: sise}}",
      "groups.all.weight: expected one of size, equal, found \"sise\". Did you mean \"size\"?"
    ),
    ("{A b: {suites: [a], metric: acc}}", "groups"),
    ("[a]", "groups: expected a mapping such as {mmlu: "),
  ])
  func aWrongGroupIsRefused(_ groups: String, _ message: String) throws {
    let failures = try plan(groups).planFailures()
    #expect(failures.count == 1, "\(failures)")
    #expect(failures.first?.contains(message) == true, "\(failures)")
  }

  @Test func groupsMustFitTheSuites() throws {
    let folder = try plan(
      "{a: {suites: [a, gone], metric: [acc, rouge1]}}")
    let plan = try PlanFile.load(folder.path + "/plan.yaml")
    let suite = SuiteDefinition(id: "a", task: .multipleChoice, metrics: ["acc"])
    let failures = plan.groupFailures(suites: [suite]).map(\.message)
    #expect(
      failures == [
        "the group \"a\" has the name of a suite",
        "the suite \"a\" has no metric \"rouge1\", which the group \"a\" names",
        "the plan has no suite \"gone\"",
      ])
  }
}
