import Evaluation
import Testing

struct DetectorAccuracyTests {
  @Test func ratesAreOfTheCounts() {
    let accuracy = DetectorAccuracy(
      source: "a", truePositives: 6, falsePositives: 2, falseNegatives: 4, trueNegatives: 8)
    #expect(accuracy.precision == 0.75)
    #expect(accuracy.recall == 0.6)
    #expect(accuracy.falsePositiveRate == 0.2)
    #expect(accuracy.f1 == 12.0 / 18.0)
  }

  @Test func aRateOfNothingIsMissing() {
    let accuracy = DetectorAccuracy(source: "a", trueNegatives: 3)
    #expect(accuracy.precision == nil)
    #expect(accuracy.recall == nil)
    #expect(accuracy.falsePositiveRate == 0)
    #expect(accuracy.f1 == nil)
    #expect(DetectorAccuracy(source: "b", truePositives: 1).falsePositiveRate == nil)
  }

  @Test func countsGoWhereTheyBelong() {
    var accuracy = DetectorAccuracy(source: "a")
    for (expected, found) in [(true, true), (true, false), (false, true), (false, false)] {
      accuracy.count(expected: expected, found: found)
    }
    #expect(
      accuracy
        == DetectorAccuracy(
          source: "a", truePositives: 1, falsePositives: 1, falseNegatives: 1, trueNegatives: 1))
  }
}
