import Evaluation
import Testing

/// The seeded bootstrap against SciPy's, and what it promises.
struct BootstrapTests {
  struct Vectors: Decodable {
    struct Ratio: Decodable {
      var loss: [Double]
      var size: [Double]
      var value: Double
      // The two methods' names as SciPy spells them.
      var BCa: [Double]
      var percentile: [Double]
    }
    var bootstrap: Ratio
  }

  /// Σ loss ÷ Σ size over clusters of one.
  struct Ratio: ResampledStatistic {
    var loss: [Double]
    var size: [Double]
    var clusterCount: Int { loss.count }
    var smallestGroup: Int { loss.count }
    let bounds: ClosedRange<Double>? = nil
    let scratchCount = 0

    func value(weights: [Int], scratch: inout [Double]) -> Double? {
      var sums = (0.0, 0.0)
      for index in loss.indices {
        sums.0 += Double(weights[index]) * loss[index]
        sums.1 += Double(weights[index]) * size[index]
      }
      return sums.1 > 0 ? sums.0 / sums.1 : nil
    }
  }

  @Test func bcaAgreesWithSciPyWithinMonteCarloError() throws {
    let vector = try RecordedVectors.load(Vectors.self, "statistics").bootstrap
    let statistic = Ratio(loss: vector.loss, size: vector.size)
    #expect(abs(try #require(statistic.observed) - vector.value) < 1e-12)
    let bootstrap = try #require(Bootstrap(statistic, draws: 40_000, seed: 3))
    let interval = try #require(bootstrap.interval(confidence: 0.9))
    #expect(interval.method == "bootstrap-bca")
    let width = vector.BCa[1] - vector.BCa[0]
    #expect(abs(interval.low - vector.BCa[0]) < 0.02 * width)
    #expect(abs(interval.high - vector.BCa[1]) < 0.02 * width)
    // Close enough to tell BCa from percentile here.
    #expect(abs(vector.BCa[0] - vector.percentile[0]) > 0.02 * width)
  }

  /// How often the commonest cluster is drawn: resampling can only make it larger.
  struct MostRepeated: ResampledStatistic {
    let clusterCount = 30
    let smallestGroup = 30
    let bounds: ClosedRange<Double>? = nil
    let scratchCount = 0

    func value(weights: [Int], scratch: inout [Double]) -> Double? {
      Double(weights.max() ?? 0) + Double(weights[0]) * 0.01
    }
  }

  @Test func anIntervalHoldsItsFigureHoweverResamplingShiftsIt() throws {
    let interval = try #require(
      Bootstrap(MostRepeated(), seed: 5)?.interval(confidence: 0.95))
    #expect(interval.method == "bootstrap-percentile")
    #expect(interval.low <= 1.01 && interval.high >= 3)
  }

  @Test func theSameSeedGivesTheSameDraws() throws {
    let statistic = Ratio(loss: [1, 2, 3, 5, 8], size: [1, 1, 2, 2, 3])
    let first = try #require(Bootstrap(statistic, seed: 9))
    let second = try #require(Bootstrap(statistic, seed: 9))
    let other = try #require(Bootstrap(statistic, seed: 10))
    #expect(first.draws == second.draws)
    #expect(first.draws != other.draws)
  }

  @Test func aFigureOfOneClusterCannotBeResampled() {
    #expect(Bootstrap(Ratio(loss: [4], size: [2]), seed: 1) == nil)
  }

  @Test func drawsThatDoNotDifferAreNoInterval() throws {
    let bootstrap = try #require(Bootstrap(Ratio(loss: [2, 2, 2], size: [1, 1, 1]), seed: 1))
    #expect(bootstrap.isDegenerate)
    #expect(bootstrap.interval(confidence: 0.9) == nil)
  }

  @Test func tooManyUndefinedDrawsAreNoInterval() throws {
    // All size in one of four clusters: about a third of the draws miss it.
    let bootstrap = try #require(
      Bootstrap(Ratio(loss: [1, 2, 3, 4], size: [0, 0, 0, 1]), seed: 1))
    #expect(bootstrap.undefinedDraws > 400)
    #expect(bootstrap.interval(confidence: 0.9) == nil)
  }
}
