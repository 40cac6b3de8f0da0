/// The keys of `few_shot`.
struct FewShotKeys: KeySet {
  let count = OptionalKey(
    "count", .whole(0...1000), "How many.", otherwise: "the number of ids")
  let files = FileKeys(path: "Their files.", otherwise: "the suite's own rows")
  let samples = OptionalKey(
    "samples", InlineRows.shape, "Rows that stand in this file instead of in one of their own.")
  let sampler = DefaultedKey(
    "sampler", FewShotSection.Sampler.shape, .first,
    "How they are chosen for a sample; a list of ids fixes them.")
  let same = OptionalKey(
    "same", DataSection.FieldName.shape,
    "The field whose value examples share with the sample, such as the subject.")
  let exclude = OptionalKey(
    "exclude", .word(FewShotSection.Exclusion.self),
    "What a sample is not shown: itself and what asks the same, rows equal to its own, or nothing.",
    otherwise: "question; with the sampler lm_eval row on own rows, else none")
  let seed = OptionalKey(
    "seed", .seed, "Of the draws.", otherwise: "the run's; 1234 with the sampler lm_eval")
  let ids = OptionalKey(
    "ids", FewShotSection.Sampler.ids, "The ids of fixed examples, in their order.")
  let text = OptionalKey(
    "text", .template, "The question of an example. A Jinja template over the row's fields.",
    otherwise: "the suite's")
  let choices = OptionalKey(
    "choices", ChoicesSection.shape, "The choices of an example.", otherwise: "the suite's")
  let target = OptionalKey(
    "target", TargetSection.shape, "What is right for an example.", otherwise: "the suite's")
  let prefix = OptionalKey(
    "prefix", .template,
    "What the answer of an example begins with. A Jinja template over the row's fields.",
    otherwise: "the suite's")
  let delimiter = OptionalKey(
    "delimiter", .text, "Stands behind each example.", otherwise: "the suite's")
  let targetDelimiter = OptionalKey(
    "target_delimiter", .text, "Stands between the question and the answer of an example.",
    otherwise: "the suite's")

  /// What the schema says of keys that do not go together.
  var rules: [SchemaForm] {
    let hasFixed = SchemaForm.any(.has(sampler.name, .type("array")), .has(ids.name))
    let isLMEval = SchemaForm.has(sampler.name, .word("lm_eval"))
    return [
      .when(.not(hasFixed), .has(count.name)),
      .when(.has(ids.name), .value(of: sampler.name, .type("array"))),
      .when(.has(files.sha256.name), FileKeys.areNamed),
      .when(FileKeys.areNamed, .without([samples.name])),
      .when(.any(hasFixed, isLMEval), .without([same.name])),
      .when(
        isLMEval,
        .value(of: exclude.name, .not(.word(FewShotSection.Exclusion.question.rawValue)))),
    ]
  }
}
