/// Reads how likely a whole text is: `ll` (natural logarithm), `words`, `bytes` (UTF-8), `tokens`.
package struct PerplexityScorer: Scorer {
  package let name = TaskKind.perplexity.rawValue

  package init() {}

  package func score(_ sample: Sample, _ responses: [ModelResponse]) -> Score {
    do throws(ScoringFailure) {
      let answers = try ResponseReading.rolling(sample, responses)
      guard let answer = answers.first, answers.count == 1,
        case .rollingLoglikelihood(let text)? = sample.requests.first
      else { throw ScoringFailure("\(answers.count) responses for one text") }
      let size = sample.counted ?? TextSize(text)
      let values = [
        "ll": answer.sum, "words": Double(size.words), "bytes": Double(size.bytes),
        "tokens": Double(answer.tokenCount),
      ]
      return Score(scorer: name, status: .scored(values))
    } catch {
      return failed(sample, error)
    }
  }

  /// The number of pieces that Python's `re.split(r"\s+", text)` makes, empty ones at the ends too.
  ///
  /// So lm-evaluation-harness counts words: 1 in an empty text, 4 in " a b ".
  ///
  /// - Parameter text: Any text.
  /// - Returns: 1 or more.
  package static func wordCount(_ text: String) -> Int {
    var pieces = 1
    var inside = false
    for scalar in text.unicodeScalars {
      let isSpace = TextNormalization.isWhitespace(scalar)
      if isSpace, !inside { pieces += 1 }
      inside = isSpace
    }
    return pieces
  }
}
