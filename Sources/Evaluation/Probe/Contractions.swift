/// English contractions written out, so that a rule has one spelling to know.
enum Contractions {
  private static let whole: [String: [String]] = [
    "can't": ["cannot"], "cant": ["cannot"], "won't": ["will", "not"], "wont": ["will", "not"],
    "shan't": ["shall", "not"], "ain't": ["is", "not"], "dont": ["do", "not"],
    "im": ["i", "am"], "let's": ["let", "us"],
  ]
  private static let endings: [(ending: String, words: [String])] = [
    ("n't", ["not"]), ("'m", ["am"]), ("'re", ["are"]), ("'ve", ["have"]), ("'ll", ["will"]),
    ("'d", ["would"]),
  ]
  /// After these `'s` is "is"; elsewhere it is a genitive.
  private static let isWords: Set<String> = [
    "it", "that", "there", "here", "what", "this", "he", "she", "who", "how", "where",
  ]

  /// The words that a lower-case word stands for.
  static func expand(_ word: String) -> [String] {
    if let words = whole[word] { return words }
    for (ending, words) in endings where word.hasSuffix(ending) && word.count > ending.count {
      return [String(word.dropLast(ending.count))] + words
    }
    if word.hasSuffix("'s") {
      let stem = String(word.dropLast(2))
      return isWords.contains(stem) ? [stem, "is"] : [stem]
    }
    let bare = word.filter { $0 != "'" }
    return bare.isEmpty ? [] : [bare]
  }

  /// `can not` as `cannot`.
  static func joinCannot(_ words: [String]) -> [String] {
    var result: [String] = []
    for word in words {
      if word == "not", result.last == "can" {
        result[result.count - 1] = "cannot"
      } else {
        result.append(word)
      }
    }
    return result
  }
}
