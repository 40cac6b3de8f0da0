internal import CKernels

/// Runs rows of tokens through a Llama-architecture decoder.
///
/// Every row's numbers depend on the row and its path alone: matrix products sum over columns in
/// order, attention over the path in order, and threads divide rows, heads and output rows only.
/// Not thread-safe; the engine runs one batch at a time.
final class Transformer {
  let configuration: ModelConfiguration
  let cache: KeyValueCache
  /// Rows that one call takes at most.
  let maximumRows = 256
  let kernels: UnsafePointer<assay_kernels>
  let pool: ThreadPool
  let weights: LlamaWeights
  let scratch: TransformerScratch
  private let file: GGUFFile
  private var rotary: RotaryTable

  init(
    file: GGUFFile, configuration: ModelConfiguration, precision: Precision, pool: ThreadPool,
    kernels: UnsafePointer<assay_kernels>, slots: Int
  ) throws(InferenceError) {
    self.file = file
    self.configuration = configuration
    self.pool = pool
    self.kernels = kernels
    weights = try LlamaWeights(file, configuration, precision: precision, pool: pool)
    cache = try KeyValueCache(
      configuration, slots: slots, element: KeyValueCache.Element(precision))
    scratch = try TransformerScratch(configuration, rows: maximumRows)
    rotary = RotaryTable(headSize: configuration.headSize, base: configuration.ropeBase)
  }

  /// Computes a batch: fills the cache slots of its rows and the outputs that it asks for.
  ///
  /// - Parameter batch: At most `maximumRows` rows; the paths' other slots are filled already.
  /// - Returns: One a wanted output, in order.
  func forward(_ batch: RowBatch) -> [OutputRow] {
    embed(batch)
    rotary.extend(through: batch.positions.max() ?? 0)
    for (index, layer) in weights.layers.enumerated() {
      attend(batch, layer, index)
      feedForward(batch, layer)
    }
    return output(batch)
  }

  /// The residual stream starts as the tokens' embeddings.
  private func embed(_ batch: RowBatch) {
    let tensor = weights.embedding
    let rowBytes = tensor.columns / tensor.type.blockSize * tensor.type.blockBytes
    let bytes = file.bytes(of: tensor)
    pool.runRanges(batch.count, atLeast: 8) { range in
      for row in range {
        // In range: the engine checks every token against the vocabulary.
        let start = Int(batch.tokens[row]) * rowBytes
        _ = assay_dequantize(
          Int32(tensor.type.id), bytes.baseAddress?.advanced(by: start),
          scratch.stream + row * tensor.columns, tensor.columns)
      }
    }
  }

  /// Adds the attention block: `stream += W_o · attention(norm(stream))`.
  private func attend(_ batch: RowBatch, _ layer: LlamaWeights.Layer, _ index: Int) {
    let c = configuration
    let count = batch.count
    let input = normalize(
      count, by: layer.attentionNorm,
      Activations.Forms(for: layer.query, layer.key, layer.value, by: kernels))
    multiply(
      input,
      [
        (layer.query, scratch.queries), (layer.key, scratch.keys), (layer.value, scratch.values),
      ])
    storeKeysAndValues(batch, layer: index)
    attention(batch, layer: index)
    let mixed = activations(scratch.mixed, count, columns: c.queryWidth)
    prepare(mixed, Activations.Forms(for: layer.attentionOutput, by: kernels))
    multiply(mixed, [(layer.attentionOutput, scratch.projected)])
    addToStream(count)
  }

  /// Adds the feed-forward block: `stream += W_down · (silu(W_gate · x) ⊙ W_up · x)`, x the norm.
  private func feedForward(_ batch: RowBatch, _ layer: LlamaWeights.Layer) {
    let width = configuration.feedForwardWidth
    let count = batch.count
    let input = normalize(
      count, by: layer.feedForwardNorm,
      Activations.Forms(for: layer.gate, layer.up, by: kernels))
    multiply(input, [(layer.gate, scratch.gate), (layer.up, scratch.up)])
    let gated = activations(scratch.gate, count, columns: width)
    let forms = Activations.Forms(for: layer.down, by: kernels)
    pool.runRanges(count) { range in
      for row in range {
        kernels.pointee.swiglu(scratch.gate + row * width, scratch.up + row * width, width)
        gated.prepare(row: row, forms, kernels: kernels)
      }
    }
    multiply(gated, [(layer.down, scratch.projected)])
    addToStream(count)
  }

  /// RMSNorm of the stream's rows, in all forms that matrices read.
  private func normalize(
    _ count: Int, by weight: [Float], _ forms: Activations.Forms
  ) -> Activations {
    let width = configuration.width
    let result = activations(scratch.normed, count, columns: width)
    pool.runRanges(count, atLeast: 4) { range in
      for row in range {
        kernels.pointee.rms_norm(
          result.values + row * width, scratch.stream + row * width, weight, width,
          configuration.normEpsilon)
        result.prepare(row: row, forms, kernels: kernels)
      }
    }
    return result
  }

  func activations(
    _ values: UnsafeMutablePointer<Float>, _ count: Int, columns: Int
  ) -> Activations {
    Activations(
      count: count, columns: columns, values: values, rounded: scratch.rounded,
      quants: scratch.quants, scales: scratch.scales, sums: scratch.sums)
  }

  func prepare(_ input: Activations, _ forms: Activations.Forms) {
    guard !forms.isEmpty else { return }
    pool.runRanges(input.count, atLeast: 4) { range in
      for row in range { input.prepare(row: row, forms, kernels: kernels) }
    }
  }

  /// Several products of the same input, their panels shared out together.
  private func multiply(
    _ input: Activations, _ products: [(Matrix, UnsafeMutablePointer<Float>)]
  ) {
    let panels = products.reduce(0) { $0 + $1.0.panels }
    // With many rows each pair of panels is work enough to share out. With few, the weights' way from
    // memory counts: long stretches, read from front to back.
    let share = input.count >= 32 ? 16 : 1
    pool.runRanges(panels, atLeast: 2, share: share) { range in
      var start = 0
      for (matrix, output) in products {
        let part = range.clamped(to: start..<start + matrix.panels)
        if !part.isEmpty {
          matrix.multiply(
            input, into: output, stride: matrix.rows,
            panels: part.lowerBound - start..<part.upperBound - start, kernels: kernels)
        }
        start += matrix.panels
      }
    }
  }

  private func addToStream(_ count: Int) {
    let width = configuration.width
    pool.runRanges(count, atLeast: 8) { range in
      kernels.pointee.add(
        scratch.stream + range.lowerBound * width, scratch.projected + range.lowerBound * width,
        range.count * width)
    }
  }

  private func storeKeysAndValues(_ batch: RowBatch, layer: Int) {
    let c = configuration
    rotary.withTables { cosines, sines in
      pool.runRanges(batch.count, atLeast: 4) { range in
        for row in range {
          let angle = batch.positions[row] * rotary.pairs
          let key = scratch.keys + row * c.keyValueWidth
          let value = scratch.values + row * c.keyValueWidth
          kernels.pointee.rope(
            scratch.queries + row * c.queryWidth, c.heads, c.headSize, cosines + angle,
            sines + angle)
          kernels.pointee.rope(key, c.keyValueHeads, c.headSize, cosines + angle, sines + angle)
          for head in 0..<c.keyValueHeads {
            cache.store(
              key: key + head * c.headSize, value: value + head * c.headSize, count: c.headSize,
              layer: layer, head: head, slot: Int(batch.slots[row]), kernels: kernels)
          }
        }
      }
    }
  }

  private func attention(_ batch: RowBatch, layer: Int) {
    let c = configuration
    let scale = 1 / Float(c.headSize).squareRoot()
    let attend =
      cache.element == .float16 ? kernels.pointee.attention_f16 : kernels.pointee.attention_f32
    batch.paths.withUnsafeBufferPointer { paths in
      guard let paths = paths.baseAddress, let attend else { return }
      pool.run(batch.runs.count * c.keyValueHeads) { item in
        let rows = batch.runs[item / c.keyValueHeads]
        let head = item % c.keyValueHeads
        let query = rows.lowerBound * c.queryWidth + head * c.groupSize * c.headSize
        let length = batch.positions[rows.lowerBound] + 1
        let scratchCount = assay_attention_scratch(
          rows.count, c.groupSize, cache.paddedHeadSize, length + rows.count - 1)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: scratchCount) { temporary in
          attend(
            scratch.mixed + query, scratch.queries + query, rows.count, c.queryWidth, c.groupSize,
            c.headSize, cache.paddedHeadSize, cache.keys(layer: layer, head: head),
            cache.values(layer: layer, head: head), cache.paddedHeadSize,
            paths + batch.pathStarts[rows.lowerBound], length, scale, temporary.baseAddress)
        }
      }
    }
  }
}
