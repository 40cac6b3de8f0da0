/// How weights are held and numbers computed.
package enum Precision: String, Sendable, CaseIterable {
  /// Weights as stored, activations rounded to 16 bits a block where weights are quantised, f32
  /// sums.
  case fast
  /// Weights dequantised to f32, f32 throughout, log-softmax summed in f64: the reference.
  case exact
}
