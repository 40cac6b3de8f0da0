/// The keys of `judge`.
struct JudgeKeys: KeySet {
  let rubric = RequiredKey(
    "rubric", .template, "What a good answer is, as a template.",
    remedy: "State what a good answer is, as a template.")
  let scale = DefaultedKey(
    "scale", .word(JudgeDefinition.Scale.self), .passFail, "What a verdict can be.")
  let calibration = RequiredKey(
    "calibration", CalibrationKeys.shape,
    "Answers with known verdicts: question, answer, verdict, and reference where there is one.",
    remedy: "Name a file of answers with known verdicts: a judge's grades count where it agrees "
      + "with people.")
  let agreement = DefaultedKey(
    "agreement", .number(.above(0, atMost: 1)), 0.6,
    "The least kappa with the calibration set that its grades need to count.")
  let maxTokens = DefaultedKey(
    "max_tokens", .whole(8...100_000), 256, "How long a judgement may be.")
}

/// The keys of a judge's `calibration`.
struct CalibrationKeys: KeySet {
  let files = FileKeys()
  let layout = LayoutKeys()

  var rules: [SchemaForm] { [FileKeys.areNamed] }

  static let shape = Shape.mapping(
    CalibrationKeys(), "a mapping such as {path: labelled.jsonl}"
  ) { map, _ in FileSection.read(map) }
}

/// The `judge` of a suite: the rubric that another model grades answers by.
struct JudgeSection {
  var rubric: SuiteTemplate
  var scale: JudgeDefinition.Scale
  var agreement: Double
  var maxTokens: Int
  /// Answers whose verdicts people gave.
  var calibration: FileSection
  var place: Place

  static let shape = Shape.mapping(
    JudgeKeys(), "a mapping such as {rubric: …, calibration: {path: labelled.jsonl}}"
  ) { map, keys -> JudgeSection? in
    let rubric = map.read(keys.rubric)
    let calibration = map.read(keys.calibration)
    let scale = map.read(keys.scale)
    let agreement = map.read(keys.agreement)
    let maxTokens = map.read(keys.maxTokens)
    guard let rubric, let calibration else { return nil }
    return JudgeSection(
      rubric: rubric, scale: scale, agreement: agreement, maxTokens: maxTokens,
      calibration: calibration, place: map.place)
  }
}
