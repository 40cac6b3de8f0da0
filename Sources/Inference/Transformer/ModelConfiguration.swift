/// The sizes and constants of a decoder, from a checkpoint's metadata.
struct ModelConfiguration: Sendable, Equatable {
  let architecture: String
  let layers: Int
  /// Width of the residual stream.
  let width: Int
  let feedForwardWidth: Int
  let heads: Int
  let keyValueHeads: Int
  let headSize: Int
  let vocabularySize: Int
  /// The longest sequence in tokens.
  let contextLength: Int
  let normEpsilon: Float
  let ropeBase: Double

  /// Query heads that share a key/value head.
  var groupSize: Int { heads / keyValueHeads }
  var queryWidth: Int { heads * headSize }
  var keyValueWidth: Int { keyValueHeads * headSize }

  /// Reads the sizes of a Llama-architecture checkpoint.
  ///
  /// - Parameter file: The checkpoint.
  /// - Throws: `InferenceError` naming the key that is missing, out of range or not supported.
  init(_ file: GGUFFile) throws(InferenceError) {
    let path = file.file.path
    architecture = try file.string("general.architecture")
    guard architecture == "llama" else {
      throw InferenceError(
        .unsupported, "is \"\(architecture)\"; this version runs \"llama\"", file: path,
        field: "general.architecture")
    }
    func key(_ name: String) -> String { "llama.\(name)" }
    layers = try file.integer(key("block_count"), in: 1...1024)
    width = try file.integer(key("embedding_length"), in: 1...1 << 17)
    feedForwardWidth = try file.integer(key("feed_forward_length"), in: 1...1 << 19)
    heads = try file.integer(key("attention.head_count"), in: 1...1024)
    keyValueHeads =
      try file.optionalInteger(key("attention.head_count_kv"), in: 1...1024) ?? heads
    contextLength = try file.integer(key("context_length"), in: 1...1 << 24)
    guard
      let epsilon = try file.optionalNumber(key("attention.layer_norm_rms_epsilon")), epsilon < 1
    else {
      throw InferenceError(
        .malformed, "is missing or not below 1", file: path,
        field: key("attention.layer_norm_rms_epsilon"))
    }
    normEpsilon = Float(epsilon)
    ropeBase = try file.optionalNumber(key("rope.freq_base")) ?? 10000
    guard width % heads == 0, heads % keyValueHeads == 0 else {
      throw InferenceError(
        .malformed,
        "\(width) values do not divide into \(heads) heads that share \(keyValueHeads) keys",
        file: path, field: key("attention.head_count"))
    }
    headSize =
      try file.optionalInteger(key("attention.key_length"), in: 2...1024) ?? width / heads
    guard headSize % 2 == 0 else {
      throw InferenceError(
        .unsupported, "heads of \(headSize) values have no pairs to rotate", file: path,
        field: key("attention.key_length"))
    }
    vocabularySize = try file.strings("tokenizer.ggml.tokens").count
    try ModelConfiguration.refuseUnsupported(file, headSize: headSize)
  }

  /// Refuses keys that change the numbers in ways this engine does not know.
  private static func refuseUnsupported(
    _ file: GGUFFile, headSize: Int
  ) throws(InferenceError) {
    let path = file.file.path
    let rotated = "llama.rope.dimension_count"
    if let count = try file.optionalInteger(rotated, in: 0...1 << 16), count != headSize {
      throw InferenceError(
        .unsupported, "is \(count) of \(headSize); rotating a part of a head is not supported",
        file: path, field: rotated)
    }
    let values = "llama.attention.value_length"
    if let length = try file.optionalInteger(values, in: 0...1 << 16), length != headSize {
      throw InferenceError(
        .unsupported, "is \(length), but keys have \(headSize) values", file: path, field: values)
    }
    let scaling = "llama.rope.scaling.type"
    if let kind = try file.optionalString(scaling), kind != "none" {
      throw InferenceError(
        .unsupported, "is \"\(kind)\"; scaled rotary positions are not supported by this version",
        file: path, field: scaling)
    }
    for name in ["llama.expert_count", "llama.attention.sliding_window"] {
      if let count = try file.optionalInteger(name, in: 0...1 << 30), count > 0 {
        throw InferenceError(
          .unsupported, "is \(count); not supported by this version", file: path, field: name)
      }
    }
  }
}
