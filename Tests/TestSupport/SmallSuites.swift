package import Evaluation

/// Suites of any size for tests of what runs them.
package enum SmallSuites {
  /// One of each kind that the runner treats differently, of different sizes.
  package static let mixed: [Suite] = [
    multipleChoice("colours", samples: 7), generation("capitals", samples: 5),
    rolling("pages", samples: 3),
  ]

  /// Three choices a sample; every fourth sample asks the same as the one before it.
  package static func multipleChoice(
    _ id: String, samples: Int, tags: [String] = ["quality"]
  ) -> Suite {
    let choices = ["red", "green", "blue"]
    return Suite(
      definition: definition(id, .multipleChoice, ["acc"], tags),
      samples: (0..<samples).map { index in
        let asked = index % 4 == 3 ? index - 1 : index
        return Sample(
          id: "c\(index)", target: .choice(index % 3), choices: choices,
          requests: choices.map {
            .loglikelihood(context: .text("\(id) \(asked): the colour is"), continuation: " \($0)")
          })
      })
  }

  /// One short answer a sample.
  package static func generation(
    _ id: String, samples: Int, tags: [String] = ["quality"]
  ) -> Suite {
    Suite(
      definition: definition(id, .generate, ["exact_match"], tags),
      samples: (0..<samples).map { index in
        Sample(
          id: "g\(index)", target: .texts(["yes"]),
          requests: [
            .generate(
              prompt: .chat([Message(role: "user", content: "\(id) \(index)?")], prefix: ""),
              options: GenerationOptions(maxTokens: 8, stop: ["\n"]))
          ])
      })
  }

  /// One text a sample.
  package static func rolling(
    _ id: String, samples: Int, tags: [String] = ["quality"]
  ) -> Suite {
    Suite(
      definition: definition(id, .perplexity, ["bits_per_byte"], tags),
      samples: (0..<samples).map {
        Sample(
          id: "p\($0)", target: .texts(["\(id) \($0) naïve שלום 👋"]),
          requests: [.rollingLoglikelihood(text: "\(id) \($0) naïve שלום 👋")])
      })
  }

  private static func definition(
    _ id: String, _ task: TaskKind, _ metrics: [String], _ tags: [String]
  ) -> SuiteDefinition {
    SuiteDefinition(
      id: id, tags: tags, task: task, metrics: metrics,
      digest: String(repeating: "d1", count: 32), file: "\(id).yaml")
  }
}

extension Plan {
  /// A plan of small suites.
  package static func small(
    _ suites: [Suite] = SmallSuites.mixed, policy: [Condition] = [], seed: UInt64 = 1,
    filter: String? = nil, limit: Int? = nil
  ) throws -> Plan {
    try Plan(
      name: "small", suites: suites, policy: policy,
      settings: RunSettings(seed: seed, limit: limit, filter: filter, version: "0.1.0"))
  }
}
