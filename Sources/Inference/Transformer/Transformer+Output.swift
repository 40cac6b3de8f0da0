internal import CKernels
internal import Foundation

/// What the output layer says about the token after a row.
struct OutputRow {
  /// Natural logarithms, one a wanted target.
  var targetLogprobs: [Double]
  /// The likeliest token; the first of equals.
  var best: Int32
  var bestLogprob: Double
  /// All logits, where they were asked for.
  var logits: [Float]?
  /// Whether every logit was a number.
  var isFinite: Bool
}

extension Transformer {
  /// Tokens whose logits are computed and reduced together.
  ///
  /// Part of the result's definition: sums of exponentials run within a chunk, then over the chunks
  /// in order.
  private static let chunk = 1024

  /// Log-softmax of the wanted rows, fused with the output product so that whole rows of logits are
  /// kept only where they are asked for.
  func output(_ batch: RowBatch) -> [OutputRow] {
    let wanted = batch.outputs
    guard !wanted.isEmpty else { return [] }
    let input = normalizeOutputs(wanted.map(\.row))
    let vocabulary = configuration.vocabularySize
    let chunks = (vocabulary + Transformer.chunk - 1) / Transformer.chunk
    var partials = [Partial](repeating: Partial(), count: chunks * wanted.count)
    var targets = wanted.map { [Float](repeating: 0, count: $0.targets.count) }
    var logits = wanted.map { [Float](repeating: 0, count: $0.wantsLogits ? vocabulary : 0) }
    partials.withUnsafeMutableBufferPointer { partials in
      withRowPointers(&targets) { targets in
        withRowPointers(&logits) { logits in
          pool.run(chunks) { chunk in
            reduce(chunk, wanted, input, partials, targets, logits)
          }
        }
      }
    }
    return wanted.indices.map { index in
      let parts = (0..<chunks).map { partials[$0 * wanted.count + index] }
      return Transformer.combine(
        parts, targets: targets[index], logits: wanted[index].wantsLogits ? logits[index] : nil)
    }
  }

  /// A chunk's part of a row's log-softmax.
  private struct Partial {
    var maximum = -Float.infinity
    /// Of exp(logit − maximum).
    var sum = 0.0
    var best: Int32 = -1
  }

  private func reduce(
    _ chunk: Int, _ wanted: [RowBatch.Output], _ input: Activations,
    _ partials: UnsafeMutableBufferPointer<Partial>, _ targets: [UnsafeMutablePointer<Float>],
    _ logits: [UnsafeMutablePointer<Float>]
  ) {
    let first = chunk * Transformer.chunk
    let count = min(Transformer.chunk, configuration.vocabularySize - first)
    let panels =
      first / Matrix.panelRows..<(first + count + Matrix.panelRows - 1) / Matrix.panelRows
    let tile = 64
    withUnsafeTemporaryAllocation(of: Float.self, capacity: tile * Transformer.chunk) { scores in
      guard let base = scores.baseAddress else { return }
      for start in stride(from: 0, to: wanted.count, by: tile) {
        let rows = min(tile, wanted.count - start)
        let part = input.dropping(start, count: rows)
        // The kernel writes at the panel's own column; the tile begins at the chunk's first.
        weights.output.multiply(
          part, into: base - first, stride: Transformer.chunk, panels: panels, kernels: kernels)
        for row in 0..<rows {
          let index = start + row
          let values = base + row * Transformer.chunk
          var partial = Partial()
          kernels.pointee.log_sum_exp(
            values, count, Int32(first), &partial.maximum, &partial.sum, &partial.best)
          partials[chunk * wanted.count + index] = partial
          for (position, target) in wanted[index].targets.enumerated()
          where (first..<first + count).contains(Int(target)) {
            targets[index][position] = values[Int(target) - first]
          }
          if wanted[index].wantsLogits {
            (logits[index] + first).update(from: values, count: count)
          }
        }
      }
    }
  }

  private static func combine(
    _ parts: [Partial], targets: [Float], logits: [Float]?
  ) -> OutputRow {
    var best = Partial()
    for part in parts where part.maximum > best.maximum { best = part }
    var sum = 0.0
    for part in parts { sum += part.sum * exp(Double(part.maximum) - Double(best.maximum)) }
    let logSum = Double(best.maximum) + log(sum)
    let values = targets.map { Double($0) - logSum }
    return OutputRow(
      targetLogprobs: values, best: best.best, bestLogprob: Double(best.maximum) - logSum,
      logits: logits, isFinite: logSum.isFinite && values.allSatisfy(\.isFinite))
  }

  /// Gathers the wanted rows of the stream and normalises them.
  private func normalizeOutputs(_ rows: [Int]) -> Activations {
    let width = configuration.width
    let result = activations(scratch.normed, rows.count, columns: width)
    for (index, row) in rows.enumerated() {
      kernels.pointee.rms_norm(
        result.values + index * width, scratch.stream + row * width, weights.outputNorm, width,
        configuration.normEpsilon)
    }
    prepare(result, Activations.Forms(for: weights.output, by: kernels))
    return result
  }
}

/// Calls `body` with a pointer into each array.
private func withRowPointers(
  _ rows: inout [[Float]], _ body: ([UnsafeMutablePointer<Float>]) -> Void
) {
  // Each row gets its own buffer while `body` runs, then the rows are taken over.
  let buffers = rows.map { row in
    let buffer = UnsafeMutableBufferPointer<Float>.allocate(capacity: max(row.count, 1))
    buffer.initialize(repeating: 0)
    return buffer
  }
  body(buffers.compactMap(\.baseAddress))
  for (index, buffer) in buffers.enumerated() {
    rows[index] = Array(buffer.prefix(rows[index].count))
    buffer.deallocate()
  }
}
