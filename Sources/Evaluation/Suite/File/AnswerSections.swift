/// The `choices` of a suite.
enum ChoicesSection {
  /// One template a choice.
  case each([SuiteTemplate])
  /// One template that gives the list of a row.
  case list(SuiteTemplate)

  static let shape = Shape<ChoicesSection>(
    .any(.text, .list(of: .text).with("minItems", .int(2))), read: read)

  private static func read(_ value: YAMLValue) -> ChoicesSection? {
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

  static let shape = Shape<TargetSection>(.any(.text, .list(of: .text, least: 1)), read: read)

  private static func read(_ value: YAMLValue) -> TargetSection? {
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
enum TargetReading: String, Sendable, CaseIterable {
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
    let contexts = top.read(SuiteFile.keys.contexts)
    let continuation = top.read(SuiteFile.keys.continuation)
    guard let contexts, let continuation else { return nil }
    return ContextsSection(contexts: contexts, continuation: continuation)
  }
}

/// The keys of `pair`.
struct PairKeys: KeySet {
  let stereotyped = RequiredKey(
    "stereotyped", .template,
    "The text that follows the stereotype. A Jinja template over the row's fields.",
    remedy: remedy)
  let counterfactual = RequiredKey(
    "counterfactual", .template,
    "The same with the groups exchanged. A Jinja template over the row's fields.",
    remedy: remedy)

  private static let remedy = "State a template for each of the two texts."
}

/// The `pair` of a suite of counterfactuals.
struct PairSection {
  var stereotyped: SuiteTemplate
  var counterfactual: SuiteTemplate

  static let shape = Shape.mapping(
    PairKeys(), "a mapping with stereotyped and counterfactual"
  ) { map, keys -> PairSection? in
    let stereotyped = map.read(keys.stereotyped)
    let counterfactual = map.read(keys.counterfactual)
    guard let stereotyped, let counterfactual else { return nil }
    return PairSection(stereotyped: stereotyped, counterfactual: counterfactual)
  }
}
