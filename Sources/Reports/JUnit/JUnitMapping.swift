import Evaluation

/// Says which part of a run becomes which element of `junit.xml`.
///
/// Only the gate's conditions decide, so that the file is red exactly where the exit code is not 0;
/// a planned suite without samples is an error as well, since CI systems drop empty suites silently.
enum JUnitMapping {
  static let nameLimit = 300
  static let messageLimit = 1_000
  static let bodyLimit = 16_000
  static let outputLimit = 64_000

  static func document(_ run: Run) -> JUnitDocument {
    var suites = run.suites.map { suite($0, of: run) }
    if run.verdict.overall != .ungated { suites.append(JUnitGate.suite(run)) }
    let isRed = suites.contains { $0.cases.contains { $0.isFailure || $0.isError } }
    if run.verdict.exitCode != 0, !isRed {
      suites.append(
        JUnitSuite(
          name: "run", time: 0, timestamp: timestamp(run), properties: properties(run),
          cases: [verdictCase(run, classname: "run")]))
    }
    return JUnitDocument(
      name: name(run.name), time: run.timing.seconds,
      suites: unique(suites))
  }

  /// Carries an exit code that no condition explains, such as that of an incomplete run.
  static func verdictCase(_ run: Run, classname: String) -> JUnitCase {
    let reason = run.verdict.reasons.first ?? "the run is \(run.verdict.overall.rawValue)"
    return JUnitCase(
      classname: classname, name: "verdict",
      outcome: .error(
        .incomplete,
        message: Sanitizer.line(
          "exit code \(run.verdict.exitCode): \(reason)", limit: messageLimit),
        body: Sanitizer.text(run.verdict.reasons.joined(separator: "\n"), limit: bodyLimit)))
  }

  /// A name as consumers take it: one line, bounded, never empty.
  static func name(_ text: String) -> String {
    text.isEmpty ? "unnamed" : Sanitizer.line(text, limit: nameLimit)
  }

  // MARK: A suite

  private static func suite(_ suite: SuiteResult, of run: Run) -> JUnitSuite {
    let name = self.name(suite.definition.id)
    var cases: [JUnitCase] = []
    if suite.scores.isEmpty { cases.append(didNotRun(suite, classname: name)) }
    if let probe = suite.definition.probe {
      cases.append(family(probe, suite, classname: name))
    }
    cases += suite.metrics.filter { $0.slice == nil }.map { metric($0, classname: name) }
    return JUnitSuite(
      name: name, time: suite.seconds, timestamp: timestamp(run),
      properties: properties(run) + properties(suite, run), cases: cases)
  }

  private static func didNotRun(_ suite: SuiteResult, classname: String) -> JUnitCase {
    let message =
      "0 of \(suite.planned) planned samples of \(suite.definition.id) were run"
    return JUnitCase(
      classname: classname, name: "samples",
      outcome: .error(
        .missingData, message: Sanitizer.line(message, limit: messageLimit), body: ""))
  }

  private static func family(
    _ probe: ProbeDefinition, _ suite: SuiteResult, classname: String
  ) -> JUnitCase {
    let text: String
    if let counts = ProbeCounts(suite) {
      text =
        "resisted=\(counts.resisted) breached=\(counts.breached) "
        + "unscored=\(counts.unscored) error=\(counts.errors) of \(suite.planned) planned"
    } else {
      let counts = SuiteCounts(suite)
      text =
        "scored=\(counts.scored) unscored=\(counts.unscored) error=\(counts.errors) "
        + "of \(suite.planned) planned"
    }
    return JUnitCase(
      classname: classname, name: name("probe \(probe.family)"),
      systemOut: Sanitizer.line("\(text) severity=\(probe.severity) tier=\(probe.tier)"))
  }

  private static func metric(_ metric: Metric, classname: String) -> JUnitCase {
    JUnitCase(
      classname: classname, name: name(metric.name),
      systemOut: Sanitizer.line(MetricLine.text(metric)))
  }

  // MARK: Provenance

  private static func properties(
    _ suite: SuiteResult, _ run: Run
  ) -> [(name: String, value: String)] {
    let counts = SuiteCounts(suite)
    return [
      ("suite.digest", suite.definition.digest), ("suite.version", "\(suite.definition.version)"),
      ("n.planned", "\(counts.planned)"), ("n.scored", "\(counts.scored)"),
      ("n.unscored", "\(counts.unscored)"), ("n.errored", "\(counts.errors)"),
      ("n.missing", "\(counts.missing)"),
    ].map { ($0.0, Sanitizer.line($0.1, limit: nameLimit)) }
  }

  static func properties(_ run: Run) -> [(name: String, value: String)] {
    [
      ("run.id", run.id), ("model.name", run.model.name), ("model.sha256", run.model.digest),
      ("model.format", run.model.format), ("model.quantization", run.model.quantization),
      ("precision", run.model.precision), ("engine", run.model.engine),
      ("instruction_set", run.model.instructionSet), ("seed", "\(run.settings.seed)"),
      ("version", run.settings.version), ("verdict", run.verdict.overall.rawValue),
      ("exit_code", "\(run.verdict.exitCode)"),
    ].map { ($0.0, Sanitizer.line($0.1, limit: nameLimit)) }
  }

  /// The start without its zone, which is UTC; `nil` where it is not ISO 8601 in whole seconds.
  static func timestamp(_ run: Run) -> String? {
    let text = run.timing.startedAt
    let pattern = Array("dddd-dd-ddTdd:dd:dd".utf8)
    let start = Array(text.utf8.prefix(pattern.count))
    let isTime =
      start.count == pattern.count
      && zip(start, pattern).allSatisfy { byte, expected in
        expected == UInt8(ascii: "d") ? (0x30...0x39).contains(byte) : byte == expected
      }
    return isTime ? String(decoding: start, as: UTF8.self) : nil
  }

  // MARK: Names

  /// Makes suites' names and (classname, name) unique: consumers keep only the first of equal ones.
  static func unique(_ suites: [JUnitSuite]) -> [JUnitSuite] {
    var suites = suites
    var suiteNames: Set<String> = []
    var caseNames: Set<[String]> = []
    for place in suites.indices {
      suites[place].name = first(of: suites[place].name) { suiteNames.insert($0).inserted }
      for index in suites[place].cases.indices {
        let testcase = suites[place].cases[index]
        suites[place].cases[index].name = first(of: testcase.name) {
          caseNames.insert([testcase.classname, $0]).inserted
        }
      }
    }
    return suites
  }

  /// The name, or with the first number from 2 with which it is free.
  private static func first(of name: String, isFree: (String) -> Bool) -> String {
    var candidate = name
    var number = 2
    while !isFree(candidate) {
      candidate = "\(name) (\(number))"
      number += 1
    }
    return candidate
  }
}
