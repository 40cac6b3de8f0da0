/// The keys of a suite file's top level.
struct SuiteKeys: KeySet {
  let suite = RequiredKey(
    "suite", .identifier, "The id, unique in a run.",
    remedy: "Name the suite: \"suite: my-suite\".")
  let version = DefaultedKey(
    "version", .whole(0...Int.max), 1, "Raise it when results stop being comparable.")
  let description = DefaultedKey("description", .text, "", "One sentence for reports.")
  let tags = OptionalKey(
    "tags", .list(of: .text, "a list of texts"), "Words to select suites by.")
  let data = RequiredKey(
    "data", DataSection.shape, "The rows.", remedy: "Name the rows: \"data: {path: items.jsonl}\".")
  let perturb = OptionalKey(
    "perturb", PerturbSection.shape,
    "From each row a sample for each change of one of its fields: mutators and tables of words.")
  let prompt = OptionalKey(
    "prompt", PromptSection.shape, "What stands before the answer.", otherwise: "by task")
  let task = RequiredKey(
    "task", .word(TaskKind.self), "What is asked of the model for each sample.",
    remedy: "State one of \(TaskKind.allCases.map(\.rawValue).joined(separator: ", ")).")
  let choices = OptionalKey(
    "choices", ChoicesSection.shape,
    "multiple_choice: the answers to choose from; generate: those that the step multi_choice looks "
      + "for. A list of templates, or one template that gives a list.", otherwise: "by task")
  let contexts = OptionalKey(
    "contexts", ChoicesSection.shape,
    "multiple_choice: the choices are contexts of one continuation.")
  let continuation = OptionalKey(
    "continuation", .template,
    "What follows each of the contexts. A Jinja template over the row's fields.")
  let target = OptionalKey(
    "target", TargetSection.shape,
    "What is right: a template, or for generate a list of accepted ones.", otherwise: "by task")
  let targetReading = DefaultedKey(
    "target_is", .word(TargetReading.self), .auto, "How a target names a choice.")
  let counted = OptionalKey(
    "counted", .template,
    "For perplexity: the text whose words and bytes count instead of those of the measured one. A "
      + "Jinja template over the row's fields.", otherwise: "the measured text")
  let positive = OptionalKey(
    "positive", .nonEmptyText,
    "The class that precision, recall, f1, acceptance_rate and acceptance_gap count.")
  let pair = OptionalKey(
    "pair", PairSection.shape, "The two texts of counterfactual_pair.", otherwise: "by task")
  let decoys = OptionalKey(
    "decoys", DecoysSection.shape,
    "likelihood_rank: what the target is ranked among: a list of templates, one template that gives "
      + "a list, or a number of random texts in the form of the canary.", otherwise: "by task")
  let biasQuestion = OptionalKey(
    "bias_question", BiasQuestionSection.shape,
    "multiple_choice: whom the choices of a question about two groups name, as in BBQ.")
  let openings = OptionalKey(
    "openings", RefusalOpenings.shape,
    "How refusals begin; none may begin with another. learned: as the checkpoint's own refusals do.",
    otherwise: "\(RefusalOpenings.standard.count) standard ones")
  let generate = OptionalKey(
    "generate", GenerateSection.shape, "How texts are generated.", otherwise: "greedy")
  let extract = OptionalKey(
    "extract", ExtractSection.shape,
    "From generated texts to answers: a list of steps, or several lists by name.")
  let compare = OptionalKey(
    "compare", CompareSection.shape, "What counts as equal.", otherwise: "nothing ignored")
  let jsonSchema = OptionalKey(
    "json_schema", JSONSchemaSection.shape,
    "The JSON Schema (2020-12) that the metric json_schema holds answers against, or the path of a "
      + "file with it.")
  let instructions = OptionalKey(
    "instructions", InstructionsSection.shape,
    "What each row's answer must obey, as in IFEval: a template that gives a list of {id, kwargs}, "
      + "or templates of both.")
  let assertions = OptionalKey(
    "assertions", AssertionsSection.shape,
    "What each row's answer must be, as in promptfoo: a list of {type, value, …}, a template that "
      + "gives one, or {list, threshold}.")
  let metrics = OptionalKey(
    "metrics", MetricNames.shape, "The metrics to compute, by name.", otherwise: "by task")
  let probe = OptionalKey("probe", ProbeSection.shape, "Makes the suite a probe.")
  let judge = OptionalKey(
    "judge", JudgeSection.shape,
    "Has another model grade the answers; assay run --judge names it.")

  var planned: [String] { ["cross_validation", "embed"] }
  var rules: [SchemaForm] { SuiteRules(self).all }
}
