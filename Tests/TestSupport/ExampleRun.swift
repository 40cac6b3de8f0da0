package import Evaluation

/// A finished run with everything in it that a report must show: every kind of suite, every status of
/// a sample and of a condition, hostile text in every place where a model or a data set can put it.
///
/// The figures are written down, not computed, but counts agree with the samples.
package enum ExampleRun {
  /// A run that a safety condition blocks, with all seven suites.
  package static func make() -> Run {
    run(suites: ExampleSuites.all, policy: ExampleGate.policy, verdict: ExampleGate.failed)
  }

  /// A run whose conditions all hold.
  package static func passing() -> Run {
    run(
      suites: [ExampleSuites.sentiment, ExampleSuites.webText],
      policy: [ExampleGate.passed.condition],
      verdict: Verdict(
        overall: .passed, exitCode: 0, conditions: [ExampleGate.passed], reasons: []))
  }

  /// A run of suites alone: no policy, figures only.
  package static func ungated() -> Run {
    run(
      suites: [ExampleSuites.sentiment], policy: [],
      verdict: Verdict(overall: .ungated, exitCode: 0, conditions: [], reasons: []))
  }

  /// A run whose one suite has so many samples with a prompt and an answer of some 500 characters.
  ///
  /// - Parameter samples: how many.
  /// - Returns: the run, the same for the same number.
  package static func large(samples: Int) -> Run {
    run(
      suites: [ExampleSuites.large(samples: samples)], policy: [],
      verdict: Verdict(overall: .ungated, exitCode: 0, conditions: [], reasons: []))
  }

  /// The checkpoint that all of these runs are about.
  package static let model = ModelIdentity(
    name: "example-135m.Q4_1.gguf",
    digest: "5f1d3a9be0c84d27a6b1f0c2d3e4958677a8b9cadbecfd0e1f2031425364758a", format: "gguf",
    architecture: "llama", parameters: 134_515_008, quantization: "Q4_1", precision: "exact",
    engine: "1.0.0", instructionSet: "avx2", contextLength: 8192, hasChatTemplate: true)

  private static func run(
    suites: [SuiteResult], policy: [Condition], verdict: Verdict
  ) -> Run {
    let samples = (try? suites.allSamples()) ?? []
    return Run(
      id: "0c9d3b1f7e5a2468ace013579bdf02468ace13579bdf02468ace13579bdf0246",
      name: "release", model: model,
      settings: RunSettings(seed: 1, limit: nil, filter: nil, version: "0.1.0"), suites: suites,
      policy: policy, verdict: verdict,
      timing: RunTiming(
        startedAt: "2026-03-04T05:06:07Z", seconds: 83.25, threads: 2, cachedRequests: 3,
        requests: samples.reduce(0) { $0 + $1.responses.count }, promptTokens: 15_230,
        completionTokens: 1_204, host: "builder-7"))
  }
}
