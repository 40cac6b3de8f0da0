import Patterns

/// A row of a table of tests: columns are variables, but those that begin with two underscores.
struct PromptfooRow {
  private let row: [JSONValue.Member]

  init(_ row: [JSONValue.Member]) {
    self.row = row
  }

  /// The test in the form of a configuration.
  var test: JSONValue {
    get throws(Refusal) {
      var variables: [JSONValue.Member] = []
      var assertions: [JSONValue] = []
      var members: [JSONValue.Member] = []
      var options: [JSONValue.Member] = []
      var metadata: [JSONValue.Member] = []
      for member in row {
        let text = member.value.string ?? ""
        switch member.name {
        case "__description": members.append(JSONValue.Member("description", .string(text)))
        case "__prefix", "__suffix":
          if !text.isEmpty {
            options.append(JSONValue.Member(String(member.name.dropFirst(2)), .string(text)))
          }
        case "__threshold":
          if let threshold = try number(text, member.name) {
            members.append(JSONValue.Member("threshold", threshold))
          }
        case "__metric": break
        case "__providerOutput":
          if !text.isEmpty { members.append(JSONValue.Member("providerOutput", .string(text))) }
        case let name where name.hasPrefix("__expected"):
          if let assertion = try assertion(text, name) { assertions.append(assertion) }
        case let name where name.hasPrefix("__metadata:"):
          if let value = PromptfooRow.metadata(String(name.dropFirst(11)), text) {
            metadata.append(value)
          }
        case "__metadata": break
        case let name where name.hasPrefix("__config:"): try checkConfig(name, text)
        default: variables.append(member)
        }
      }
      members.append(JSONValue.Member("vars", .object(variables)))
      members.append(JSONValue.Member("assert", .array(assertions)))
      if !options.isEmpty { members.append(JSONValue.Member("options", .object(options))) }
      if !metadata.isEmpty { members.append(JSONValue.Member("metadata", .object(metadata))) }
      return .object(members)
    }
  }

  private func field(_ name: String) -> String? {
    row.first { $0.name == name }?.value.string
  }

  private func number(_ text: String, _ name: String) throws(Refusal) -> JSONValue? {
    let text = TextNormalization.trim(text)
    if text.isEmpty { return nil }
    guard let number = Double(text), number.isFinite else {
      throw Refusal("\(name) is \"\(text)\"", remedy: "State a number.")
    }
    return JSONNumber.plain(number)
  }

  /// Lists are texts between commas under a name that ends in `[]`.
  private static func metadata(_ name: String, _ text: String) -> JSONValue.Member? {
    guard !name.isEmpty, !text.isEmpty else { return nil }
    guard name.hasSuffix("[]") else { return JSONValue.Member(name, .string(text)) }
    return JSONValue.Member(
      String(name.dropLast(2)), .array(CommaSeparated.values(text).map { .string($0) }))
  }

  private func assertion(_ text: String, _ column: String) throws(Refusal) -> JSONValue? {
    guard !TextNormalization.trim(text).isEmpty else { return nil }
    var members = try ExpectedText(text).members
    for name in ["__config:__expected:threshold", "__config:\(column):threshold"] {
      guard let stated = field(name), let threshold = try number(stated, name) else { continue }
      members.removeAll { $0.name == "threshold" }
      members.append(JSONValue.Member("threshold", threshold))
    }
    if let metric = field("__metric"), !metric.isEmpty {
      members.append(JSONValue.Member("metric", .string(metric)))
    }
    return .object(members)
  }

  private func checkConfig(_ name: String, _ text: String) throws(Refusal) {
    guard !text.isEmpty, !name.hasSuffix(":threshold") else { return }
    throw Refusal(
      "it has the column \(name)", remedy: "State the assertion in YAML, with what it needs.")
  }
}

/// An assertion in one text: `contains:Paris`, `similar(0.8):Hello`, or a text to be equal to.
struct ExpectedText {
  /// The assertion in the form of a configuration.
  let members: [JSONValue.Member]

  private static let form = FixedPattern(
    #"^(not-)?([a-z]+(?:[-:][a-z0-9]+)*?)(?:\((\d+(?:\.\d+)?)\))?(?::([\s\S]*))?$"#)
  /// Kinds that a table gives a threshold of 0.75 where it states none.
  private static let thresholdKinds = ["levenshtein", "rouge-n"]
  private static let code = ["javascript:", "fn:", "eval:", "python:"]

  init(_ text: String) throws(Refusal) {
    func members(_ type: String, _ value: JSONValue?) -> [JSONValue.Member] {
      [JSONValue.Member("type", .string(type))]
        + (value.map { [JSONValue.Member("value", $0)] } ?? [])
    }
    for prefix in ExpectedText.code where text.hasPrefix(prefix) {
      let type = prefix == "python:" ? "python" : "javascript"
      self.members = members(type, .string(String(text.dropFirst(prefix.count))))
      return
    }
    if let path = PromptfooFiles.reference(text) {
      let isPython = path.contains(".py")
      self.members = members(isPython ? "python" : "javascript", .string(path))
      return
    }
    if text.hasPrefix("grade:") {
      self.members = members("llm-rubric", .string(String(text.dropFirst(6))))
      return
    }
    guard let match = try? ExpectedText.form.pattern.firstMatch(in: text),
      let kind = match.groups[2], PromptfooAssertions.knows(kind)
    else {
      self.members = members("equals", .string(text))
      return
    }
    let type = (match.groups[1] ?? "") + kind
    let value = match.groups[4]
    if AssertionKind(rawValue: kind)?.isList == true {
      let values = CommaSeparated.values(value ?? "")
      self.members = members(type, .array(values.map { .string($0) }))
      return
    }
    var result = members(type, value.map { .string(TextNormalization.trim($0)) })
    if let stated = match.groups[3].flatMap({ Double($0) }) {
      result.append(JSONValue.Member("threshold", JSONNumber.plain(stated)))
    } else if ExpectedText.thresholdKinds.contains(kind) {
      result.append(JSONValue.Member("threshold", .double(0.75)))
    }
    self.members = result
  }
}

/// Texts between commas; in double quotes a comma belongs to the text.
enum CommaSeparated {
  static func values(_ text: String) -> [String] {
    var values: [String] = []
    var current = ""
    var isQuoted = false
    var wasQuoted = false
    func ended() -> String { wasQuoted ? current : TextNormalization.trim(current) }
    var scalars = text.unicodeScalars.makeIterator()
    var next = scalars.next()
    while let scalar = next {
      next = scalars.next()
      if scalar == "\"", isQuoted, next == "\"" {
        current += "\""
        next = scalars.next()
      } else if scalar == "\"", isQuoted || TextNormalization.trim(current).isEmpty {
        if !isQuoted { current = "" }
        wasQuoted = true
        isQuoted.toggle()
      } else if scalar == "\\", next == "," {
        current += ","
        next = scalars.next()
      } else if scalar == ",", !isQuoted {
        values.append(ended())
        (current, wasQuoted) = ("", false)
      } else if !wasQuoted || isQuoted {
        current.unicodeScalars.append(scalar)
      }
    }
    return (values + [ended()]).filter { !$0.isEmpty }
  }
}

extension AssertionKind {
  /// Whether it looks for several texts.
  var isList: Bool {
    switch self {
    case .containsAny, .containsAll, .icontainsAny, .icontainsAll: true
    default: false
    }
  }
}
