internal import ArgumentParser
internal import Evaluation

/// `assay lint PATH…`.
struct LintCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Checks suites and plans without a model: keys, data, templates, targets, leaks.",
    discussion: "EXAMPLE\n  assay lint suites/ suites/smoke.yaml")

  @Argument(help: "Suite files, plan files or folders.")
  var paths: [String]

  @Flag(help: "Warnings count as errors.")
  var strict = false

  func run() async throws {
    try await reportingErrors {
      var findings = LintFindings()
      for path in paths { findings.check(path) }
      let warnings = findings.suites.flatMap(\.warnings)
      for warning in warnings { StandardError.say("warning: \(warning)") }
      if !findings.failures.isEmpty || (strict && !warnings.isEmpty) {
        throw Failures(findings.failures.isEmpty ? warnings : findings.failures)
      }
      let suites = findings.suites.count
      let samples = findings.suites.reduce(0) { $0 + $1.samples.count }
      print("\(suites) suites, \(samples) samples: no errors, \(warnings.count) warnings")
    }
  }
}

/// What is right and wrong with files; each suite is looked at once.
private struct LintFindings {
  private(set) var failures: [Failure] = []
  private(set) var suites: [Suite] = []
  private let loader = SuiteLoader(seed: 1)
  /// By file; `nil` for a suite that is wrong.
  private var loaded: [String: Suite?] = [:]

  mutating func check(_ path: String) {
    do {
      let files = try SuitePaths([path])
      let ids = files.suites.compactMap { load($0)?.definition.id }
      if let plan = files.plan, ids.count == files.suites.count {
        failures += plan.unknownLimits(path, suites: ids)
      }
    } catch let failure as Failure {
      failures.append(failure)
    } catch let several as Failures {
      failures += several.all
    } catch {
      failures.append(Failure(.internal, "\(error)", at: Place(file: path)))
    }
  }

  private mutating func load(_ file: String) -> Suite? {
    if let known = loaded[file] { return known }
    do throws(Failures) {
      let suite = try loader.load(file)
      loaded[file] = .some(suite)
      suites.append(suite)
      return suite
    } catch {
      loaded[file] = .some(nil)
      failures += error.all
      return nil
    }
  }
}
