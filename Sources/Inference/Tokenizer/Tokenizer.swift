internal import Patterns

/// Text to token ids and back, as the checkpoint was trained with.
package struct Tokenizer: Sendable {
  /// What becomes of text such as `<|im_start|>`.
  package enum SpecialTokens: Sendable {
    /// It is ordinary text; user text is never given another meaning.
    case asText
    /// It becomes the special token.
    case parsed
    /// It becomes the special token, unless a guard stands in it; guards fall away.
    case parsedUnlessGuarded(by: Unicode.Scalar)
  }

  let vocabulary: Vocabulary
  private let preTokenizer: PreTokenizer
  private let merger: BytePairMerger
  private let byteTokens: [Int32]
  private let specials: SpecialTokenIndex
  /// The bytes that each token stands for.
  private let tokenBytes: [[UInt8]]

  /// The number of tokens.
  package var vocabularySize: Int { vocabulary.texts.count }
  /// How the vocabulary is described: model and kind of pre-tokenizer.
  package let description: String
  /// What a sequence without context begins with: begin of sequence, else end of sequence.
  package var prefixToken: Int32? { vocabulary.beginOfSequence ?? vocabulary.endOfSequence }
  /// Tokens that end a generation.
  package var endOfGeneration: Set<Int32> { vocabulary.endOfGeneration }
  /// Whether a sequence begins with the begin-of-sequence token by default.
  package var addsBeginOfSequence: Bool { vocabulary.addsBeginOfSequence }
  /// The begin-of-sequence token.
  package var beginOfSequence: Int32? { vocabulary.beginOfSequence }

  init(_ file: GGUFFile) throws(InferenceError) {
    let path = file.file.path
    let model = try file.string("tokenizer.ggml.model")
    guard model == "gpt2" else {
      throw InferenceError(
        .unsupported, "is \"\(model)\"; byte-level BPE (\"gpt2\") is read by this version",
        file: path, field: "tokenizer.ggml.model")
    }
    let pre = try file.optionalString("tokenizer.ggml.pre") ?? "default"
    guard let kind = PreTokenizerKind(preName: pre) else {
      throw InferenceError(
        .unsupported,
        "is \"\(pre)\"; known are \(PreTokenizerKind.allCases.map(\.rawValue).joined(separator: ", "))",
        file: path, field: "tokenizer.ggml.pre")
    }
    let vocabulary = try Vocabulary(file)
    self.vocabulary = vocabulary
    self.description = "byte-level BPE (\(pre)), \(vocabulary.texts.count) tokens"
    do {
      self.preTokenizer = try PreTokenizer(kind)
    } catch {
      throw InferenceError(.unsupported, error.description, file: path, field: pre)
    }
    self.byteTokens = ByteAlphabet.scalars.map { vocabulary.ids[String($0)] ?? -1 }
    self.merger = try Tokenizer.merger(file, vocabulary)
    self.specials = SpecialTokenIndex(vocabulary)
    self.tokenBytes = vocabulary.texts.enumerated().map { id, text in
      vocabulary.kinds[id] == .normal ? ByteAlphabet.decode(text) : Array(text.utf8)
    }
  }

  /// The token ids of a text.
  ///
  /// - Parameters:
  ///   - text: Any text.
  ///   - specialTokens: Whether special-token text in it is special.
  /// - Returns: The ids, without any begin-of-sequence token.
  /// - Throws: `InferenceError` when the pre-tokenizer gives up on the text.
  package func encode(
    _ text: String, specialTokens: SpecialTokens = .asText
  ) throws(InferenceError) -> [Int32] {
    var controls = true
    var guardScalar: Unicode.Scalar?
    switch specialTokens {
    case .asText: controls = false
    case .parsed: break
    case .parsedUnlessGuarded(let scalar): guardScalar = scalar
    }
    var ids: [Int32] = []
    for piece in specials.split(Array(text.utf8), controls: controls) {
      switch piece {
      case .token(let id): ids.append(id)
      case .text(let utf8): try appendPlain(Tokenizer.removing(guardScalar, utf8), to: &ids)
      }
    }
    return ids
  }

  /// Puts a guard into all special-token text, so that it stays text.
  ///
  /// - Parameters:
  ///   - text: What a user wrote.
  ///   - scalar: Not in `text`.
  /// - Returns: Text for `encode` with `.parsedUnlessGuarded`.
  package func guardingSpecialTokens(in text: String, by scalar: Unicode.Scalar) -> String {
    let pieces = specials.split(Array(text.utf8), controls: true)
    guard pieces.count > 1 || pieces.contains(where: { $0.isToken }) else { return text }
    var result = String.UnicodeScalarView()
    for piece in pieces {
      switch piece {
      case .text(let utf8): result += String(decoding: utf8, as: UTF8.self).unicodeScalars
      case .token(let id):
        let scalars = vocabulary.texts[Int(id)].unicodeScalars
        result += scalars.prefix(1)
        if vocabulary.kinds[Int(id)] == .control { result.append(scalar) }
        result += scalars.dropFirst()
      }
    }
    return String(result)
  }

  private static func removing(_ scalar: Unicode.Scalar?, _ utf8: [UInt8]) -> [UInt8] {
    guard let scalar else { return utf8 }
    var scalars = String(decoding: utf8, as: UTF8.self).unicodeScalars
    scalars.removeAll { $0 == scalar }
    return Array(String(scalars).utf8)
  }

  /// The bytes that ids stand for.
  ///
  /// - Parameters:
  ///   - ids: Token ids; unknown ones are left out.
  ///   - controls: Whether control tokens appear as their text or not at all.
  /// - Returns: Bytes, which need not be whole characters.
  package func decodeBytes(_ ids: some Sequence<Int32>, controls: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    for id in ids where tokenBytes.indices.contains(Int(id)) {
      if !controls, vocabulary.kinds[Int(id)] == .control { continue }
      bytes += tokenBytes[Int(id)]
    }
    return bytes
  }

  /// The text that ids stand for; bytes that are no UTF-8 become U+FFFD.
  package func decode(_ ids: some Sequence<Int32>, controls: Bool = true) -> String {
    String(decoding: decodeBytes(ids, controls: controls), as: UTF8.self)
  }

  private func appendPlain(
    _ utf8: [UInt8], to ids: inout [Int32]
  ) throws(InferenceError) {
    let words: [ArraySlice<UInt8>]
    do {
      words = try preTokenizer.words(in: utf8)
    } catch {
      throw InferenceError(.request, "the text cannot be cut into words: \(error.description)")
    }
    for word in words {
      // A byte without a token is left out, as Hugging Face's tokenizers and llama.cpp do.
      ids += merger.merge(word.map { byteTokens[Int($0)] }).filter { $0 >= 0 }
    }
  }

  private static func merger(
    _ file: GGUFFile, _ vocabulary: Vocabulary
  ) throws(InferenceError) -> BytePairMerger {
    let field = "tokenizer.ggml.merges"
    var merges: [UInt64: BytePairMerger.Merge] = [:]
    for (rank, line) in try file.strings(field).enumerated() {
      // The space between the halves is never the first character, so a half may hold spaces before.
      let halves = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      guard halves.count == 2, let left = vocabulary.ids[String(halves[0])],
        let right = vocabulary.ids[String(halves[1])],
        let merged = vocabulary.ids[String(halves[0] + halves[1])]
      else {
        throw InferenceError(
          .malformed, "merge \(rank), \"\(line)\", names a token that the vocabulary lacks",
          file: file.file.path, field: field)
      }
      let key = BytePairMerger.key(left, right)
      if merges[key] == nil {
        merges[key] = BytePairMerger.Merge(rank: Int32(rank), token: merged)
      }
    }
    return BytePairMerger(merges)
  }
}
