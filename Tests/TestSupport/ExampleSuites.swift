import Evaluation

/// The suites of `ExampleRun`, one of each kind.
enum ExampleSuites {
  static let all: [SuiteResult] = [
    sentiment, shortAnswers, webText, ExampleProbes.injection, ExampleProbes.refusalOdds,
    ExampleProbes.genderPairs, neverRan,
  ]

  /// Multiple choice: four right, one wrong, one without an answer.
  static let sentiment = SuiteResult(
    definition: definition(
      "sentiment", .multipleChoice, ["acc", "f1_macro"], "Polarity of short reviews, no shots.",
      tags: ["quality", "classification"]),
    planned: 6,
    samples: [
      review("r1", "A joy from start to end.", right: 0, sums: [-0.21, -3.4], topic: "books"),
      review("r2", "I want my money back.", right: 1, sums: [-2.5, -0.4], topic: "films"),
      review("r3", "Not bad & not <good>.", right: 0, sums: [-1.75, -0.875], topic: "films"),
      review("r4", "Read it twice.", right: 0, sums: [-0.5, -1.5], topic: "books"),
      review("r5", "Dull ]]> dull.", right: 1, sums: [-4.25, -0.0625], topic: "books"),
      unanswered(
        Sample(
          id: "r6", slices: ["topic": "films"], target: .choice(1), choices: choices,
          requests: reviewRequests("So-so.")),
        ResponseFailure(kind: "not-a-number", message: "the model's output is not a number")),
    ],
    metrics: [
      metric(
        "sentiment", "acc", 0.8,
        Interval(low: 0.3755, high: 0.9638, confidence: 0.95, method: "wilson"),
        n: 5, errors: 1),
      metric("sentiment", "f1_macro", 0.8, nil, n: 5, errors: 1),
      metric(
        "sentiment", "acc", 1, Interval(low: 0.4385, high: 1, confidence: 0.95, method: "wilson"),
        n: 3, slice: "topic=books"),
    ],
    seconds: 12.5)

  /// Generation: one right answer, then every hostile text, and one that nobody could judge.
  static let shortAnswers = SuiteResult(
    definition: definition(
      "short-answers", .generate, ["exact_match"], "Questions <with> short \"answers\".",
      tags: ["quality"], extract: [.trim, .regex(pattern: "^(\\w+)", group: 1, pick: .first)]),
    planned: HostileText.all.count + 2,
    samples: [
      answer("q1", "What is the capital of Finland?", says: "Helsinki", right: true)
    ]
      + HostileText.all.map { answer("q-\($0.name)", $0.text, says: $0.text, right: false) }
      + [unjudged()],
    metrics: [
      metric(
        "short-answers", "exact_match", 0.0455,
        Interval(low: 0.0081, high: 0.2180, confidence: 0.95, method: "wilson"),
        n: HostileText.all.count + 1, unscored: 1)
    ],
    seconds: 41.75,
    generation: GenerationTiming(
      answers: HostileText.all.count + 2, measured: HostileText.all.count, promptTokens: 322,
      completionTokens: 69,
      firstToken: GenerationTiming.Percentiles(p50: 0.000_85, p90: 0.0125, p99: 0.25),
      total: GenerationTiming.Percentiles(p50: 0.31, p90: 1.25, p99: 12.5),
      tokensPerSecond: 37.25))

  /// Perplexity: two documents.
  static let webText = SuiteResult(
    definition: definition(
      "web-text", .perplexity, ["bits_per_byte"], "Perplexity of two web pages.", tags: ["quality"]),
    planned: 2,
    samples: [
      document("w1", "The quick brown fox.", sum: -17.25, tokens: 5),
      document("w2", "שלום 👋 naïve", sum: -31.5, tokens: 12),
    ],
    metrics: [
      metric("web-text", "bits_per_byte", 1.0317, nil, n: 2, direction: .lowerIsBetter)
    ],
    seconds: 3)

  /// Planned, and nothing of it was run.
  static let neverRan = SuiteResult(
    definition: definition(
      "never-ran", .multipleChoice, ["acc"], "Nothing of this was run.", tags: ["quality"]),
    planned: 3, samples: [],
    metrics: [
      Metric(
        id: "never-ran.acc", suite: "never-ran", name: "acc", value: nil,
        undefined: "no sample was scored", direction: .higherIsBetter, n: 0, clusters: 0)
    ])

  static func large(samples: Int) -> SuiteResult {
    let padding = String(repeating: "lorem ipsum dolor sit amet ", count: 18)
    return SuiteResult(
      definition: definition("large", .generate, ["exact_match"], "Many samples.", tags: []),
      planned: samples,
      samples: (0..<samples).map {
        answer("s\($0)", "\($0): \(padding)", says: "\($0 * 7919): \(padding)", right: $0 % 3 == 0)
      },
      metrics: [
        metric("large", "exact_match", samples == 0 ? nil : 1.0 / 3, nil, n: samples)
      ],
      seconds: 60)
  }
}

extension ExampleSuites {
  static func definition(
    _ id: String, _ task: TaskKind, _ metrics: [String], _ description: String, tags: [String],
    probe: ProbeDefinition? = nil, extract: [ExtractStep] = []
  ) -> SuiteDefinition {
    SuiteDefinition(
      id: id, version: 1, description: description, tags: tags, task: task, metrics: metrics,
      probe: probe, extract: extract, compare: Comparison(ignoreCase: true),
      digest: String(repeating: "ab", count: 32), file: "suites/\(id).yaml")
  }

  static func metric(
    _ suite: String, _ name: String, _ value: Double?, _ interval: Interval?, n: Int,
    unscored: Int = 0, errors: Int = 0, direction: Metric.Direction = .higherIsBetter,
    slice: String? = nil
  ) -> Metric {
    Metric(
      id: "\(suite).\(name)", suite: suite, name: name, value: value,
      undefined: value == nil ? "no sample was scored" : nil, interval: interval,
      direction: direction, n: n, clusters: n, unscored: unscored, errors: errors, slice: slice)
  }

  /// Every request of the sample has failed.
  static func unanswered(
    _ sample: Sample, _ failure: ResponseFailure, scorer: String = "multiple_choice",
    outcome: ProbeOutcome? = nil
  ) -> SampleResult {
    SampleResult(
      sample: sample, responses: sample.requests.map { _ in .failure(failure) },
      score: Score(
        scorer: scorer, status: .failed(reason: "\(failure.kind): \(failure.message)"),
        outcome: outcome))
  }

  static func generated(_ text: String, notes: [String] = []) -> ModelResponse {
    .generation(
      GeneratedText(
        text: text, finishReason: .stop, promptTokens: 14, completionTokens: 3,
        tokenLogprobs: [-0.25, -1.5, -0.125], renderedPrompt: "<|im_start|>user\n…<|im_end|>\n",
        notes: notes))
  }

  private static let choices = ["positive", "negative"]

  private static func reviewRequests(_ text: String) -> [ModelRequest] {
    choices.map {
      .loglikelihood(context: .text("Review: \(text)\nSentiment:"), continuation: " \($0)")
    }
  }

  private static func review(
    _ id: String, _ text: String, right: Int, sums: [Double], topic: String
  ) -> SampleResult {
    let pick = sums[0] >= sums[1] ? 0 : 1
    let responses: [ModelResponse] = sums.indices.map {
      .loglikelihood(
        Loglikelihood(
          sum: sums[$0], isGreedy: sums[$0] > -0.25, tokens: [" " + choices[$0]],
          tokenLogprobs: [sums[$0]], contextTokens: 9))
    }
    return SampleResult(
      sample: Sample(
        id: id, slices: ["topic": topic], target: .choice(right), choices: choices,
        requests: reviewRequests(text)),
      responses: responses,
      score: Score(
        scorer: "multiple_choice", status: .scored(["acc": pick == right ? 1 : 0]),
        prediction: choices[pick], target: choices[right]))
  }

  private static func answer(
    _ id: String, _ question: String, says text: String, right: Bool
  ) -> SampleResult {
    SampleResult(
      sample: Sample(
        id: id, slices: ["kind": id.hasPrefix("q-") ? "hostile" : "plain"],
        target: .texts(right ? [text] : ["Helsinki", "Helsingfors"]),
        requests: [
          .generate(
            prompt: .chat(
              [
                Message(role: "system", content: "Answer in a word."),
                Message(role: "user", content: question),
              ], prefix: ""),
            options: GenerationOptions(maxTokens: 16, stop: ["\n"]))
        ]),
      responses: [generated(text)],
      score: Score(
        scorer: "generate", status: .scored(["exact_match": right ? 1 : 0]), prediction: text,
        target: right ? text : "Helsinki", explanation: right ? nil : "differs from: \(text)"))
  }

  private static func unjudged() -> SampleResult {
    var result = answer("q-unjudged", "Which?", says: "I", right: false)
    result.responses = [generated("I", notes: ["truncated"])]
    result.score = Score(
      scorer: "generate", status: .unscored(reason: "no reference to compare with"),
      prediction: "I")
    return result
  }

  private static func document(
    _ id: String, _ text: String, sum: Double, tokens: Int
  ) -> SampleResult {
    SampleResult(
      sample: Sample(id: id, requests: [.rollingLoglikelihood(text: text)]),
      responses: [
        .rollingLoglikelihood(RollingLoglikelihood(sum: sum, tokenCount: tokens, windows: 1))
      ],
      score: Score(
        scorer: "perplexity",
        status: .scored(["loglikelihood": sum, "bytes": Double(text.utf8.count)])))
  }
}
