/// The `judge` of a suite: the rubric that another model grades answers by.
struct JudgeSection {
  var rubric: SuiteTemplate
  var scale: JudgeDefinition.Scale
  var agreement: Double
  var maxTokens: Int
  /// Answers whose verdicts people gave.
  var calibration: FileSection
  var place: Place

  static let keys = ["rubric", "scale", "agreement", "max_tokens", "calibration"]

  static func read(_ value: YAMLValue) -> JudgeSection? {
    let wanted = "a mapping such as {rubric: …, calibration: {path: labelled.jsonl}}"
    guard let map = value.mapping(wanted) else { return nil }
    map.check(known: keys)
    let rubric = map.required(
      "rubric", at: value.place, remedy: "State what a good answer is, as a template."
    ).flatMap(SuiteTemplate.init)
    let calibration = map.required(
      "calibration", at: value.place,
      remedy: "Name a file of answers with known verdicts: a judge's grades count where it agrees "
        + "with people."
    ).flatMap(files)
    let scale = map["scale"]?.word(JudgeDefinition.Scale.self) ?? .passFail
    let agreement =
      map["agreement"]?.number("a number above 0, at most 1") { $0 > 0 && $0 <= 1 } ?? 0.6
    let maxTokens = map["max_tokens"]?.whole(8...100_000) ?? 256
    guard let rubric, let calibration else { return nil }
    return JudgeSection(
      rubric: rubric, scale: scale, agreement: agreement, maxTokens: maxTokens,
      calibration: calibration, place: value.place)
  }

  private static func files(_ value: YAMLValue) -> FileSection? {
    guard let map = value.mapping("a mapping such as {path: labelled.jsonl}") else { return nil }
    map.check(known: FileSection.fileKeys + FileSection.layoutKeys)
    return FileSection.read(map, at: value.place)
  }
}
