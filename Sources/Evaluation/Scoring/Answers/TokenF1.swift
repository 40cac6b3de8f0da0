/// The word overlap of SQuAD (Rajpurkar 2016, `evaluate-v1.1.py`).
package enum TokenF1 {
  /// `token_f1`: of the answer as it is, best over targets.
  static let measure = MeanMeasure("token_f1") { answer, set in
    set.targets.map { score(answer.text, $0) }.max() ?? 0
  }

  /// The harmonic mean of word precision and word recall, words counted as often as they occur.
  ///
  /// Both sides are normalised as in SQuAD: lower case, without ASCII punctuation and articles.
  ///
  /// - Parameters:
  ///   - prediction: The answer.
  ///   - target: What was wanted.
  /// - Returns: In 0 … 1; 1 where both are empty after normalisation, 0 where one is.
  package static func score(_ prediction: String, _ target: String) -> Double {
    let predicted = words(prediction)
    let wanted = words(target)
    guard !predicted.isEmpty, !wanted.isEmpty else {
      return predicted.isEmpty && wanted.isEmpty ? 1 : 0
    }
    var left: [[Unicode.Scalar]: Int] = [:]
    for word in wanted { left[Array(word.unicodeScalars), default: 0] += 1 }
    var common = 0
    for word in predicted {
      let key = Array(word.unicodeScalars)
      guard let count = left[key], count > 0 else { continue }
      left[key] = count - 1
      common += 1
    }
    guard common > 0 else { return 0 }
    return 2 * Double(common) / Double(predicted.count + wanted.count)
  }

  private static func words(_ text: String) -> [String] {
    TextNormalization.words(TextNormalization.normalize(text, TextNormalization.squad))
  }
}
