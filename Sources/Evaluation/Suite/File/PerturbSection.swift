import Crypto

/// The keys of `perturb`.
struct PerturbKeys: KeySet {
  let field = RequiredKey(
    "field", .nonEmptyText, "The field whose text is changed.",
    remedy: "Name the field: \"perturb: {field: question, with: [typos]}\".")
  let with = RequiredKey(
    "with", .list(of: PerturbSection.change, "a list of changes", least: "at least one change"),
    "Changes: a mutator, a composition such as base64(leetspeak), or {name, table} for the rules of a "
      + "file.", remedy: "Name mutators; docs/mutators.md lists them.")
  let original = DefaultedKey(
    "original", .flag, true, "Whether each row is asked as it is, too.")
}

/// The keys of a change by a table of words.
struct TableChangeKeys: KeySet {
  let name = RequiredKey(
    "name", .identifier, "What ids and slices call the change.",
    remedy: "Name the change, such as swap-gender.")
  let table = RequiredKey(
    "table", .nonEmptyText,
    "A file of rules, relative to the suite file: what is replaced, a tab, and "
      + "what stands for it.", remedy: "Name the file.")
}

/// The `perturb` of a suite: from each row a sample for each change of one of its fields.
struct PerturbSection: Sendable {
  /// One change: a composition of mutators, or the rules of a table.
  enum Change: Sendable {
    case mutation(Mutation)
    case table(name: String, Substitution, digest: String)

    /// As ids and slices have it.
    var name: String {
      switch self {
      case .mutation(let mutation): mutation.description
      case .table(let name, _, _): name
      }
    }
  }

  var field: String
  /// One a sample of a row; `nil` for the row as it is.
  var variants: [Change?]

  static let shape = Shape.mapping(
    PerturbKeys(), "a mapping such as {field: question, with: [typos]}"
  ) { map, keys -> PerturbSection? in
    let field = map.read(keys.field)
    let changes = map.read(keys.with)
    let original = map.read(keys.original)
    guard let field, let changes, !changes.isEmpty else { return nil }
    var seen: Set<String> = []
    for change in changes where !seen.insert(change.name).inserted {
      map.log.add(
        Failure(
          .badData, "the change \"\(change.name)\" stands there twice",
          at: map.place(of: "with"), remedy: "Remove one of them."))
    }
    return PerturbSection(field: field, variants: (original ? [nil] : []) + changes)
  }

  /// What the identity of the suite says of the tables, a line each.
  var digestLines: String {
    variants.compactMap { change in
      guard case .table(_, _, let digest)? = change else { return nil }
      return "table \(digest)\n"
    }.joined()
  }

  fileprivate static let change = Shape<Change>(
    .any(.nonEmptyText, TableChangeKeys().schema), read: readChange)

  private static func readChange(_ value: YAMLValue) -> Change? {
    guard value.isMapping else {
      guard let text = value.nonEmptyText("a mutator, or a mapping {name, table}") else {
        return nil
      }
      do throws(Failure) {
        return .mutation(try Mutation(text, at: value.place))
      } catch {
        value.log.add(error)
        return nil
      }
    }
    return tableShape.read(value)
  }

  private static let tableShape = Shape.mapping(
    TableChangeKeys(), "a mapping {name, table}"
  ) { map, keys -> Change? in
    guard let name = map.read(keys.name), let path = map.read(keys.table) else { return nil }
    let file = FilePath.join(folderOf: map.file, path)
    do throws(Failures) {
      let bytes = try readBytes(file, at: map.place(of: "table"))
      let table = try SubstitutionTable(String(decoding: bytes, as: UTF8.self), file: file)
      return .table(name: name, Substitution(table), digest: SHA256.hexDigest(bytes))
    } catch {
      map.log.add(contentsOf: error)
      return nil
    }
  }

  private static func readBytes(_ file: String, at place: Place?) throws(Failures) -> [UInt8] {
    do throws(Failure) {
      return try FileBytes.read(file, limit: 1 << 24, place: place)
    } catch {
      throw Failures([error])
    }
  }
}
