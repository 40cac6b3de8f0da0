/// The filters of a task as the `extract` of a suite.
struct FilterTranslation {
  /// `nil` where answers are taken as they are.
  let section: YAMLText?
  /// The names of the pipelines; `none` where the task has no filters.
  let names: [String]
  /// Whether a step looks for the row's `choices`.
  private(set) var readsChoices = false

  /// Translates `filter_list`.
  ///
  /// - Parameters:
  ///   - filters: The list, if the task has one.
  ///   - type: What is asked.
  /// - Throws: `Refusal` naming the first filter that has no counterpart.
  init(
    _ filters: ConfigValue?, _ type: TaskConfiguration.OutputType
  ) throws(Refusal) {
    guard let list = filters?.items, !list.isEmpty else {
      (section, names) = (nil, ["none"])
      return
    }
    var pipelines: [(key: String, value: YAMLText)] = []
    for pipeline in list {
      let name = FilterTranslation.name(pipeline["name"]?.pythonText ?? "none")
      var steps: [YAMLText] = []
      for filter in pipeline["filter"]?.items ?? [] {
        steps.append(try FilterTranslation.step(filter))
        if filter["function"]?.text == "multi_choice_regex" { readsChoices = true }
      }
      pipelines.append((name, .list(steps)))
    }
    names = pipelines.map(\.key)
    let isPlain =
      names == ["none"]
      && list[0]["filter"]?.items?.map { $0["function"] } == [
        .text("take_first")
      ]
    // Filters of log-likelihoods do nothing that could be seen.
    let isUsed = type == .generate && !isPlain
    section = isUsed ? .map(pipelines) : nil
  }

  /// A pipeline's name with `-` for what a suite's cannot hold.
  static func name(_ name: String) -> String {
    let isAllowed = { (scalar: Unicode.Scalar) in
      scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        || "_@-".unicodeScalars.contains(scalar)
    }
    let scalars = name.unicodeScalars.map { isAllowed($0) ? $0 : "-" }
    return scalars.isEmpty ? "none" : String(String.UnicodeScalarView(scalars))
  }

  private static func step(_ filter: ConfigValue) throws(Refusal) -> YAMLText {
    let function = filter["function"]?.pythonText ?? ""
    switch function {
    case "take_first", "majority_vote", "lowercase", "uppercase", "remove_whitespace":
      return .text(function)
    case "take_first_k":
      return .map([("take_first_k", .plain(filter["k"]?.pythonText ?? "1"))])
    case "regex": return .map(findall(filter, key: "findall"))
    case "multi_choice_regex":
      var entries = findall(filter, key: "pattern")
      for flag in ["ignore_case", "ignore_punctuation"] where filter[flag]?.flag == true {
        entries.append((flag, .plain("true")))
      }
      if let patterns = filter["regexes_to_ignore"]?.texts, !patterns.isEmpty {
        entries.append(("ignore", .row(patterns.map { .text($0) })))
      }
      return .map([("multi_choice", .map(entries))])
    case "map": return try map(filter)
    default:
      throw Refusal(
        "the filter \"\(function)\" has no counterpart",
        remedy: "Import a copy of the task that does without it, or replay its samples.")
    }
  }

  private static func findall(
    _ filter: ConfigValue, key: String
  ) -> [(key: String, value: YAMLText)] {
    let pattern = filter["regex_pattern"]?.text ?? #"#### (\-?[0-9\.\,]+)"#
    var entries: [(key: String, value: YAMLText)] = [(key, .text(pattern))]
    if let pick = filter["group_select"]?.number, pick != 0 {
      entries.append(("pick", .plain("\(Int(pick))")))
    }
    if let fallback = filter["fallback"]?.text, fallback != "[invalid]" {
      entries.append(("fallback", .text(fallback)))
    }
    return entries
  }

  private static func map(_ filter: ConfigValue) throws(Refusal) -> YAMLText {
    let pairs = filter["mapping_dict"]?.entries ?? []
    guard let fallback = filter["default_value"], !fallback.isNull else {
      throw Refusal(
        "the filter \"map\" has no default_value, so that an answer can come out as nothing",
        remedy: "Import a copy of the task that states one.")
    }
    return .map([
      ("map", .map(pairs.map { ($0.key, .text($0.value.pythonText)) })),
      ("default", .text(fallback.pythonText)),
    ])
  }
}
