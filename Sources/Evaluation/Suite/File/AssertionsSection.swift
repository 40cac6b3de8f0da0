import Jinja

/// The keys of one of `assertions`, where they are stated in the suite file.
struct AssertionKeys: KeySet {
  let type = RequiredKey(
    "type", Shape<YAMLValue>(.words(AssertionKind.words), read: { $0 }), "What is looked for.",
    remedy: "State what is looked for, such as contains.")
  let value = OptionalKey(
    "value", Shape<YAMLValue>(SchemaForm(), read: { $0 }),
    "What the answer is held against. Texts in it are Jinja templates over the row's fields.")
  let threshold = OptionalKey(
    "threshold", AssertionsSection.threshold,
    "What the score must reach; for levenshtein what the distance must not exceed.",
    otherwise: "by type")
  let weight = DefaultedKey(
    "weight", .number(.atLeast(0)), 1,
    "The share in the sample's score; with 0 it always passes and is only measured.")
  let not = DefaultedKey("not", .flag, false, "Whether it must not be so, as not- before the type.")
  let metric = OptionalKey(
    "metric", Shape<YAMLValue>(.text.with("pattern", .string("^[a-z0-9_]+$")), read: { $0 }),
    "The name under which assertion_score_NAME sums it up.")
  let members = OptionalKey(
    "assert", Shape<[YAMLValue]>(.list(of: .type("object"), least: 1), read: { $0.list() }),
    "For assert-set: the assertions that count as one.")
}

/// The keys of `assertions`, where it is a mapping.
struct AssertionListKeys: KeySet {
  let list = RequiredKey(
    "list", AssertionsSection.Source.shape,
    "A list of {type, value, …}, or a template that gives one.",
    remedy: "State the assertions, or a template that gives them.")
  let threshold = OptionalKey(
    "threshold", AssertionsSection.threshold,
    "What the weighted mean of the scores must reach; without it all must pass.")
}

/// The `assertions` of a suite: what each row's answer must be.
struct AssertionsSection: Sendable {
  /// Where the assertions stand.
  enum Source: Sendable {
    case template(SuiteTemplate)
    case stated([TemplateTree])
  }

  var source: Source
  var threshold: SuiteTemplate?

  /// A number, or a template that gives one.
  static let threshold = Shape<SuiteTemplate>(.type("number", "string")) { SuiteTemplate($0) }

  /// Where what is stated is wrong, that alone is said: its metrics stay those of assertions.
  static let shape = Shape<AssertionsSection>(
    .any(.text, Source.stated, mapping.schema)
  ) { value in
    if value.isMapping { return mapping.read(value) }
    return AssertionsSection(source: Source.shape.read(value) ?? .stated([]))
  }

  private static let mapping = Shape.mapping(
    AssertionListKeys(), "a mapping with list and threshold"
  ) { map, keys -> AssertionsSection? in
    let source = map.read(keys.list)
    let threshold = map.read(keys.threshold)
    return AssertionsSection(source: source ?? .stated([]), threshold: threshold)
  }

  var templates: [SuiteTemplate] {
    (threshold.map { [$0] } ?? []) + source.templates
  }

  /// The assertions of a row, at least one.
  func read(_ row: RowScope) throws(Failure) -> AssertionList {
    let items = try source.items(row)
    guard !items.isEmpty else {
      throw Failure(
        .badData, "the row has no assertions, so nothing could fail", at: row.place("assertions"),
        remedy: "State one, or leave the row out with data.where.")
    }
    var list = AssertionList(
      threshold: try threshold.flatMap { template throws(Failure) in
        try number(template, row)
      })
    for (index, item) in items.enumerated() {
      do throws(AssertionFault) {
        list.items.append(try AssertionReader.assertion(item))
      } catch {
        let field = error.field.map { ".\($0)" } ?? ""
        throw Failure(
          .badData, error.message, at: row.place("assertions[\(index)]\(field)"),
          remedy: error.remedy)
      }
    }
    return list
  }

  /// The threshold of a row; `nil` where it is null or empty.
  private func number(
    _ template: SuiteTemplate, _ row: RowScope
  ) throws(Failure) -> Double? {
    let value = JSONValue(try template.value(row))
    if value == .null || value == .string("") { return nil }
    let number = value.number ?? value.string.flatMap { Double($0) }
    guard let number, number.isFinite else {
      throw Failure(
        .badData,
        "the threshold must be a number, and is "
          + (value.string.map { "\"\($0)\"" } ?? value.kindName),
        at: row.place("assertions.threshold"))
    }
    return number
  }
}

extension AssertionsSection.Source {
  static let stated = SchemaForm.list(of: AssertionKeys().schema, least: 1)

  static let shape = Shape<AssertionsSection.Source>(.any(.text, stated)) { value in
    guard value.isList else {
      guard value.scalarText != nil else {
        value.wrong("a list of {type, value, …}, or a template that gives one")
        return nil
      }
      return SuiteTemplate(value).map { .template($0) }
    }
    let values = value.list() ?? []
    if values.isEmpty { value.wrong("at least one assertion") }
    let items = values.compactMap(item)
    return items.count == values.count && !values.isEmpty ? .stated(items) : nil
  }

  /// One of the suite file's; what no row can change is checked at once.
  private static func item(_ value: YAMLValue) -> TemplateTree? {
    guard let map = value.mapping("an assertion such as {type: contains, value: …}") else {
      return nil
    }
    let before = value.log.failures.count
    map.check(AssertionKeys())
    guard let tree = TemplateTree.read(value), value.log.failures.count == before else {
      return nil
    }
    if let literal = tree.literal {
      do throws(AssertionFault) {
        _ = try AssertionReader.assertion(literal)
      } catch {
        var place = error.field.flatMap { map.place(of: $0) } ?? value.place
        place.field = value.field + (error.field.map { ".\($0)" } ?? "")
        value.log.add(Failure(.badData, error.message, at: place, remedy: error.remedy))
        return nil
      }
    }
    return tree
  }

  var templates: [SuiteTemplate] {
    switch self {
    case .template(let template): [template]
    case .stated(let items): items.flatMap(\.templates)
    }
  }

  /// The assertions of a row as data.
  func items(_ row: RowScope) throws(Failure) -> [JSONValue] {
    switch self {
    case .stated(let items):
      return try items.map { item throws(Failure) in try item.value(row) }
    case .template(let template):
      var value = try template.value(row)
      if case .string(let text) = value {
        value = JinjaValue(try JSONValue.parse(text, file: row.name))
      }
      guard case .array(let items) = JSONValue(value) else {
        throw Failure(
          .badData, "assertions must be a list, and the template gives \(value.kindName)",
          at: row.place("assertions"))
      }
      return items
    }
  }
}
