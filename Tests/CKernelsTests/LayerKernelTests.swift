import CKernels
import Foundation
import Testing

/// The kernels between the matrix products against double-precision formulas.
struct LayerKernelTests {
  @Test(arguments: kernelSets)
  func rmsNormIsTheFormula(set: String) {
    var numbers = RepeatableNumbers(1)
    for count in [1, 15, 16, 33, 576] {
      let (x, weight) = (numbers.floats(count, scale: 4), numbers.floats(count))
      var y = [Float](repeating: 0, count: count)
      kernels(set).rms_norm(&y, x, weight, count, 1e-5)
      let mean = x.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(count)
      for i in 0..<count {
        let exact = Double(x[i]) / (mean + 1e-5).squareRoot() * Double(weight[i])
        #expect(abs(Double(y[i]) - exact) < 2e-6)
      }
    }
  }

  @Test(arguments: kernelSets)
  func swigluIsTheFormulaOverItsWholeRange(set: String) {
    let inputs: [Float] = [
      -200, -88, -20, -3.5, -1e-6, 0, 1e-6, 0.7, 9, 87, 120, 2, -2, 5, -5, 1, 3,
    ]
    var gate = inputs
    kernels(set).swiglu(&gate, [Float](repeating: 2, count: inputs.count), inputs.count)
    for (x, y) in zip(inputs, gate) {
      let exact = Double(x) / (1 + exp(-Double(x))) * 2
      #expect(abs(Double(y) - exact) <= 1e-6 * max(1, abs(exact)))
    }
  }

  @Test(arguments: kernelSets)
  func ropeTurnsPairs(set: String) {
    var x: [Float] = [1, 0, 0, 1, 3, 4, -1, 2]
    let (c, s): ([Float], [Float]) = ([0.6, 0], [0.8, 1])
    kernels(set).rope(&x, 2, 4, c, s)
    let expected: [Float] = [0.6, 0.8, -1, 0, 3 * 0.6 - 4 * 0.8, 3 * 0.8 + 4 * 0.6, -2, -1]
    for (a, b) in zip(x, expected) { #expect(abs(a - b) < 1e-6) }
  }

  @Test(arguments: kernelSets)
  func narrowRoundsToTheNearestFloat16(set: String) {
    var numbers = RepeatableNumbers(17)
    let x = numbers.floats(37, scale: 70_000) + [0, -0.0, 1e-7, 65_504, .infinity, .nan]
    var y = [UInt16](repeating: 1, count: x.count)
    kernels(set).narrow(&y, x, x.count)
    for (value, bits) in zip(x, y) {
      #expect(value.isNaN ? Float16(bitPattern: bits).isNaN : Float16(value).bitPattern == bits)
    }
  }

  @Test(arguments: kernelSets)
  func logSumExpRunsOverParts(set: String) {
    var numbers = RepeatableNumbers(9)
    let logits = numbers.floats(1000, scale: 30)
    var (maximum, sum, best) = (-Float.infinity, 0.0, Int32(-1))
    for start in stride(from: 0, to: 1000, by: 137) {
      let part = Array(logits[start..<min(start + 137, 1000)])
      kernels(set).log_sum_exp(part, part.count, Int32(start), &maximum, &sum, &best)
    }
    let largest = Double(logits.max() ?? 0)
    let exact = largest + log(logits.reduce(0.0) { $0 + exp(Double($1) - largest) })
    #expect(abs(Double(maximum) + log(sum) - exact) < 1e-6)
    #expect(Int(best) == logits.firstIndex(of: logits.max() ?? 0))
  }

  @Test(arguments: kernelSets)
  func logSumExpShowsWhatIsNoNumber(set: String) {
    for bad in [Float.nan, .infinity] {
      var (maximum, sum, best) = (-Float.infinity, 0.0, Int32(-1))
      kernels(set).log_sum_exp([1, bad, 2], 3, 0, &maximum, &sum, &best)
      #expect(!(Double(maximum) + log(sum)).isFinite)
    }
  }

  @Test(arguments: kernelSets)
  func theFirstOfEqualLogitsIsBest(set: String) {
    var (maximum, sum, best) = (-Float.infinity, 0.0, Int32(-1))
    kernels(set).log_sum_exp([1, 5, 5, 2], 4, 10, &maximum, &sum, &best)
    kernels(set).log_sum_exp([5, 0], 2, 14, &maximum, &sum, &best)
    #expect(best == 11)
  }
}
