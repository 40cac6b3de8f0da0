import CKernels
import Foundation
import Testing

/// Attention over cached keys and values against double-precision formulas, for each instruction set.
struct AttentionTests {
  /// How the cache stores values.
  enum Stored: String, CaseIterable, Sendable { case float32, float16 }

  /// Sizes: a head no multiple of 16, several lengths and groups, one row and blocks of rows.
  static let shapes = [
    Shape(headSize: 8, length: 1, group: 1, rows: 1),
    Shape(headSize: 64, length: 5, group: 3, rows: 1),
    Shape(headSize: 64, length: 70, group: 3, rows: 16),
    Shape(headSize: 40, length: 33, group: 2, rows: 7),
    Shape(headSize: 128, length: 100, group: 4, rows: 3),
    Shape(headSize: 16, length: 1, group: 1, rows: 16),
    Shape(headSize: 80, length: 17, group: 7, rows: 5),
  ]

  struct Shape: Sendable {
    let headSize, length, group, rows: Int
  }

  @Test(arguments: kernelSets, Stored.allCases)
  func isSoftmaxOfScaledProducts(set: String, stored: Stored) {
    for (index, shape) in AttentionTests.shapes.enumerated() {
      let case_ = Case(shape, stored, seed: UInt64(index))
      let output = case_.run(kernels(set))
      for row in 0..<shape.rows {
        for head in 0..<shape.group {
          let exact = case_.exact(row: row, head: head)
          for i in 0..<shape.headSize {
            #expect(abs(Double(output[case_.place(row, head) + i]) - exact[i]) < 1e-5)
          }
        }
      }
    }
  }

  @Test(arguments: kernelSets, Stored.allCases)
  func aRowDoesNotDependOnItsBlock(set: String, stored: Stored) {
    for (index, shape) in AttentionTests.shapes.enumerated() {
      let case_ = Case(shape, stored, seed: UInt64(index))
      let together = case_.run(kernels(set))
      for row in 0..<shape.rows {
        let alone = case_.run(kernels(set), row..<row + 1)
        let range = case_.place(row, 0)..<case_.place(row, 0) + shape.group * shape.headSize
        #expect(together[range].map(\.bitPattern) == alone[range].map(\.bitPattern))
      }
    }
  }

  @Test(arguments: kernelSets, Stored.allCases)
  func laterRowsNeverLeakIntoEarlierOnes(set: String, stored: Stored) {
    let shape = Shape(headSize: 64, length: 20, group: 3, rows: 16)
    let clean = Case(shape, stored, seed: 1)
    var poisoned = clean
    poisoned.poisonLastSlot()
    let (before, after) = (clean.run(kernels(set)), poisoned.run(kernels(set)))
    let last = clean.place(shape.rows - 1, 0)
    #expect(before[..<last].map(\.bitPattern) == after[..<last].map(\.bitPattern))
    #expect(after[last..<last + shape.group * shape.headSize].allSatisfy { $0.isNaN })
  }
}

/// Random queries over a random cache whose slots lie in no order.
private struct Case {
  let shape: AttentionTests.Shape
  let stored: AttentionTests.Stored
  let padded: Int
  let slotStride: Int
  let rowStride: Int
  let slots: [Int32]
  let queries: [Float]
  private var keys: [Float]
  private var values: [Float]

  init(_ shape: AttentionTests.Shape, _ stored: AttentionTests.Stored, seed: UInt64) {
    self.shape = shape
    self.stored = stored
    var numbers = RepeatableNumbers(seed)
    padded = (shape.headSize + 15) / 16 * 16
    slotStride = padded * 2
    rowStride = shape.group * shape.headSize + 5
    let longest = shape.length + shape.rows - 1
    let count = longest * 8
    slots = (0..<Int32(longest)).map { ($0 * 7 + 3) % Int32(count) }
    keys = [Float](repeating: 0, count: count * slotStride)
    values = keys
    for slot in slots {
      for i in 0..<shape.headSize {
        keys[Int(slot) * slotStride + i] = Case.asStored(numbers.float(), stored)
        values[Int(slot) * slotStride + i] = Case.asStored(numbers.float(), stored)
      }
    }
    queries = numbers.floats(rowStride * shape.rows, scale: 5)
  }

  private static func asStored(_ value: Float, _ stored: AttentionTests.Stored) -> Float {
    stored == .float16 ? Float(Float16(value)) : value
  }

  mutating func poisonLastSlot() {
    guard let slot = slots.last else { return }
    keys[Int(slot) * slotStride] = .nan
  }

  /// Where a row's head begins in queries and output.
  func place(_ row: Int, _ head: Int) -> Int { row * rowStride + head * shape.headSize }

  func run(_ set: assay_kernels, _ rows: Range<Int>? = nil) -> [Float] {
    let rows = rows ?? 0..<shape.rows
    let length = shape.length + rows.lowerBound
    var output = [Float](repeating: 0, count: rowStride * shape.rows)
    let scratchCount = assay_attention_scratch(
      rows.count, shape.group, padded, length + rows.count - 1)
    var scratch = [Float](repeating: .nan, count: scratchCount)
    let attend = stored == .float16 ? set.attention_f16 : set.attention_f32
    withCache { keys, values in
      output.withUnsafeMutableBufferPointer { output in
        queries.withUnsafeBufferPointer { queries in
          guard let o = output.baseAddress, let q = queries.baseAddress else { return }
          let start = rows.lowerBound * rowStride
          attend?(
            o + start, q + start, rows.count, rowStride, shape.group, shape.headSize, padded, keys,
            values, slotStride, slots, length, 0.25, &scratch)
        }
      }
    }
    return output
  }

  private func withCache(_ body: (UnsafeRawPointer?, UnsafeRawPointer?) -> Void) {
    guard stored == .float16 else {
      return keys.withUnsafeBytes { k in
        values.withUnsafeBytes { v in body(k.baseAddress, v.baseAddress) }
      }
    }
    keys.map(Float16.init).withUnsafeBytes { k in
      values.map(Float16.init).withUnsafeBytes { v in body(k.baseAddress, v.baseAddress) }
    }
  }

  func exact(row: Int, head: Int) -> [Double] {
    let seen = slots.prefix(shape.length + row).map { Int($0) * slotStride }
    let scores = seen.map { slot in
      (0..<shape.headSize).reduce(0.0) {
        $0 + Double(queries[place(row, head) + $1]) * Double(keys[slot + $1])
      } * 0.25
    }
    let largest = scores.max() ?? 0
    let weights = scores.map { exp($0 - largest) }
    let total = weights.reduce(0, +)
    return (0..<shape.headSize).map { i in
      zip(seen, weights).reduce(0.0) { $0 + Double(values[$1.0 + i]) * $1.1 } / total
    }
  }
}
