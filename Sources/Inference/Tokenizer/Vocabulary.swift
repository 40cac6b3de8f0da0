/// A checkpoint's tokens: their texts, kinds and special roles.
struct Vocabulary: Sendable {
  /// What a token is (`llama_token_type`).
  enum TokenKind: Int, Sendable {
    case normal = 1
    case unknown = 2
    case control = 3
    case userDefined = 4
    case unused = 5
    case byte = 6
  }

  /// As stored in the file.
  let texts: [String]
  let kinds: [TokenKind]
  let ids: [String: Int32]
  let beginOfSequence: Int32?
  let endOfSequence: Int32?
  let unknown: Int32?
  /// Tokens after which no assistant goes on: end of sequence, end of turn, end of text.
  let endOfGeneration: Set<Int32>
  /// Whether the tokenizer itself puts the begin-of-sequence token first.
  let addsBeginOfSequence: Bool

  init(_ file: GGUFFile) throws(InferenceError) {
    let texts = try file.strings("tokenizer.ggml.tokens")
    guard !texts.isEmpty, texts.count <= 1 << 24 else {
      throw InferenceError(
        .malformed, "holds \(texts.count) tokens", file: file.file.path,
        field: "tokenizer.ggml.tokens")
    }
    self.texts = texts
    self.kinds = try Vocabulary.kinds(file, count: texts.count)
    var ids: [String: Int32] = [:]
    ids.reserveCapacity(texts.count)
    // The first of equal texts is the one that merges mean.
    for (id, text) in texts.enumerated() where ids[text] == nil { ids[text] = Int32(id) }
    self.ids = ids
    func role(_ name: String) throws(InferenceError) -> Int32? {
      try file.optionalInteger("tokenizer.ggml.\(name)_token_id", in: 0...texts.count - 1)
        .map { Int32($0) }
    }
    self.beginOfSequence = try role("bos")
    self.endOfSequence = try role("eos")
    self.unknown = try role("unknown")
    self.addsBeginOfSequence = try file.optionalBool("tokenizer.ggml.add_bos_token") ?? false
    var ends = Set([endOfSequence, try role("eot"), try role("eom")].compactMap { $0 })
    for text in Vocabulary.endTexts {
      if let id = ids[text], kinds[Int(id)] == .control { ends.insert(id) }
    }
    self.endOfGeneration = ends
  }

  /// Texts under which the known families end a turn or a document.
  private static let endTexts = [
    "<|endoftext|>", "<|im_end|>", "<|eot_id|>", "<|end_of_text|>", "<|eom_id|>", "<end_of_turn>",
    "<|end|>", "</s>", "<|end_of_turn|>",
  ]

  private static func kinds(
    _ file: GGUFFile, count: Int
  ) throws(InferenceError) -> [TokenKind] {
    let field = "tokenizer.ggml.token_type"
    guard let numbers = try file.optionalIntegers(field) else {
      return Array(repeating: .normal, count: count)
    }
    guard numbers.count == count else {
      throw InferenceError(
        .malformed, "has \(numbers.count) entries for \(count) tokens", file: file.file.path,
        field: field)
    }
    return try numbers.map { number throws(InferenceError) in
      guard let kind = TokenKind(rawValue: number) else {
        throw InferenceError(
          .malformed, "holds the unknown token type \(number)", file: file.file.path, field: field)
      }
      return kind
    }
  }
}
