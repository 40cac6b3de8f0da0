import Patterns

/// Reads the steps of `extract` that hold regular expressions, and compiles these to find what is wrong.
enum PatternStepReader {
  /// Which language a regular expression is written in.
  enum Dialect { case pcre, python }

  static func regex(_ source: YAMLValue, _ map: YAMLMapping) -> ExtractStep? {
    let group = map["group"]?.whole(0...99) ?? 0
    let pick = map["pick"]?.word(ExtractStep.Pick.self) ?? .first
    guard let pattern = pattern(source, .pcre) else { return nil }
    guard group <= pattern.captureCount else {
      source.log.add(
        Failure(
          .badData,
          "group \(group) is asked for, but \"\(pattern.source)\" captures \(pattern.captureCount)",
          at: map.place(of: "group"),
          remedy: "Put ( ) around what is wanted, or ask for a group that is there."))
      return nil
    }
    return .regex(pattern: pattern.source, group: group, pick: pick)
  }

  static func findall(_ source: YAMLValue, _ map: YAMLMapping) -> ExtractStep? {
    let pick = pick(map)
    let fallback = map["fallback"]?.text() ?? AnswerExtractor.invalid
    guard pattern(source, .python) != nil, let text = source.text() else { return nil }
    return .findall(pattern: text, pick: pick, fallback: fallback)
  }

  static func replace(_ source: YAMLValue, _ map: YAMLMapping, _ place: Place) -> ExtractStep? {
    let text = map.required("with", at: place, remedy: "State the text that takes its place.")
    // An empty text is one, too: matches are dropped then.
    guard let pattern = pattern(source, .pcre), let text, let replacement = text.text() else {
      return nil
    }
    return .replace(pattern: pattern.source, with: replacement)
  }

  static func multiChoice(_ value: YAMLValue) -> ExtractStep? {
    guard let map = value.mapping("a mapping such as {pattern: '(\\([A-Z]\\))'}") else {
      return nil
    }
    map.check(
      known: ["pattern", "pick", "ignore_case", "ignore_punctuation", "ignore", "fallback"])
    let source = map.required(
      "pattern", at: value.place, remedy: "State the regular expression of a letter.")
    let ignored = patterns(map["ignore"])
    guard let source, pattern(source, .python) != nil, let text = source.text() else { return nil }
    return .multiChoice(
      MultiChoiceStep(
        pattern: text, pick: pick(map), ignoreCase: map["ignore_case"]?.flag() ?? false,
        ignorePunctuation: map["ignore_punctuation"]?.flag() ?? false, ignored: ignored,
        fallback: map["fallback"]?.text() ?? AnswerExtractor.invalid))
  }

  /// A list of expressions in Python's dialect.
  static func patterns(_ value: YAMLValue?) -> [String] {
    let values = value?.list("a list of regular expressions") ?? []
    return values.compactMap { pattern($0, .python) == nil ? nil : $0.text() }
  }

  private static func pick(_ map: YAMLMapping) -> Int {
    map["pick"]?.whole(-10_000...10_000) ?? 0
  }

  private static func pattern(_ value: YAMLValue, _ dialect: Dialect) -> Pattern? {
    guard let source = value.nonEmptyText("a regular expression") else { return nil }
    do throws(PatternError) {
      switch dialect {
      case .pcre: return try Pattern(source)
      case .python: return try PythonDialect.pattern(source)
      }
    } catch {
      let offset = error.offset.map { ", at offset \($0)" } ?? ""
      value.log.add(
        Failure(
          .badData,
          "the regular expression \"\(source)\" does not compile: \(error.message)\(offset)",
          at: value.place,
          remedy: dialect == .pcre
            ? "Write it in PCRE2's dialect." : "Write it in the dialect of Python's re."))
      return nil
    }
  }
}
