/// The `choices` of a suite.
enum ChoicesSection {
  /// One template a choice.
  case each([SuiteTemplate])
  /// One template that gives the list of a row.
  case list(SuiteTemplate)

  static func read(_ value: YAMLValue) -> ChoicesSection? {
    guard value.isList else {
      guard let template = value.scalarText == nil ? nil : SuiteTemplate(value) else {
        if value.scalarText == nil { value.wrong("a list of texts, or a template that gives one") }
        return nil
      }
      return .list(template)
    }
    let values = value.list() ?? []
    let templates = values.compactMap(SuiteTemplate.init)
    guard templates.count == values.count else { return nil }
    if templates.count < 2 {
      value.log.add(
        Failure(
          .badData, "there must be at least two choices, and there is \(templates.count)",
          at: value.place))
      return nil
    }
    return .each(templates)
  }

  var templates: [SuiteTemplate] {
    switch self {
    case .each(let templates): templates
    case .list(let template): [template]
    }
  }
}

/// The `target` of a suite.
struct TargetSection {
  /// One template, or one for each accepted text.
  var templates: [SuiteTemplate]
  /// Whether the file gives a list.
  var isList: Bool
  var place: Place

  static func read(_ value: YAMLValue) -> TargetSection? {
    if value.isList {
      let values = value.list() ?? []
      let templates = values.compactMap(SuiteTemplate.init)
      if values.isEmpty { value.wrong("at least one target") }
      guard templates.count == values.count, !values.isEmpty else { return nil }
      return TargetSection(templates: templates, isList: true, place: value.place)
    }
    guard value.scalarText != nil else {
      value.wrong("a template, or a list of accepted texts")
      return nil
    }
    return SuiteTemplate(value).map {
      TargetSection(templates: [$0], isList: false, place: value.place)
    }
  }
}

/// The `target_is` of a suite: what a target says about the choices.
enum TargetReading: String, CaseIterable {
  /// A choice's text, or else an index.
  case auto
  /// A text of digits is always an index, as lm-evaluation-harness reads it.
  case index
  /// A text is always a choice's.
  case text
}

/// The `contexts` of a suite whose choices are what stands before one shared continuation.
struct ContextsSection {
  var contexts: ChoicesSection
  var continuation: SuiteTemplate

  /// Reads both keys of the file; `TaskRules` says where one lacks the other.
  static func read(_ top: YAMLMapping) -> ContextsSection? {
    let contexts = top["contexts"].flatMap(ChoicesSection.read)
    let continuation = top["continuation"].flatMap(SuiteTemplate.init)
    guard let contexts, let continuation else { return nil }
    return ContextsSection(contexts: contexts, continuation: continuation)
  }
}

/// The `pair` of a suite of counterfactuals.
struct PairSection {
  var stereotyped: SuiteTemplate
  var counterfactual: SuiteTemplate

  static func read(_ value: YAMLValue) -> PairSection? {
    guard let map = value.mapping("a mapping with stereotyped and counterfactual") else {
      return nil
    }
    map.check(known: ["stereotyped", "counterfactual"])
    let remedy = "State a template for each of the two texts."
    let stereotyped = map.required("stereotyped", at: value.place, remedy: remedy)
      .flatMap(SuiteTemplate.init)
    let counterfactual = map.required("counterfactual", at: value.place, remedy: remedy)
      .flatMap(SuiteTemplate.init)
    guard let stereotyped, let counterfactual else { return nil }
    return PairSection(stereotyped: stereotyped, counterfactual: counterfactual)
  }
}
