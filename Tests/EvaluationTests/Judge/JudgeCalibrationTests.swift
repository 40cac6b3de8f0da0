import Evaluation
import Testing

/// Expected values: scikit-learn's `cohen_kappa_score`, plain and with quadratic weights.
struct JudgeCalibrationTests {
  private typealias Verdict = JudgeDefinition.Verdict

  @Test func kappaOfPassAndFail() throws {
    let known: [Verdict] = [.pass, .pass, .pass, .fail, .fail, .fail, .pass, .fail, .pass, .pass]
    let given: [Verdict?] = [
      .pass, .pass, .fail, .fail, .fail, .pass, .pass, .fail, .pass, .pass,
    ]
    let calibration = JudgeCalibration(known: known, given: given)
    #expect(calibration.agreement == 0.8)
    #expect(abs(try #require(calibration.kappa) - 0.583_333_333_333_333_3) < 1e-12)
    #expect(!calibration.suffices(0.6))
    #expect(calibration.suffices(0.58))
  }

  @Test func kappaOfGradesIsWeighted() throws {
    let known: [Verdict] = [1, 2, 3, 4, 5, 3].map { .grade($0) }
    let given: [Verdict?] = [1, 3, 3, 4, 4, 2].map { .grade($0) }
    let kappa = try #require(JudgeCalibration(known: known, given: given).kappa)
    #expect(abs(kappa - 0.823_529_411_764_705_9) < 1e-12)
  }

  @Test func noVerdictIsADisagreement() throws {
    let known: [Verdict] = [.pass, .fail, .pass, .fail]
    let calibration = JudgeCalibration(known: known, given: [.pass, .fail, nil, nil])
    #expect(calibration.judged == 2)
    #expect(calibration.agreement == 0.5)
    // Chance agreement: a quarter of pass and fail each, of two halves.
    #expect(abs(try #require(calibration.kappa) - (1 - 0.5 / 0.75)) < 1e-12)
  }

  @Test func knownVerdictsOfOneKindTellNothing() {
    let calibration = JudgeCalibration(known: [.pass, .pass], given: [.pass, .pass])
    #expect(calibration.kappa == nil)
    #expect(!calibration.suffices(0))
  }
}
