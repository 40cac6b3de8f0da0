import Yams

/// A value of a YAML file with its place; each reading of a wrong type is reported to the log.
///
/// Scalars are read by the type that the field needs, as they are written: where a text is expected,
/// `no`, `1.0` and `2024-01-01` are those texts.
struct YAMLValue {
  let node: Node
  let file: String
  /// The path, such as `prompt.few_shot.count`.
  let field: String
  let log: FailureLog

  var place: Place {
    Place(file: file, line: node.mark?.line, column: node.mark?.column, field: field)
  }

  /// The text of a scalar that is there: neither null nor left out.
  var scalarText: String? {
    guard case .scalar(let scalar) = node else { return nil }
    let isPlain = scalar.style == .plain || scalar.style == .any
    return isPlain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
      ? nil : scalar.string
  }

  /// Whether a scalar stands there without quotes.
  var isPlain: Bool {
    guard case .scalar(let scalar) = node else { return false }
    return scalar.style == .plain || scalar.style == .any
  }

  /// What stands there, in a message.
  var found: String {
    switch node {
    case .mapping: return "a mapping"
    case .sequence(let sequence): return sequence.isEmpty ? "an empty list" : "a list"
    case .alias: return "an alias"
    case .scalar:
      guard let text = scalarText else { return "nothing" }
      let shown = text.unicodeScalars.prefix(40).map {
        $0.properties.generalCategory == .control ? "·" : String($0)
      }
      let isWhole = text.unicodeScalars.count <= 40
      return "\"\(shown.joined())\(isWhole ? "" : "…")\""
    }
  }

  func wrong(_ wanted: String, remedy: String? = nil) {
    log.add(Failure(.badData, "expected \(wanted), found \(found)", at: place, remedy: remedy))
  }

  func text(_ wanted: String = "a text") -> String? {
    if let text = scalarText { return text }
    wrong(wanted)
    return nil
  }

  /// A text that is not empty.
  func nonEmptyText(_ wanted: String = "a text") -> String? {
    guard let text = text(wanted) else { return nil }
    if !text.isEmpty { return text }
    wrong("\(wanted) that is not empty")
    return nil
  }

  func whole(_ range: ClosedRange<Int>) -> Int? {
    let wanted =
      range.upperBound == .max
      ? "a whole number of at least \(range.lowerBound)"
      : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    if isPlain, let text = scalarText, let number = Int(text), range.contains(number) {
      return number
    }
    wrong(wanted)
    return nil
  }

  /// A seed: any whole number from 0 that fits 64 bits.
  func seed() -> UInt64? {
    if isPlain, let text = scalarText, let number = UInt64(text) { return number }
    wrong("a whole number of at least 0")
    return nil
  }

  /// A finite number for which `accept` holds.
  func number(
    _ wanted: String = "a number", where accept: (Double) -> Bool = { _ in true }
  ) -> Double? {
    let isDecimal = { (text: String) in
      text.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
    }
    if isPlain, let text = scalarText, isDecimal(text), let number = Double(text), number.isFinite,
      accept(number)
    {
      return number
    }
    wrong(wanted)
    return nil
  }

  func flag() -> Bool? {
    if isPlain, let text = scalarText {
      if text == "true" { return true }
      if text == "false" { return false }
    }
    wrong("true or false")
    return nil
  }

  /// One of some words.
  func word<Word: RawRepresentable & CaseIterable>(
    _: Word.Type
  ) -> Word? where Word.RawValue == String {
    let words = Word.allCases.map(\.rawValue)
    guard let text = text("one of \(words.joined(separator: ", "))") else { return nil }
    if let word = Word(rawValue: text) { return word }
    wrong(
      "one of \(words.joined(separator: ", "))",
      remedy: Spelling.nearest(text, in: words).map { "Did you mean \"\($0)\"?" })
    return nil
  }

  func list(_ wanted: String = "a list") -> [YAMLValue]? {
    guard case .sequence(let sequence) = node else {
      wrong(wanted)
      return nil
    }
    return sequence.enumerated().map {
      YAMLValue(node: $0.element, file: file, field: "\(field)[\($0.offset)]", log: log)
    }
  }

  func texts(_ wanted: String = "a list of texts") -> [String]? {
    list(wanted)?.compactMap { $0.text() }
  }

  func mapping(_ wanted: String = "a mapping") -> YAMLMapping? {
    guard case .mapping(let mapping) = node else {
      wrong(wanted)
      return nil
    }
    return YAMLMapping(mapping, at: place, log: log)
  }

  /// Whether nothing stands there: null, or left out.
  var isNull: Bool {
    if case .scalar = node { return scalarText == nil }
    return false
  }

  var isMapping: Bool {
    if case .mapping = node { return true }
    return false
  }

  var isList: Bool {
    if case .sequence = node { return true }
    return false
  }
}
