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
      var failures: [Failure] = []
      var warnings: [Failure] = []
      var suites: [Suite] = []
      for path in paths {
        do {
          let files = try SuitePaths([path])
          let loader = SuiteLoader(seed: 1)
          for file in files.suites {
            do throws(Failures) {
              suites.append(try loader.load(file))
            } catch {
              failures += error.all
            }
          }
        } catch let failure as Failure {
          failures.append(failure)
        } catch let several as Failures {
          failures += several.all
        }
      }
      warnings = suites.flatMap(\.warnings)
      for warning in warnings { StandardError.say("warning: \(warning)") }
      if !failures.isEmpty || (strict && !warnings.isEmpty) {
        throw Failures(failures.isEmpty ? warnings : failures)
      }
      let samples = suites.reduce(0) { $0 + $1.samples.count }
      print("\(suites.count) suites, \(samples) samples: no errors, \(warnings.count) warnings")
    }
  }
}
