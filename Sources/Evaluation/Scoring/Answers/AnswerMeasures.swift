/// Which measures a suite's metrics need.
enum AnswerMeasures {
  /// Metrics that say nothing about a target.
  static let withoutTarget: Set<String> = [
    "json_valid", "json_schema", "prompt_level_strict_acc", "inst_level_strict_acc",
    "prompt_level_loose_acc", "inst_level_loose_acc", "unscored_rate", "error_rate",
  ]

  /// Whether some of a suite's metrics compare answers with a target.
  static func needTarget(_ metrics: [String]) -> Bool {
    metrics.isEmpty || metrics.contains { needsTarget(MetricName($0).base) }
  }

  private static func needsTarget(_ metric: String) -> Bool {
    !withoutTarget.contains(metric) && !AssertionMetrics.isOne(metric)
  }

  /// The measures of a suite: those that its metrics ask for, and `exact_match` where there are
  /// targets, since classes are counted by it.
  ///
  /// - Parameter definition: The suite.
  /// - Returns: Each measure once.
  /// - Throws: `Failure` where the suite's JSON Schema cannot be read.
  static func make(_ definition: SuiteDefinition) throws(Failure) -> [any AnswerMeasure] {
    let asked = definition.metrics.map { MetricName($0).base }
    func asks(_ name: String) -> Bool { asked.contains(name) }
    var measures: [any AnswerMeasure] = []
    if needTarget(definition.metrics) { measures.append(ExactMatch.measure) }
    if asks("contains") { measures.append(ExactMatch.contains) }
    if asks("starts_with") { measures.append(ExactMatch.startsWith) }
    if asks("numeric_match") { measures.append(NumericMatch.measure) }
    if asks("token_f1") { measures.append(TokenF1.measure) }
    let rouge = ROUGE.metrics.filter(asks)
    if !rouge.isEmpty { measures.append(ROUGE(rouge)) }
    if asks("bleu") { measures.append(BLEU.measure) }
    if asks("chrf") { measures.append(CharacterFScore.measure) }
    if asks("ter") { measures.append(TranslationEditRate.measure) }
    if asks("edit_distance") { measures.append(EditDistance.measure) }
    if asks("edit_similarity") { measures.append(EditDistance.similarity) }
    if asks("json_valid") { measures.append(JSONMeasures.validity) }
    if asks("json_schema"), let source = definition.jsonSchema {
      measures.append(JSONMeasures.conformance(try JSONSchema(source, file: definition.file)))
    }
    let passes = asked.compactMap { name in PassAtK.Kind(name).map { (name: name, kind: $0) } }
    if !passes.isEmpty { measures.append(PassAtK(passes)) }
    if asked.contains(where: InstructionMeasure.metrics.contains) {
      measures.append(InstructionMeasure())
    }
    if asked.contains(where: AssertionMetrics.isOne) { measures.append(AssertionMeasure(asked)) }
    return measures
  }
}
