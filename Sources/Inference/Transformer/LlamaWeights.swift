internal import CKernels

/// The weights of a Llama-architecture decoder.
struct LlamaWeights: Sendable {
  /// One layer's weights.
  struct Layer: Sendable {
    /// Shape `[width]`.
    let attentionNorm: [Float]
    /// Shape `[heads · headSize × width]`.
    let query: Matrix
    /// Shape `[keyValueHeads · headSize × width]`.
    let key: Matrix
    let value: Matrix
    /// Shape `[width × heads · headSize]`.
    let attentionOutput: Matrix
    /// Shape `[width]`.
    let feedForwardNorm: [Float]
    /// Shape `[feedForwardWidth × width]`.
    let gate: Matrix
    let up: Matrix
    /// Shape `[width × feedForwardWidth]`.
    let down: Matrix
  }

  let layers: [Layer]
  /// Shape `[width]`.
  let outputNorm: [Float]
  /// `[vocabularySize × width]`; the token embedding itself where the checkpoint ties them.
  let output: Matrix
  /// Rows are read from the file as they are needed.
  let embedding: TensorInfo
  /// Loads and packs all weights; every tensor's shape is checked, and none may be left over.
  ///
  /// - Parameters:
  ///   - file: The checkpoint.
  ///   - configuration: Its sizes.
  ///   - precision: How weights are held.
  ///   - pool: The threads that pack.
  /// - Throws: `InferenceError` naming the tensor.
  init(
    _ file: GGUFFile, _ configuration: ModelConfiguration, precision: Precision, pool: ThreadPool
  ) throws(InferenceError) {
    // Every matrix of the file but a tied embedding, which is packed as the output, is packed once.
    let matrices = file.tensors.filter { $0.type.isSupported && $0.shape.count == 2 }
    let storage = try WeightStorage(
      parts: matrices.map { Matrix.packedBytes($0, precision: precision) })
    var loader = TensorLoader(file: file, precision: precision, storage: storage, pool: pool)
    let c = configuration
    embedding = try loader.info("token_embd.weight", shape: [c.width, c.vocabularySize])
    outputNorm = try loader.vector("output_norm.weight", c.width)
    let hasOutput = file.tensor("output.weight") != nil
    output = try loader.matrix(
      hasOutput ? "output.weight" : "token_embd.weight", c.vocabularySize, c.width)
    var layers: [Layer] = []
    for index in 0..<c.layers {
      func name(_ part: String) -> String { "blk.\(index).\(part).weight" }
      layers.append(
        Layer(
          attentionNorm: try loader.vector(name("attn_norm"), c.width),
          query: try loader.matrix(name("attn_q"), c.queryWidth, c.width),
          // Few rows, and every later token's scores depend on what they give.
          key: try loader.matrix(
            name("attn_k"), c.keyValueWidth, c.width, isInputRounded: false),
          value: try loader.matrix(name("attn_v"), c.keyValueWidth, c.width),
          attentionOutput: try loader.matrix(name("attn_output"), c.width, c.queryWidth),
          feedForwardNorm: try loader.vector(name("ffn_norm"), c.width),
          gate: try loader.matrix(name("ffn_gate"), c.feedForwardWidth, c.width),
          up: try loader.matrix(name("ffn_up"), c.feedForwardWidth, c.width),
          down: try loader.matrix(name("ffn_down"), c.width, c.feedForwardWidth)))
    }
    self.layers = layers
    try loader.refuseUnread()
  }
}

/// Takes tensors out of a file by name and remembers which were taken.
private struct TensorLoader {
  let file: GGUFFile
  let precision: Precision
  let storage: WeightStorage
  let pool: ThreadPool
  private var taken: Set<String> = []

  init(file: GGUFFile, precision: Precision, storage: WeightStorage, pool: ThreadPool) {
    self.file = file
    self.precision = precision
    self.storage = storage
    self.pool = pool
  }

  mutating func info(_ name: String, shape: [Int]) throws(InferenceError) -> TensorInfo {
    guard let tensor = file.tensor(name) else {
      throw InferenceError(
        .malformed, "is missing", file: file.file.path, field: name,
        remedy: "The checkpoint is incomplete: convert it again")
    }
    guard tensor.shape == shape else {
      throw InferenceError(
        .malformed, "has the shape \(tensor.shape); \(shape) follows from the metadata",
        file: file.file.path, field: name)
    }
    guard tensor.type.isSupported else {
      let supported = TensorType.all.filter(\.isSupported).map(\.name).joined(separator: ", ")
      throw InferenceError(
        .unsupported, "is stored as \(tensor.type.name); this version reads \(supported)",
        file: file.file.path, field: name,
        remedy: "Convert the checkpoint to one of these types")
    }
    taken.insert(name)
    return tensor
  }

  mutating func matrix(
    _ name: String, _ rows: Int, _ columns: Int, isInputRounded: Bool = true
  ) throws(InferenceError) -> Matrix {
    let tensor = try info(name, shape: [columns, rows])
    return Matrix(
      tensor, in: file, precision: precision, isInputRounded: isInputRounded, storage: storage,
      pool: pool)
  }

  mutating func vector(_ name: String, _ count: Int) throws(InferenceError) -> [Float] {
    let tensor = try info(name, shape: [count])
    return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      _ = assay_dequantize(
        Int32(tensor.type.id), file.bytes(of: tensor).baseAddress, buffer.baseAddress, count)
      initialized = count
    }
  }

  /// A tensor that no one reads would change the numbers silently.
  func refuseUnread() throws(InferenceError) {
    guard let extra = file.tensors.first(where: { !taken.contains($0.name) }) else { return }
    throw InferenceError(
      .unsupported, "is a tensor that a \"llama\" checkpoint does not have in this version",
      file: file.file.path, field: extra.name)
  }
}
