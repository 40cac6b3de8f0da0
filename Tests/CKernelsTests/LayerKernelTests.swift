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
  func attentionIsSoftmaxOfScaledProducts(set: String) {
    var numbers = RepeatableNumbers(5)
    for (headSize, length, group) in [(8, 1, 1), (64, 5, 3), (40, 33, 2), (128, 100, 4)] {
      let padded = (headSize + 15) / 16 * 16
      let stride = padded * 2
      let slots = (0..<Int32(length)).map { ($0 * 7 + 3) % Int32(length * 8) }
      var keys = [Float](repeating: 0, count: length * 8 * stride)
      var values = keys
      for slot in slots {
        for i in 0..<headSize {
          keys[Int(slot) * stride + i] = numbers.float()
          values[Int(slot) * stride + i] = numbers.float()
        }
      }
      let queries = numbers.floats(group * headSize, scale: 5)
      var output = [Float](repeating: .nan, count: group * headSize)
      var scratch = [Float](repeating: .nan, count: group * ((length + 15) / 16 * 16 + padded))
      kernels(set).attention(
        &output, queries, group, headSize, padded, keys, values, stride, slots, length, 0.25,
        &scratch)
      for g in 0..<group {
        let scores = slots.map { slot in
          (0..<headSize).reduce(0.0) {
            $0 + Double(queries[g * headSize + $1]) * Double(keys[Int(slot) * stride + $1])
          } * 0.25
        }
        let largest = scores.max() ?? 0
        let weights = scores.map { exp($0 - largest) }
        let total = weights.reduce(0, +)
        for i in 0..<headSize {
          let exact =
            zip(slots, weights).reduce(0.0) {
              $0 + Double(values[Int($1.0) * stride + i]) * $1.1
            } / total
          #expect(abs(Double(output[g * headSize + i]) - exact) < 1e-5)
        }
      }
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
