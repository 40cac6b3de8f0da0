import Patterns

extension StepForm {
  /// In the order in which they are tried and documented.
  static let all = [
    regex, findall, multiChoice, table, takeFirstK, number, after, replace,
  ]

  private static let regex = StepForm("What a regular expression matches.", RegexKeys()) {
    map, keys in
    let group = map.read(keys.group)
    let pick = map.read(keys.pick)
    guard let pattern = map.read(keys.regex) else { return nil }
    guard group <= pattern.captureCount else {
      map.log.add(
        Failure(
          .badData,
          "group \(group) is asked for, but \"\(pattern.source)\" captures \(pattern.captureCount)",
          at: map.place(of: keys.group.name),
          remedy: "Put ( ) around what is wanted, or ask for a group that is there."))
      return nil
    }
    return .regex(pattern: pattern.source, group: group, pick: pick)
  }

  private static let findall = StepForm(
    "lm-evaluation-harness's regex filter.", FindallKeys()
  ) { map, keys in
    let pick = map.read(keys.pick)
    let fallback = map.read(keys.fallback)
    return map.read(keys.findall).map { .findall(pattern: $0, pick: pick, fallback: fallback) }
  }

  private static let multiChoice = StepForm(
    "lm-evaluation-harness's multi_choice_regex filter.", MultiChoiceStepKeys()
  ) { map, keys in map.read(keys.step).map { .multiChoice($0) } }

  private static let table = StepForm("Another text for a whole text.", TableKeys()) { map, keys in
    let fallback = map.read(keys.fallback)
    return map.read(keys.table).map { entries in
      .map(entries.map { Entry(from: $0.key, to: $0.value) }, fallback: fallback)
    }
  }

  private static let takeFirstK = StepForm("The first repeats alone.", TakeFirstKeys()) {
    map, keys in map.read(keys.count).map { .takeFirstK($0) }
  }

  private static let number = StepForm(
    "A number in the text, without separators of thousands.", NumberKeys()
  ) { map, keys in map.read(keys.number).map { .number($0) } }

  private static let after = StepForm(
    "What stands behind the last occurrence of a text; all where it does not occur.", AfterKeys()
  ) { map, keys in map.read(keys.text).map { .after($0) } }

  private static let replace = StepForm("Every match replaced.", ReplaceKeys()) { map, keys in
    // An empty text is one, too: matches are dropped then.
    let text = map.read(keys.text)
    guard let pattern = map.read(keys.replace), let text else { return nil }
    return .replace(pattern: pattern, with: text)
  }

  private typealias Entry = ExtractStep.Entry
}

// MARK: Keys

private struct RegexKeys: KeySet {
  let regex = RequiredKey(
    "regex", .compiled(.pcre), "In PCRE2's dialect.", remedy: "State the regular expression.")
  let group = DefaultedKey("group", .whole(0...99), 0, "Which group; 0 is the whole match.")
  let pick = DefaultedKey(
    "pick", .word(ExtractStep.Pick.self), .first, "Which of several matches.")
}

private struct FindallKeys: KeySet {
  let findall = RequiredKey(
    "findall", .pattern(.python), "In the dialect of Python's re.",
    remedy: "State the regular expression.")
  let pick = MatchKeys.pick
  let fallback = MatchKeys.fallback
}

/// What the steps of lm-evaluation-harness have in common.
private enum MatchKeys {
  static let pick = DefaultedKey(
    "pick", .whole(-10_000...10_000), 0,
    "Which of several matches, from 0; a negative number counts from the end.")
  static let fallback = DefaultedKey(
    "fallback", .text, AnswerExtractor.invalid, "What stands for no match.")
}

private struct MultiChoiceStepKeys: KeySet {
  let step = RequiredKey(
    "multi_choice", MultiChoiceKeys.shape, "Which choice a text names.",
    remedy: "State the regular expression of a letter.")
}

private struct MultiChoiceKeys: KeySet {
  let pattern = RequiredKey(
    "pattern", .pattern(.python), "Tried first, in the dialect of Python's re.",
    remedy: "State the regular expression of a letter.")
  let pick = MatchKeys.pick
  let ignoreCase = DefaultedKey(
    "ignore_case", .flag, false, "Case does not count in the search of a choice's text.")
  let ignorePunctuation = DefaultedKey(
    "ignore_punctuation", .flag, false, "Punctuation does not count there.")
  let ignore = OptionalKey(
    "ignore", .list(of: .pattern(.python), "a list of regular expressions"),
    "Regular expressions in Python's dialect; what they match is dropped on both sides, first.")
  let fallback = MatchKeys.fallback

  static let shape = Shape.mapping(
    MultiChoiceKeys(), "a mapping such as {pattern: '(\\([A-Z]\\))'}"
  ) { map, keys -> MultiChoiceStep? in
    let ignored = map.read(keys.ignore) ?? []
    let (ignoreCase, ignorePunctuation) = (
      map.read(keys.ignoreCase), map.read(keys.ignorePunctuation)
    )
    let (pick, fallback) = (map.read(keys.pick), map.read(keys.fallback))
    return map.read(keys.pattern).map {
      MultiChoiceStep(
        pattern: $0, pick: pick, ignoreCase: ignoreCase, ignorePunctuation: ignorePunctuation,
        ignored: ignored, fallback: fallback)
    }
  }
}

private struct TableKeys: KeySet {
  let table = RequiredKey(
    "map",
    .table(
      .text, of: .text, "a mapping such as {A: \"0\", B: \"1\"}",
      least: "at least one text with what stands for it"), "From texts to texts.",
    remedy: "State the texts with what stands for them.")
  let fallback = OptionalKey(
    "default", .text, "For texts that are not there.", otherwise: "they give no answer")
}

private struct TakeFirstKeys: KeySet {
  let count = RequiredKey(
    "take_first_k", .whole(1...10_000), "How many.", remedy: "State how many repeats.")
}

private struct NumberKeys: KeySet {
  let number = RequiredKey(
    "number", .word(ExtractStep.Pick.self), "Which of several.", remedy: "State first or last.")
}

private struct AfterKeys: KeySet {
  let text = RequiredKey(
    "after", .nonEmptyText("the text behind which the answer stands"), "The text.",
    remedy: "State the text behind which the answer stands.")
}

private struct ReplaceKeys: KeySet {
  let replace = RequiredKey(
    "replace", .pattern(.pcre), "In PCRE2's dialect.", remedy: "State the regular expression.")
  let text = RequiredKey(
    "with", .text, "What takes its place, as it is written.",
    remedy: "State the text that takes its place.")
}
