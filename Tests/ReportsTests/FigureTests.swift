import Evaluation
import Reports
import Testing

struct FigureTests {
  @Test(arguments: [
    (0.8125, "0.813"), (0, "0"), (1, "1"), (-0.25, "-0.250"), (12.3456, "12.35"),
    (1234.56, "1234.6"), (0.00042, "4.2e-4"), (-0.0000123, "-1.2e-5"), (2_500_000.4, "2,500,000"),
    (0.9996, "1.000"), (.leastNonzeroMagnitude, "4.9e-324"),
  ])
  func numbersAreShort(value: Double, expected: String) {
    #expect(Figure.short(value) == expected)
  }

  @Test func whatIsNotZeroIsNeverShownAsZero() {
    for exponent in 1...300 {
      var value = 1.0
      for _ in 0..<exponent { value /= 10 }
      let shown = Double(Figure.short(value)) ?? 0
      #expect(shown > 0)
      #expect(abs(shown - value) <= value * 0.06)
    }
  }

  @Test(arguments: [
    (0, "0 µs"), (0.000_345_6, "346 µs"), (0.001_234, "1.23 ms"), (0.0456, "45.6 ms"),
    (0.99951, "1000 ms"), (1.239, "1.24 s"), (123.4, "123 s"), (.nan, "unknown"),
  ])
  func latenciesAreReadable(seconds: Double, expected: String) {
    #expect(Figure.latency(seconds) == expected)
  }

  @Test(arguments: [
    (0, "0.0 s"), (83.25, "1 min 23 s"), (3_725, "1 h 02 min"), (.infinity, "unknown"),
    (-1, "unknown"),
  ])
  func durationsAreReadable(seconds: Double, expected: String) {
    #expect(Figure.duration(seconds) == expected)
  }

  @Test func limitsKeepEveryDigit() {
    #expect(Figure.limit(0.05) == "0.05")
    #expect(Figure.limit(0.123456) == "0.123456")
    #expect(Figure.limit(3) == "3")
    #expect(Figure.percent(0.95) == "95 %")
    #expect(Figure.percent(0.975) == "97.5 %")
    #expect(Figure.grouped(-1_234_567) == "-1,234,567")
  }
}
