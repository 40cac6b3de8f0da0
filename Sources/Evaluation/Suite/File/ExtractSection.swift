import Patterns

/// The `extract` of a suite: from a generated text to the answer in it.
enum ExtractSection {
  private static let words: [String: ExtractStep] = [
    "trim": .trim, "lowercase": .lowercase, "uppercase": .uppercase, "first_line": .firstLine,
  ]
  private static let wanted = "trim, lowercase, uppercase, first_line or {regex: …}"

  static func read(_ value: YAMLValue?) -> [ExtractStep] {
    guard let values = value?.list("a list of steps") else { return [] }
    return values.compactMap(step)
  }

  private static func step(_ value: YAMLValue) -> ExtractStep? {
    if value.isMapping { return regex(value) }
    guard let word = value.text(wanted) else { return nil }
    if let step = words[word] { return step }
    let near = Spelling.nearest(word, in: words.keys.sorted())
    value.wrong(wanted, remedy: near.map { "Did you mean \"\($0)\"?" })
    return nil
  }

  private static func regex(_ value: YAMLValue) -> ExtractStep? {
    guard let map = value.mapping() else { return nil }
    map.check(known: ["regex", "group", "pick"])
    let source = map.required("regex", at: value.place, remedy: "State the regular expression.")
    let group = map["group"]?.whole(0...99) ?? 0
    let pick = map["pick"]?.word(ExtractStep.Pick.self) ?? .first
    guard let source, let pattern = source.nonEmptyText("a regular expression") else { return nil }
    do throws(PatternError) {
      let groups = try Pattern(pattern).captureCount
      guard group <= groups else {
        source.log.add(
          Failure(
            .badData,
            "group \(group) is asked for, but \"\(pattern)\" captures \(groups)",
            at: map.place(of: "group"),
            remedy: "Put ( ) around what is wanted, or ask for a group that is there."))
        return nil
      }
    } catch {
      let offset = error.offset.map { ", at offset \($0)" } ?? ""
      source.log.add(
        Failure(
          .badData,
          "the regular expression \"\(pattern)\" does not compile: \(error.message)\(offset)",
          at: source.place, remedy: "Write it in PCRE2's dialect."))
      return nil
    }
    return .regex(pattern: pattern, group: group, pick: pick)
  }
}

extension ExtractStep.Pick: CaseIterable {
  package static var allCases: [ExtractStep.Pick] { [.first, .last] }
}

/// The `compare` of a suite: what counts as equal.
enum CompareSection {
  static func read(_ value: YAMLValue?) -> Comparison {
    var comparison = Comparison()
    guard let map = value?.mapping("a mapping such as {ignore_case: true}") else {
      return comparison
    }
    map.check(
      known: ["ignore_case", "ignore_punctuation", "ignore_articles", "ignore_whitespace"])
    comparison.ignoreCase = map["ignore_case"]?.flag() ?? false
    comparison.ignorePunctuation = map["ignore_punctuation"]?.flag() ?? false
    comparison.ignoreArticles = map["ignore_articles"]?.flag() ?? false
    comparison.ignoreWhitespace = map["ignore_whitespace"]?.flag() ?? false
    return comparison
  }
}
