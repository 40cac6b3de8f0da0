internal import Foundation

/// Cosines and sines of rotary position embeddings, made once a position.
///
/// Su et al. 2021, section 3.2.2.
struct RotaryTable {
  private let frequencies: [Double]
  private var cosines: [Float] = []
  private var sines: [Float] = []

  /// - Parameters:
  ///   - headSize: Values that are rotated in pairs; even.
  ///   - base: The longest wave is about `2π · base` positions.
  init(headSize: Int, base: Double) {
    frequencies = (0..<headSize / 2).map { pow(base, -2 * Double($0) / Double(headSize)) }
  }

  /// Half the head size.
  var pairs: Int { frequencies.count }

  /// Makes sure that positions up to `position` are there.
  mutating func extend(through position: Int) {
    var next = cosines.count / max(pairs, 1)
    while next <= position {
      for frequency in frequencies {
        // As the reference does: the angle in float32, its functions in float64.
        let angle = Double(Float(next) * Float(frequency))
        cosines.append(Float(cos(angle)))
        sines.append(Float(sin(angle)))
      }
      next += 1
    }
  }

  /// Calls `body` with the tables, `[positions × pairs]` each.
  func withTables(_ body: (UnsafePointer<Float>, UnsafePointer<Float>) -> Void) {
    cosines.withUnsafeBufferPointer { cosines in
      sines.withUnsafeBufferPointer { sines in
        guard let c = cosines.baseAddress, let s = sines.baseAddress else { return }
        body(c, s)
      }
    }
  }
}
