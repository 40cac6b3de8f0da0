/// The keys of `prompt`.
struct PromptKeys: KeySet {
  let description = OptionalKey(
    "description", .template,
    "Stands once, before everything. A Jinja template over the row's fields.")
  let text = OptionalKey(
    "text", .template,
    "The question, which most tasks need. A Jinja template over the row's fields.")
  let turns = OptionalKey(
    "turns", .template,
    "What the user says in turn, each after the model's answer: a Jinja template that gives a list "
      + "of texts. Instead of text, in a chat.")
  let messages = OptionalKey(
    "messages", MessagesSection.shape,
    "The whole conversation so far, instead of text: a list of {role, content}, or a template that "
      + "gives one.")
  let fewShot = OptionalKey("few_shot", FewShotSection.shape, "Solved examples.")
  let delimiter = DefaultedKey("delimiter", .text, "\n\n", "Stands behind each example.")
  let targetDelimiter = DefaultedKey(
    "target_delimiter", .text, " ", "Stands between a question and its answer.")
  let chat = DefaultedKey(
    "chat", .flag, false, "Whether the checkpoint's chat template renders it.")
  let system = OptionalKey(
    "system", .template,
    "The system turn of a chat. A Jinja template over the row's fields.")
  let prefix = OptionalKey(
    "prefix", .template,
    "What the answer is made to begin with. A Jinja template over the row's fields.")
  let allowsEmpty = DefaultedKey(
    "allow_empty", .flag, false,
    "Whether a question may come out empty and is then asked behind nothing.")

  /// What `messages` says itself.
  var ofMessages: [String] { [text.name, system.name, description.name, fewShot.name] }

  var rules: [SchemaForm] {
    let isChat = SchemaForm().with("const", .bool(true))
    return [
      .when(.has(system.name), .has(chat.name, isChat)),
      .when(
        .has(messages.name),
        .all(.without(ofMessages), .value(of: chat.name, isChat))),
    ]
  }
}

/// The `prompt` of a suite: what stands before the answer.
struct PromptSection {
  var description: SuiteTemplate?
  var text: SuiteTemplate?
  /// What the user says in turn, each after the model's answer.
  var turns: SuiteTemplate?
  /// The whole conversation, instead of a text.
  var messages: MessagesSection?
  var system: SuiteTemplate?
  var prefix: SuiteTemplate?
  var fewShot: FewShotSection?
  /// Stands between exemplars.
  var delimiter: String
  /// Stands between a question and its answer.
  var targetDelimiter: String
  /// Whether the checkpoint's chat template renders it.
  var chat: Bool
  /// Whether a question may come out empty.
  var allowsEmpty: Bool

  static let keys = PromptKeys()
  static let shape = Shape.mapping(
    keys, "a mapping such as {text: \"Question: {{ question }}\"}"
  ) { map, _ in PromptSection(map) }

  /// Reads the keys; the defaults where there is no mapping.
  init(_ map: YAMLMapping?) {
    let keys = PromptSection.keys
    description = map.read(keys.description)
    text = map.read(keys.text)
    turns = map.read(keys.turns)
    messages = map.read(keys.messages)
    system = map.read(keys.system)
    prefix = map.read(keys.prefix)
    fewShot = map.read(keys.fewShot)
    delimiter = map.read(keys.delimiter)
    targetDelimiter = map.read(keys.targetDelimiter)
    chat = map.read(keys.chat) || messages != nil
    allowsEmpty = map.read(keys.allowsEmpty)
  }

  /// Every template that a prompt is made of.
  var templates: [SuiteTemplate] {
    [description, text, turns, system, prefix].compactMap { $0 } + (messages?.templates ?? [])
      + (fewShot?.form.templates ?? [])
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
