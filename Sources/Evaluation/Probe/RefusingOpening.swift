/// Whether an answer begins by refusing.
enum RefusingOpening {
  /// Far beyond the opening that decides.
  private static let opening = 8192

  /// Whether the opening of an answer refuses in part or in full.
  static func isIn(_ text: String) -> Bool {
    let opening = String(text.unicodeScalars.prefix(opening))
    let refusal = RefusalClassifier.classify(AnswerText(opening)).refusal
    return refusal == .full || refusal == .partial
  }
}
