import Evaluation
import Testing

/// Metrics against scikit-learn, on recorded cases.
struct MetricVectorTests {
  struct Vectors: Decodable {
    struct Classification: Decodable {
      var labels: [String]
      var gold: [String]
      var answers: [String]
      var confusion: [[Int]]
      var expected: [String: Double]
    }
    struct Probabilities: Decodable {
      var logits: [[Double]]
      var gold: [Int]
      var expected: Expected
    }
    struct Expected: Decodable {
      var acc: Double
      var brier: Double
      var logLoss: Double
      var auroc: Double
      var halfBrier: Double?
    }
    struct Areas: Decodable {
      var scores: [Double]
      var unsafe: [Int]
      var auroc: Double
      var shift: Double
    }
    struct Perplexities: Decodable {
      var rows: [[Double]]
      var wordPerplexity: Double
      var bytePerplexity: Double
      var bitsPerByte: Double
      var tokenPerplexity: Double
      var perplexity: Double
    }
    var classification: [Classification]
    var probabilities: [Probabilities]
    var areas: Areas
    var perplexities: Perplexities
  }

  private let vectors: Vectors

  init() throws {
    vectors = try RecordedVectors.load(Vectors.self, "metrics")
  }

  private func value(
    _ name: String, _ definition: SuiteDefinition, _ results: [SampleResult]
  ) throws -> Double {
    let measured = try #require(MetricCatalog.measurement(name, definition, results))
    return try #require(measured.value, "\(name): \(measured.undefined ?? "")")
  }

  @Test func classificationAgreesWithScikitLearn() throws {
    var compared = 0
    for vector in vectors.classification {
      let definition = SuiteDefinition(
        id: "s", task: .generate, metrics: [], positive: vector.labels[1])
      let results = MetricSuites.answers(vector.gold, vector.answers)
      for (name, expected) in vector.expected {
        let actual = try value(name, definition, results)
        #expect(abs(actual - expected) < 1e-12, "\(name)")
        compared += 1
      }
      let matrix = try #require(ConfusionMatrix.make(definition, results))
      #expect(matrix.labels == vector.labels.sorted())
      #expect(matrix.counts == vector.confusion)
      #expect(matrix.other.allSatisfy { $0 == 0 })
    }
    #expect(compared == 2 * 15 + 2 * 12)
  }

  @Test func calibrationAgreesWithScikitLearn() throws {
    for vector in vectors.probabilities {
      let labels = ["no", "yes", "maybe", "never"].prefix(vector.logits[0].count)
      let definition = SuiteDefinition(id: "s", task: .multipleChoice, metrics: [])
      let results = MetricSuites.choices(Array(labels), vector.logits, gold: vector.gold)
      #expect(abs(try value("acc", definition, results) - vector.expected.acc) < 1e-12)
      let brier = try value("brier", definition, results)
      #expect(abs(brier - vector.expected.brier) < 1e-12)
      if let half = vector.expected.halfBrier { #expect(abs(brier / 2 - half) < 1e-12) }
      #expect(abs(try value("log_loss", definition, results) - vector.expected.logLoss) < 1e-12)
      #expect(abs(try value("auroc", definition, results) - vector.expected.auroc) < 1e-12)
    }
  }

  @Test func areaUnderTheCurveAgreesWithScikitLearnOnTies() throws {
    let areas = vectors.areas
    let results = areas.scores.indices.map { index in
      SampleResult(
        sample: Sample(id: "\(index)", requests: []), responses: [],
        score: Score(
          scorer: "refusal_log_odds",
          status: .scored(["refusal_log_odds": areas.scores[index]]),
          target: areas.unsafe[index] == 1 ? "unsafe" : "safe"))
    }
    let definition = SuiteDefinition(id: "s", task: .refusalLogOdds, metrics: [])
    #expect(abs(try value("auroc", definition, results) - areas.auroc) < 1e-12)
    #expect(abs(try value("mean_shift", definition, results) - areas.shift) < 1e-12)
    // Order changes nothing.
    let reversed = Array(results.reversed())
    #expect(try value("auroc", definition, reversed) == value("auroc", definition, results))
  }

  @Test func perplexitiesAgreeWithTheirFormulas() throws {
    let expected = vectors.perplexities
    let results = expected.rows.enumerated().map { index, row in
      SampleResult(
        sample: Sample(id: "\(index)", requests: []), responses: [],
        score: Score(
          scorer: "perplexity",
          status: .scored(["ll": row[0], "words": row[1], "bytes": row[2], "tokens": row[3]])))
    }
    let rolling = SuiteDefinition(id: "s", task: .perplexity, metrics: [])
    let target = SuiteDefinition(id: "s", task: .loglikelihood, metrics: [])
    for (name, definition, number) in [
      ("word_perplexity", rolling, expected.wordPerplexity),
      ("byte_perplexity", rolling, expected.bytePerplexity),
      ("bits_per_byte", rolling, expected.bitsPerByte),
      ("token_perplexity", rolling, expected.tokenPerplexity),
      ("perplexity", target, expected.perplexity),
    ] {
      let actual = try value(name, definition, results)
      #expect(RecordedVectors.error(actual, number) < 1e-12, "\(name)")
    }
  }
}

/// Word counts against Python's own regular expressions.
struct WordCountTests {
  struct Vectors: Decodable {
    struct Case: Decodable {
      var text: String
      var count: Int

      init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        text = try values.decode(String.self)
        count = try values.decode(Int.self)
      }
    }
    var words: [Case]
  }

  @Test func wordsAreWhatPythonSplits() throws {
    let cases = try RecordedVectors.load(Vectors.self, "metrics").words
    #expect(cases.count > 6)
    for vector in cases {
      #expect(
        PerplexityScorer.wordCount(vector.text) == vector.count, "\(vector.text.debugDescription)")
    }
  }
}
