/// The `prompt` of a suite: what stands before the answer.
struct PromptSection {
  var description: SuiteTemplate?
  var text: SuiteTemplate?
  var system: SuiteTemplate?
  var prefix: SuiteTemplate?
  var fewShot: FewShotSection?
  /// Stands between exemplars.
  var delimiter = "\n\n"
  /// Stands between a question and its answer.
  var targetDelimiter = " "
  /// Whether the checkpoint's chat template renders it.
  var chat = false
  /// Whether a question may come out empty.
  var allowsEmpty = false

  static let keys = [
    "description", "text", "few_shot", "delimiter", "target_delimiter", "chat", "system", "prefix",
    "allow_empty",
  ]

  static func read(_ value: YAMLValue?) -> PromptSection {
    var section = PromptSection()
    guard let map = value?.mapping("a mapping such as {text: \"Question: {{ question }}\"}") else {
      return section
    }
    map.check(known: keys)
    section.description = map["description"].flatMap(SuiteTemplate.init)
    section.text = map["text"].flatMap(SuiteTemplate.init)
    section.system = map["system"].flatMap(SuiteTemplate.init)
    section.prefix = map["prefix"].flatMap(SuiteTemplate.init)
    section.fewShot = map["few_shot"].flatMap(FewShotSection.read)
    section.delimiter = map["delimiter"]?.text() ?? section.delimiter
    section.targetDelimiter = map["target_delimiter"]?.text() ?? section.targetDelimiter
    section.chat = map["chat"]?.flag() ?? section.chat
    section.allowsEmpty = map["allow_empty"]?.flag() ?? section.allowsEmpty
    return section
  }

  /// Every template that a prompt is made of.
  var templates: [SuiteTemplate] {
    [description, text, system, prefix].compactMap { $0 } + (fewShot?.form.templates ?? [])
  }

  /// What exemplars are made by: this, where `few_shot` does not say otherwise.
  var ofExemplars: PromptSection {
    guard let form = fewShot?.form else { return self }
    var section = self
    section.text = form.text ?? text
    section.prefix = form.prefix ?? prefix
    section.delimiter = form.delimiter ?? delimiter
    section.targetDelimiter = form.targetDelimiter ?? targetDelimiter
    return section
  }
}
