import Evaluation
import Testing

/// Special functions and distributions against SciPy.
struct DistributionTests {
  struct Vectors: Decodable {
    struct Pair: Decodable {
      var cumulative: [[Double]]
      var quantile: [[Double]]
    }
    var logGamma: [[Double]]
    var logBeta: [[Double]]
    var incompleteBeta: [[Double]]
    var inverseBeta: [[Double]]
    var normal: Pair
    var student: Pair
    var binomial: [[Double]]
  }

  private let vectors: Vectors
  private let tolerance = 1e-10

  init() throws {
    vectors = try RecordedVectors.load(Vectors.self, "statistics")
  }

  /// Relative, but absolute near 0, where a logarithm is of a number near 1.
  private func scale(_ expected: Double) -> Double { tolerance * max(1, abs(expected)) }

  @Test func logGammaAgreesWithSciPy() {
    #expect(vectors.logGamma.count > 10)
    for row in vectors.logGamma {
      #expect(abs(GammaFunction.logGamma(row[0]) - row[1]) <= scale(row[1]), "\(row)")
    }
    for row in vectors.logBeta {
      #expect(abs(GammaFunction.logBeta(row[0], row[1]) - row[2]) <= scale(row[2]), "\(row)")
    }
  }

  @Test func incompleteBetaAgreesWithSciPyInBothTails() {
    #expect(vectors.incompleteBeta.count > 50)
    for row in vectors.incompleteBeta {
      let lower = BetaFunction.regularized(row[0], row[1], row[2])
      let upper = BetaFunction.complement(row[0], row[1], row[2])
      #expect(RecordedVectors.error(lower, row[3]) < tolerance, "\(row)")
      #expect(RecordedVectors.error(upper, row[4]) < tolerance, "\(row)")
    }
  }

  @Test func inverseBetaAgreesWithSciPy() {
    #expect(vectors.inverseBeta.count > 50)
    for row in vectors.inverseBeta {
      let value = BetaFunction.inverse(row[0], row[1], row[2])
      #expect(RecordedVectors.error(value, row[3]) < tolerance, "\(row)")
    }
  }

  @Test func normalAgreesWithSciPy() {
    for row in vectors.normal.cumulative {
      let value = NormalDistribution.cumulative(row[0])
      #expect(abs(value - row[1]) <= tolerance * row[1], "\(row)")
    }
    for row in vectors.normal.quantile {
      let value = NormalDistribution.quantile(row[0])
      #expect(RecordedVectors.error(value, row[1]) < tolerance, "\(row)")
    }
    #expect(NormalDistribution.quantile(0) == -.infinity)
    #expect(NormalDistribution.quantile(1.5).isNaN)
  }

  @Test func studentAgreesWithSciPy() {
    for row in vectors.student.cumulative {
      let value = StudentDistribution.cumulative(row[0], degrees: row[1])
      #expect(RecordedVectors.error(value, row[2]) < tolerance, "\(row)")
    }
    for row in vectors.student.quantile {
      let value = StudentDistribution.quantile(row[0], degrees: row[1])
      #expect(RecordedVectors.error(value, row[2]) < tolerance, "\(row)")
    }
  }

  @Test func binomialAgreesWithSciPy() {
    for row in vectors.binomial {
      let k = Int(row[0])
      let n = Int(row[1])
      let mass = BinomialDistribution.mass(k, trials: n, probability: row[2])
      let cumulative = BinomialDistribution.cumulative(k, trials: n, probability: row[2])
      #expect(RecordedVectors.error(mass, row[3]) < tolerance, "\(row)")
      #expect(RecordedVectors.error(cumulative, row[4]) < tolerance, "\(row)")
    }
  }

  @Test func outsideTheirDomainFunctionsSayNaN() {
    #expect(GammaFunction.logGamma(0).isNaN)
    #expect(BetaFunction.regularized(0.5, 0, 1).isNaN)
    #expect(BetaFunction.inverse(1.5, 1, 1).isNaN)
    #expect(StudentDistribution.quantile(0.5, degrees: 0).isNaN)
  }
}
