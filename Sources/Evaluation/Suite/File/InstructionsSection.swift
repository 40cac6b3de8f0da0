import Jinja

/// The keys of `instructions`, where it is a mapping.
struct InstructionKeys: KeySet {
  let ids = RequiredKey("ids", .template, "A template that gives the ids.", remedy: remedy)
  let arguments = RequiredKey(
    "kwargs", .template, "A template that gives their arguments, a mapping each.", remedy: remedy)

  private static let remedy = "State the templates of the ids and of their arguments."
}

/// The `instructions` of a suite: what each row's answer must obey.
///
/// A template that gives a list of `{id, kwargs}`, or such a list as JSON; or a mapping of two templates,
/// `ids` and `kwargs`, that give lists of equal length, as IFEval's own file has them.
enum InstructionsSection {
  case list(SuiteTemplate)
  case parallel(ids: SuiteTemplate, arguments: SuiteTemplate, place: Place)

  static let shape = Shape<InstructionsSection>(.any(.text, parallel.schema)) { value in
    if value.isMapping { return parallel.read(value) }
    guard value.scalarText != nil else {
      value.wrong("a template that gives a list of {id, kwargs}, or {ids: …, kwargs: …}")
      return nil
    }
    return SuiteTemplate(value).map { .list($0) }
  }

  private static let parallel = Shape.mapping(InstructionKeys(), "a mapping with ids and kwargs") {
    map, keys -> InstructionsSection? in
    let ids = map.read(keys.ids)
    let arguments = map.read(keys.arguments)
    guard let ids, let arguments else { return nil }
    return .parallel(ids: ids, arguments: arguments, place: map.place)
  }

  var templates: [SuiteTemplate] {
    switch self {
    case .list(let template): [template]
    case .parallel(let ids, let arguments, _): [ids, arguments]
    }
  }

  /// The instructions of a row, at least one.
  func read(_ row: RowScope) throws(Failure) -> [Instruction] {
    let stated = try entries(row)
    guard !stated.isEmpty else {
      throw Failure(.badData, "the row has no instructions", at: row.place("instructions"))
    }
    var instructions: [Instruction] = []
    for (index, entry) in stated.enumerated() {
      let place = row.place("instructions[\(index)]")
      guard case .string(let id) = entry.id else {
        throw Failure(
          .badData, "an instruction's id must be a text, and is \(entry.id.kindName)", at: place)
      }
      let arguments = try InstructionsSection.arguments(entry.arguments, place)
      do throws(InstructionFault) {
        instructions.append(try Instruction(id, arguments))
      } catch {
        throw Failure(.badData, error.message, at: place, remedy: error.remedy)
      }
    }
    return instructions
  }

  private typealias Entry = (id: JinjaValue, arguments: JinjaValue)

  private func entries(_ row: RowScope) throws(Failure) -> [Entry] {
    switch self {
    case .list(let template):
      return try list(template, row).enumerated().map { index, item throws(Failure) in
        guard case .dict(let members) = item, let id = members[.string("id")] else {
          throw Failure(
            .badData, "an instruction must have an id, and is \(item.kindName)",
            at: row.place("instructions[\(index)]"),
            remedy: "Give each as {\"id\": …, \"kwargs\": {…}}.")
        }
        return (id, members[.string("kwargs")] ?? .none)
      }
    case .parallel(let ids, let arguments, let place):
      let names = try list(ids, row)
      let values = try list(arguments, row)
      guard names.count == values.count else {
        throw Failure(
          .badData, "\(row.name) has \(names.count) ids and \(values.count) kwargs", at: place)
      }
      return zip(names, values).map { ($0, $1) }
    }
  }

  /// A list that a template gives, as a value or as JSON.
  private func list(_ template: SuiteTemplate, _ row: RowScope) throws(Failure) -> [JinjaValue] {
    var value = try template.value(row)
    if case .string(let text) = value {
      value = JinjaValue(try JSONValue.parse(text, file: row.name))
    }
    guard let items = value.items else {
      throw Failure(
        .badData, "instructions must be a list, and the template gives \(value.kindName)",
        at: template.place)
    }
    return items
  }

  /// The arguments of one instruction; those that are null are left out.
  private static func arguments(
    _ value: JinjaValue, _ place: Place
  ) throws(Failure) -> [String: Instruction.Argument] {
    if case .none = value { return [:] }
    guard case .dict(let members) = value else {
      throw Failure(.badData, "kwargs must be a mapping, and is \(value.kindName)", at: place)
    }
    var arguments: [String: Instruction.Argument] = [:]
    for member in members.entries {
      guard case .string(let name) = member.key else { continue }
      let value = member.value
      switch value {
      case .none: continue
      case .string(let text): arguments[name] = .text(text)
      case .int(let number): arguments[name] = .number(number)
      case .double(let number):
        guard let whole = Int(exactly: number) else { throw wrong(name, value, place) }
        arguments[name] = .number(whole)
      case .list(let items), .tuple(let items):
        let texts = items.compactMap(\.plainText)
        guard texts.count == items.count else { throw wrong(name, value, place) }
        arguments[name] = .texts(texts)
      default: throw wrong(name, value, place)
      }
    }
    return arguments
  }

  private static func wrong(_ name: String, _ value: JinjaValue, _ place: Place) -> Failure {
    Failure(
      .badData,
      "the argument \"\(name)\" must be a text, a whole number or a list of texts, and is "
        + value.kindName, at: place)
  }
}
