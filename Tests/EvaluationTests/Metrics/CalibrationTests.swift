import Evaluation
import Testing

struct CalibrationTests {
  private let definition = SuiteDefinition(id: "s", task: .multipleChoice, metrics: [])

  private func results(_ rows: [(confidence: Double, isRight: Bool)]) -> [SampleResult] {
    rows.enumerated().map { index, row in
      SampleResult(
        sample: Sample(id: "\(index)", requests: []), responses: [],
        score: Score(
          scorer: "multiple_choice",
          status: .scored(["p_max": row.confidence, "acc": row.isRight ? 1 : 0])))
    }
  }

  private func ece(_ rows: [(confidence: Double, isRight: Bool)]) -> Double? {
    MetricCatalog.measurement("ece", definition, results(rows))?.value
  }

  @Test func binsHoldEqualNumbersOfSamples() throws {
    // 150 distinct confidences, ten a bin.
    let rows = (0..<150).map { (confidence: 0.5 + Double($0) / 400, isRight: $0 % 3 != 0) }
    let bins = Reliability.bins(definition, results(rows))
    #expect(bins.map(\.count) == Array(repeating: 10, count: 15))
    #expect(bins[0].low == 0.5 && bins[14].high == rows[149].confidence)
    let byHand = (0..<15).reduce(0.0) { total, bin in
      let members = rows[(10 * bin)..<(10 * bin + 10)]
      let confidence = members.reduce(0) { $0 + $1.confidence } / 10
      let accuracy = Double(members.filter(\.isRight).count) / 10
      return total + abs(accuracy - confidence) / 15
    }
    #expect(abs(try #require(ece(rows)) - byHand) < 1e-12)
  }

  @Test func equalConfidencesShareABinSoOrderDoesNotMatter() throws {
    let rows = (0..<40).map { (confidence: $0 < 25 ? 0.6 : 0.9, isRight: $0 % 2 == 0) }
    let expected = 25.0 / 40 * abs(13.0 / 25 - 0.6) + 15.0 / 40 * abs(7.0 / 15 - 0.9)
    #expect(abs(try #require(ece(rows)) - expected) < 1e-12)
    #expect(abs(try #require(ece(rows.reversed())) - expected) < 1e-12)
    #expect(Reliability.bins(definition, results(rows)).count == 2)
  }

  @Test func perfectlyCalibratedIsZero() throws {
    let rows = (0..<100).map { (confidence: 0.75, isRight: $0 % 4 != 0) }
    #expect(abs(try #require(ece(rows))) < 1e-12)
    #expect(ece([]) == nil)
  }
}
