/// Means over samples of how alike answer and target are (`TokenF1`, `ROUGE`, `EditDistance`).
enum TextSimilarityMetrics {
  static let all: [MetricDefinition] = [
    similarity("token_f1"), similarity("rouge1"), similarity("rouge2"), similarity("rougeL"),
    .mean("edit_distance", of: "edit_distance", [.generate], .lowerIsBetter, isOnRequest: true),
    similarity("edit_similarity"),
  ]

  private static func similarity(_ name: String) -> MetricDefinition {
    .mean(name, of: name, bounds: 0...1, [.generate], .higherIsBetter, isOnRequest: true)
  }
}
