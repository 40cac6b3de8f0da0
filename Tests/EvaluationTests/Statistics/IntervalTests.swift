import Evaluation
import Testing

/// Intervals against SciPy and statsmodels.
struct IntervalTests {
  struct Vectors: Decodable {
    struct Mean: Decodable {
      var values: [Double]
      var clusters: [String]
      var mean: Double
      var standardError: Double
      var low: Double
      var high: Double
    }
    var proportions: [[Double]]
    var oneSided: [[Double]]
    var means: [Mean]
  }

  private let vectors: Vectors

  init() throws {
    vectors = try RecordedVectors.load(Vectors.self, "statistics")
  }

  @Test func wilsonAndClopperPearsonAgreeWithSciPy() throws {
    #expect(vectors.proportions.count > 30)
    for row in vectors.proportions {
      let wilson = try #require(
        ProportionInterval.wilson(successes: row[0], trials: row[1], confidence: row[2]))
      let exact = try #require(
        ProportionInterval.clopperPearson(successes: row[0], trials: row[1], confidence: row[2]))
      #expect(abs(wilson.low - row[3]) < 1e-10 && abs(wilson.high - row[4]) < 1e-10, "\(row)")
      #expect(abs(exact.low - row[5]) < 1e-10 && abs(exact.high - row[6]) < 1e-10, "\(row)")
    }
  }

  @Test func anEndOfATwoSidedIntervalIsAOneSidedBound() throws {
    for row in vectors.oneSided {
      let interval = try #require(
        ProportionInterval.clopperPearson(
          successes: row[0], trials: row[1], confidence: 2 * row[2] - 1))
      #expect(abs(interval.high - row[3]) < 1e-10, "\(row)")
    }
  }

  @Test(arguments: [(0.1, 29), (0.05, 59), (0.02, 149), (0.01, 299), (0.005, 598), (0.001, 2995)])
  func cleanTrialsAreAsManyAsTheBoundNeeds(limit: Double, trials: Int) throws {
    #expect(ProportionInterval.cleanTrials(limit: limit, confidence: 0.95) == trials)
    let bound = { (n: Int) in
      ProportionInterval.clopperPearson(successes: 0, trials: Double(n), confidence: 0.9)?.high
    }
    #expect(try #require(bound(trials)) <= limit)
    #expect(try #require(bound(trials - 1)) > limit)
  }

  @Test func outsideTheirDomainThereIsNoInterval() {
    #expect(ProportionInterval.wilson(successes: 0, trials: 0, confidence: 0.95) == nil)
    #expect(ProportionInterval.clopperPearson(successes: 3, trials: 2, confidence: 0.95) == nil)
    #expect(ProportionInterval.wilson(successes: .nan, trials: 2, confidence: 0.95) == nil)
    #expect(ProportionInterval.wilson(successes: 1, trials: 2, confidence: 1) == nil)
  }

  @Test func clusteredErrorsAgreeWithStatsmodels() throws {
    #expect(vectors.means.count == 3)
    for vector in vectors.means {
      let values = ClusteredValues(
        zip(vector.values, vector.clusters).map { (value: $0, cluster: $1) })
      let interval = try #require(
        MeanInterval.student(values, confidence: 0.95, bounds: nil))
      #expect(RecordedVectors.error(try #require(values.mean), vector.mean) < 1e-10)
      let error = try #require(values.standardError)
      #expect(RecordedVectors.error(error, vector.standardError) < 1e-10)
      #expect(abs(interval.low - vector.low) < 1e-9)
      #expect(abs(interval.high - vector.high) < 1e-9)
      #expect(interval.method == (values.isIndependent ? "t" : "clustered-t"))
    }
  }

  @Test func sixOfTwentyPromptsFiveTimesIsWorthTwentyTrials() throws {
    let rows = (0..<20).flatMap { prompt in
      (0..<5).map { _ in (value: prompt < 6 ? 1.0 : 0.0, cluster: "prompt \(prompt)") }
    }
    let values = ClusteredValues(rows)
    let interval = try #require(Evidence.proportion(values).interval(confidence: 0.95, seed: 1))
    #expect(interval.method == "clustered-t")
    // p = 0.3, SE = √(0.3 · 0.7 / 20), t with 19 degrees: as if there were 20 trials, not 100.
    #expect(abs(interval.low - 0.0855288) < 1e-6)
    #expect(abs(interval.high - 0.5144712) < 1e-6)
    #expect(values.effectiveTrials(confidence: 0.95) < 20)
    let guarantee = try #require(
      Evidence.proportion(values).interval(confidence: 0.95, purpose: .guarantee, seed: 1))
    let exact = try #require(
      ProportionInterval.clopperPearson(successes: 6, trials: 20, confidence: 0.95))
    #expect(guarantee.low <= exact.low && guarantee.high >= exact.high)
  }

  @Test func noSpreadIsNoCertainty() throws {
    let rows = (0..<40).map { (value: 1.0, cluster: "c\($0 / 4)") }
    let values = ClusteredValues(rows)
    #expect(values.standardError == 0)
    let clustered = try #require(Evidence.proportion(values).interval(confidence: 0.9, seed: 1))
    #expect(clustered.low < 0.85, "ten clusters all right leave room below")
    let bounded = try #require(
      Evidence.mean(values, bounds: 0...1).interval(confidence: 0.9, seed: 1))
    // 1 − 0.05^(1/10)
    #expect(abs((1 - bounded.low) - 0.2588655509) < 1e-9)
    #expect(Evidence.mean(values, bounds: nil).interval(confidence: 0.9, seed: 1) == nil)
    let single = ClusteredValues((0..<9).map { _ in (value: 1.0, cluster: "one") })
    #expect(single.standardError == nil)
    #expect(try #require(Evidence.proportion(single).interval(confidence: 0.9, seed: 1)).low < 0.3)
  }
}
