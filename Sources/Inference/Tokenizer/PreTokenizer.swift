internal import Patterns

/// How text is cut into words before byte pairs are merged: the `pre` kinds of GGUF.
///
/// Each kind is a list of patterns; every pattern cuts the pieces that the one before left into its
/// matches and what lies between them, as the published `tokenizer.json` of each family does.
enum PreTokenizerKind: String, CaseIterable {
  case gpt2 = "gpt-2"
  case smollm
  case llama3 = "llama-bpe"
  case qwen2

  /// The kind that a checkpoint's `tokenizer.ggml.pre` names.
  init?(preName: String) {
    switch preName {
    case "gpt-2", "gpt2", "default", "phi-2", "mpt", "olmo", "jais": self = .gpt2
    case "smollm", "starcoder", "refact", "command-r", "codeshell", "exaone": self = .smollm
    case "llama-bpe", "llama3", "llama-v3": self = .llama3
    case "qwen2", "deepseek-r1-qwen", "megrez": self = .qwen2
    default: return nil
    }
  }

  /// The patterns, in the order of their use.
  var patterns: [String] {
    switch self {
    case .gpt2: [PreTokenizerKind.gpt2Words]
    case .smollm: ["\\p{N}", PreTokenizerKind.gpt2Words]
    case .llama3:
      [
        "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"
      ]
    case .qwen2:
      [
        "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"
      ]
    }
  }

  private static let gpt2Words =
    "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"
}

/// Cuts text into words.
struct PreTokenizer: Sendable {
  private let patterns: [Pattern]

  init(_ kind: PreTokenizerKind) throws(PatternError) {
    var patterns: [Pattern] = []
    for source in kind.patterns { patterns.append(try Pattern(source)) }
    self.patterns = patterns
  }

  /// The words of a text, as UTF-8, in order and without gaps.
  func words(in utf8: [UInt8]) throws(PatternError) -> [ArraySlice<UInt8>] {
    var pieces = [utf8[...]]
    for pattern in patterns {
      var next: [ArraySlice<UInt8>] = []
      for piece in pieces { next += try PreTokenizer.split(piece, by: pattern) }
      pieces = next
    }
    return pieces
  }

  private static func split(
    _ piece: ArraySlice<UInt8>, by pattern: Pattern
  ) throws(PatternError) -> [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    var end = piece.startIndex
    for range in try pattern.matchRanges(inUTF8: Array(piece)) where !range.isEmpty {
      let match = piece.startIndex + range.lowerBound..<piece.startIndex + range.upperBound
      if end < match.lowerBound { result.append(piece[end..<match.lowerBound]) }
      result.append(piece[match])
      end = match.upperBound
    }
    if end < piece.endIndex { result.append(piece[end...]) }
    return result
  }
}
