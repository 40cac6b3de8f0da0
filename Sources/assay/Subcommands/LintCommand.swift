internal import ArgumentParser
internal import Evaluation
internal import Inference
internal import Models

/// `assay lint PATH…`.
struct LintCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Checks suites and plans without running a model.",
    discussion: """
      Errors: keys, types, data, templates, targets, ids, examples that leak,
      conditions that name nothing. Warnings and notes: duplicate and nearly
      duplicate samples, contradicting answers, unequal classes, positions and
      lengths that give answers away, suites too small for their conditions;
      with --model also what its tokenizer makes of prompts and answers.

      EXAMPLES
        assay lint suites/
        assay lint suites/release.yaml --model model.gguf --strict
      """)

  @Argument(help: "Suite files, plan files or folders.")
  var paths: [String]

  @ArgumentParser.Option(
    help: "A GGUF checkpoint whose tokenizer and context length are looked at, too.")
  var model: String?

  @Flag(help: "Warnings count as errors.")
  var strict = false

  @Flag(help: "Prints JSON.")
  var json = false

  @OptionGroup var sources: DataOptions

  func run() async throws {
    try await reportingErrors {
      var lint = Lint(
        places: sources.places,
        tokens: try model.map { ContinuationLint(try Checkpoint(path: $0)) })
      for path in paths { lint.check(path) }
      lint.checkNames()
      if json {
        print(try JSONLine.text(LintReport(lint), pretty: true))
      } else {
        for finding in lint.findings {
          StandardError.say("\(finding.severity) [\(finding.check)]: \(finding.failure)")
        }
      }
      let warnings = lint.findings.count { $0.severity == .warning }
      if strict, warnings > 0 { lint.fail(warnings) }
      if let first = lint.failures.first {
        // In JSON they have been told already.
        if json { throw ExitCode(first.code.exitCode) }
        throw Failures(lint.failures)
      }
      if !json { print(lint.summary) }
    }
  }
}

/// What was checked and what was found; each suite once, however often it is named.
private struct Lint {
  let places: DataPlaces
  private(set) var failures: [Failure] = []
  private(set) var findings: [LintFinding] = []
  private var suites: [String: Suite] = [:]
  private var broken: Set<String> = []
  /// Whose data was not fetched, so that only their files were checked.
  private var unfetched: [String] = []
  private var plans: Set<String> = []
  private let tokens: ContinuationLint?

  init(places: DataPlaces, tokens: ContinuationLint?) {
    self.places = places
    self.tokens = tokens
  }

  var summary: String {
    let samples = suites.values.reduce(0) { $0 + $1.samples.count }
    let counts = [
      count(suites.count, "suite"), count(samples, "sample"), count(plans.count, "plan"),
    ]
    let warnings = findings.count { $0.severity == .warning }
    let notes = findings.count - warnings
    return "\(counts.joined(separator: ", ")): no errors, \(count(warnings, "warning"))"
      + (notes > 0 ? ", \(count(notes, "note"))" : "")
      + (unfetched.isEmpty
        ? ""
        : "\nnot fetched, so without their rows: \(unfetched.joined(separator: ", ")) "
          + "(assay data pull)")
  }

  mutating func check(_ path: String) {
    do {
      let files = try SuitePaths([path])
      load(files.suites)
      if let plan = files.plan { check(plan, path, files.suites) }
      for plan in SuitePaths.plans(in: path) { check(plan) }
    } catch let failure as Failure {
      failures.append(failure)
    } catch let several as Failures {
      failures += several.all
    } catch {
      failures.append(Failure(.internal, "\(error)", at: Place(file: path)))
    }
  }

  private mutating func load(_ paths: [String]) {
    for path in paths where suites[path] == nil && !broken.contains(path) {
      do throws(Failures) {
        // What is wrong with the file itself is told by the loader, with all the rest.
        if let needs = try? RemoteNeeds(path), !needs.missing(places).isEmpty {
          broken.insert(path)
          unfetched.append(needs.definition.id)
          continue
        }
        let suite = try SuiteLoader(seed: 1, data: places).load(path)
        suites[path] = suite
        findings += suite.warnings.map { LintFinding("format", $0) }
        findings += SuiteLint.findings(in: suite)
        findings += tokens?.findings(in: suite) ?? []
      } catch {
        broken.insert(path)
        failures += error.all
      }
    }
  }

  /// The names of local data against the suites.
  mutating func checkNames() {
    guard failures.isEmpty else { return }
    let ids = suites.values.map(\.definition.id) + unfetched
    failures += places.unknownNames(suites: ids.sorted())
  }

  /// A plan against its suites: limits and conditions must name what is there, and be decidable.
  private mutating func check(_ plan: PlanFile, _ path: String, _ paths: [String]) {
    guard plans.insert(path).inserted, paths.allSatisfy({ suites[$0] != nil }) else { return }
    let own = paths.compactMap { suites[$0] }
    failures += plan.unknownLimits(path, suites: own.map(\.definition.id))
    failures += plan.groupFailures(suites: own.map(\.definition))
    failures += PolicyCheck.failures(
      plan.policy, suites: own.map(\.definition), groups: plan.groups)
    findings += PowerCheck.findings(plan.policy, limits: plan.limits, suites: own)
  }

  /// Warnings that count as errors.
  mutating func fail(_ warnings: Int) {
    failures.append(
      Failure(
        .badData, "\(count(warnings, "warning")), which --strict counts as errors",
        remedy: "Mend what they name, or leave --strict out."))
  }

  private func count(_ number: Int, _ word: String) -> String {
    "\(number) \(word)\(number == 1 ? "" : "s")"
  }
}

/// What `--json` prints.
private struct LintReport: Encodable {
  struct Entry: Encodable {
    let severity: String
    let check: String
    let message: String
    let remedy: String?
    let place: Place?

    init(_ severity: String, _ check: String, _ failure: Failure) {
      self.severity = severity
      self.check = check
      message = failure.message
      remedy = failure.remedy
      place = failure.place
    }
  }

  let findings: [Entry]

  init(_ lint: Lint) {
    findings =
      lint.failures.map { Entry("error", "format", $0) }
      + lint.findings.map { Entry($0.severity.rawValue, $0.check, $0.failure) }
  }
}
