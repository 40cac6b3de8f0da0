internal import ArgumentParser
internal import Evaluation
internal import Foundation

/// `assay lint PATH…`.
struct LintCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Checks suites and plans without a model: keys, data, templates, targets, leaks.",
    discussion: "EXAMPLE\n  assay lint suites/")

  @Argument(help: "Suite files, plan files or folders.")
  var paths: [String]

  @Flag(help: "Warnings count as errors.")
  var strict = false

  @OptionGroup var sources: DataOptions

  func run() async throws {
    try await reportingErrors {
      var lint = Lint(places: sources.places)
      for path in paths { lint.check(path) }
      lint.checkNames()
      for warning in lint.warnings { StandardError.say("warning: \(warning)") }
      if strict, lint.failures.isEmpty, !lint.warnings.isEmpty { throw Failures(lint.warnings) }
      guard lint.failures.isEmpty else { throw Failures(lint.failures) }
      print(lint.summary)
    }
  }
}

/// What was checked and what was found; each suite once, however often it is named.
private struct Lint {
  let places: DataPlaces
  private(set) var failures: [Failure] = []
  private var suites: [String: Suite] = [:]
  private var broken: Set<String> = []
  private var plans: Set<String> = []

  init(places: DataPlaces) {
    self.places = places
  }

  var warnings: [Failure] {
    suites.keys.sorted().flatMap { suites[$0]?.warnings ?? [] }
  }

  var summary: String {
    let samples = suites.values.reduce(0) { $0 + $1.samples.count }
    let counts = [
      count(suites.count, "suite"), count(samples, "sample"), count(plans.count, "plan"),
    ]
    return "\(counts.joined(separator: ", ")): no errors, \(count(warnings.count, "warning"))"
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
        suites[path] = try SuiteLoader(seed: 1, data: places).load(path)
      } catch {
        broken.insert(path)
        failures += error.all
      }
    }
  }

  /// The names of local data against the suites.
  mutating func checkNames() {
    guard broken.isEmpty else { return }
    failures += places.unknownNames(suites: suites.values.map(\.definition.id).sorted())
  }

  /// A plan against its suites: limits and conditions must name what is there.
  private mutating func check(_ plan: PlanFile, _ path: String, _ paths: [String]) {
    guard plans.insert(path).inserted, paths.allSatisfy({ suites[$0] != nil }) else { return }
    let definitions = paths.compactMap { suites[$0]?.definition }
    failures += plan.unknownLimits(path, suites: definitions.map(\.id))
    failures += PolicyCheck.failures(plan.policy, suites: definitions)
  }

  private func count(_ number: Int, _ word: String) -> String {
    "\(number) \(word)\(number == 1 ? "" : "s")"
  }
}
