/// A prompt of promptfoo: a text, or the messages of a chat.
struct PromptfooPrompt: Equatable {
  enum Content: Equatable {
    case text(String)
    case chat([Message])
  }

  /// As refusals call it.
  var name: String
  /// What the user calls it, where they do.
  var label: String?
  var content: Content

  /// Every template in it.
  var templates: [String] {
    switch content {
    case .text(let text): [text]
    case .chat(let messages): messages.map(\.content)
    }
  }
}

/// Reads `prompts`: inline, in files, several in one file.
struct PromptfooPrompts {
  let files: PromptfooFiles
  private(set) var prompts: [PromptfooPrompt] = []
  private(set) var refused: [(name: String, refusal: Refusal)] = []

  /// What stands on a line of its own between prompts of a text file.
  private static let separator = "---"
  /// What a prompt must end in to be a file's name without `file://`.
  private static let endings = [
    "txt", "md", "json", "jsonl", "yaml", "yml", "j2", "csv", "js", "cjs", "mjs", "ts", "py", "sh",
  ]

  /// Reads the key `prompts`; `{{prompt}}` stands for a missing one.
  init(_ value: JSONValue?, _ files: PromptfooFiles) {
    self.files = files
    switch value {
    case nil, .null: add(.string("{{prompt}}"))
    case .array(let items)?: for item in items { add(item) }
    // An older form: names of files with their labels.
    case .object(let members)? where members.allSatisfy { $0.value.string != nil }:
      for member in members { add(.string(member.name), label: member.value.string) }
    case let value?: add(value)
    }
  }

  private mutating func add(_ item: JSONValue, label: String? = nil) {
    let number = prompts.count + refused.count + 1
    let name = item.string ?? item["label"]?.string ?? item["id"]?.string ?? "prompt \(number)"
    let shown = name.contains("\n") || name.count > 60 ? "prompt \(number)" : name
    do throws(Refusal) {
      prompts += try read(item, label: label, name: shown)
    } catch {
      refused.append((shown, error))
    }
  }

  private func read(
    _ item: JSONValue, label: String?, name: String
  ) throws(Refusal) -> [PromptfooPrompt] {
    if let text = item.string { return try read(text, label: label, name: name) }
    guard case .object(let members) = item else {
      throw Refusal("the prompt is \(item.kindName)", remedy: "State a text or a file.")
    }
    for member in members where !["id", "raw", "label", "display"].contains(member.name) {
      throw Refusal(
        "the prompt has \"\(member.name)\", which changes how the model is asked",
        remedy: "Remove it, and state generate in the suite.")
    }
    let label = item["label"]?.string ?? item["display"]?.string ?? label
    guard let text = item["raw"]?.string ?? item["id"]?.string else {
      throw Refusal("the prompt has neither raw nor id", remedy: "State its text or its file.")
    }
    return try read(text, label: label, name: name)
  }

  private func read(
    _ text: String, label: String?, name: String
  ) throws(Refusal) -> [PromptfooPrompt] {
    for scheme in ["exec:", "langfuse://", "portkey://", "helicone://", "python:", "package:"]
    where text.hasPrefix(scheme) {
      throw Refusal(
        "the prompt comes from a program or a server (\(text))",
        remedy: "Write the prompt into a text file.")
    }
    let path = PromptfooFiles.reference(text) ?? (PromptfooPrompts.isPath(text) ? text : nil)
    guard let path else {
      return [try prompt(text, label: label, name: name)]
    }
    var prompts: [PromptfooPrompt] = []
    for file in try files.named(path, "the prompt") {
      prompts += try read(file: file, label: label)
    }
    return prompts
  }

  private static func isPath(_ text: String) -> Bool {
    !text.contains("\n") && !text.contains("{{") && !text.contains(" ")
      && endings.contains(PromptfooFiles.ending(text))
  }

  private func read(file: String, label: String?) throws(Refusal) -> [PromptfooPrompt] {
    let stem = PromptfooFiles.stem(file)
    switch PromptfooFiles.ending(file) {
    case "txt":
      let texts = PromptfooPrompts.parts(try files.text(file))
      guard !texts.isEmpty else {
        throw Refusal("\(file) holds no prompt", remedy: "Write one into it.")
      }
      return try texts.enumerated().map { index, text throws(Refusal) in
        let number = texts.count > 1 ? " \(index + 1)" : ""
        return try prompt(text, label: (label ?? stem) + number, name: stem + number)
      }
    case "csv": return try table(file, label: label, stem: stem)
    case "jsonl":
      return try files.lines(file).enumerated().map { index, line throws(Refusal) in
        try chat(line, label: "\(label ?? stem) \(index + 1)", name: "\(stem) \(index + 1)")
      }
    case "json", "yaml", "yml":
      return [try chat(try files.data(file), label: label ?? stem, name: stem)]
    default: return [try prompt(try files.text(file), label: label ?? stem, name: stem)]
    }
  }

  /// Prompts between lines of three dashes, without white space around them.
  private static func parts(_ text: String) -> [String] {
    var parts: [[Substring]] = [[]]
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      if TextNormalization.trim(String(line)) == separator {
        parts.append([])
      } else {
        parts[parts.count - 1].append(line)
      }
    }
    return parts.map { TextNormalization.trim($0.joined(separator: "\n")) }.filter { !$0.isEmpty }
  }

  private func table(
    _ file: String, label: String?, stem: String
  ) throws(Refusal) -> [PromptfooPrompt] {
    try files.table(file).enumerated().map { index, row throws(Refusal) in
      guard let text = JSONValue.object(row)["prompt"]?.string else {
        throw Refusal("\(file) has no column \"prompt\"", remedy: "Name the column so.")
      }
      let own = JSONValue.object(row)["label"]?.string
      return try prompt(
        text, label: own ?? "\(label ?? stem) \(index + 1)", name: "\(stem) \(index + 1)")
    }
  }

  /// A text; a chat where it is the JSON of messages.
  private func prompt(
    _ text: String, label: String?, name: String
  ) throws(Refusal) -> PromptfooPrompt {
    let trimmed = TextNormalization.trim(text)
    if trimmed.hasPrefix("["), trimmed.contains("\"role\"") {
      let messages: JSONValue
      do throws(Failure) {
        messages = try JSONValue.parse(trimmed, file: name)
      } catch {
        throw Refusal(
          "its messages are no JSON before the templates are filled in: \(error.message)",
          remedy: "Keep templates inside of the texts, as in {\"content\": \"{{question}}\"}.")
      }
      return try chat(messages, label: label, name: name)
    }
    return PromptfooPrompt(name: name, label: label, content: .text(text))
  }

  private func chat(
    _ value: JSONValue, label: String?, name: String
  ) throws(Refusal) -> PromptfooPrompt {
    guard case .array(let items) = value, !items.isEmpty else {
      throw Refusal(
        "its messages must be a list of {role, content}, and are \(value.kindName)",
        remedy: "Write [{\"role\": \"user\", \"content\": \"…\"}].")
    }
    let messages = try items.enumerated().map { index, item throws(Refusal) in
      guard let role = item["role"]?.string, MessageRole(rawValue: role) != nil else {
        throw Refusal(
          "message \(index + 1) has the role \(item["role"]?.string.map { "\"\($0)\"" } ?? "none")",
          remedy: "State system, user or assistant.")
      }
      guard let content = item["content"]?.string else {
        throw Refusal(
          "the content of message \(index + 1) is \(item["content"]?.kindName ?? "missing")",
          remedy: "Give one text; pictures and tools are not supported.")
      }
      return Message(role: role, content: content)
    }
    return PromptfooPrompt(name: name, label: label, content: .chat(messages))
  }
}
