import Yams

/// Reads the one mapping that a suite or plan file is.
enum YAMLDocument {
  /// The most bytes of such a file: 16 MiB.
  static let byteLimit = 16 << 20

  /// Parses a file's text.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - file: Its name for messages.
  ///   - log: Gets what is wrong inside the mapping.
  /// - Returns: The mapping at the top.
  /// - Throws: `Failure` (`badData`) where the text is not YAML or not a mapping.
  static func mapping(
    _ bytes: [UInt8], file: String, log: FailureLog
  ) throws(Failure) -> YAMLMapping {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(
        .badData, "the file is not valid UTF-8", at: Place(file: file), remedy: "Save it as UTF-8.")
    }
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch {
      throw failure(error, file: file)
    }
    guard let node, case .mapping(let mapping) = node else {
      throw Failure(
        .badData, "the file is not a mapping of keys to values", at: Place(file: file, line: 1),
        remedy: "Begin it with \"suite: NAME\" or \"plan: NAME\".")
    }
    return YAMLMapping(mapping, at: Place(file: file, line: 1), log: log)
  }

  /// What is wrong with a text that is no YAML.
  static func failure(_ error: any Error, file: String) -> Failure {
    func failure(_ message: String, _ mark: Mark?) -> Failure {
      Failure(
        .badData, "not YAML: \(message)",
        at: Place(file: file, line: mark?.line, column: mark?.column))
    }
    guard let error = error as? YamlError else { return failure("\(error)", nil) }
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let situation = context.map { " (\($0.text) in line \($0.mark.line))" } ?? ""
      return failure(problem + situation, mark)
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.map { "\"\($0)\"" }.joined(separator: ", ")
      return failure("the key \(names) stands twice in one mapping", context.mark)
    case .reader(let problem, _, let value, _):
      let byte = value >= 0 ? " (0x\(String(value, radix: 16)))" : ""
      return failure(problem + byte, nil)
    default: return failure(error.description, nil)
    }
  }
}

/// A mapping of a YAML file with what messages need.
struct YAMLMapping {
  /// In the order of the file.
  let entries: [(key: YAMLValue, value: YAMLValue)]
  /// Where the mapping stands; its field is `nil` at the top.
  let place: Place
  let log: FailureLog

  var file: String { place.file }
  private var field: String? { place.field }

  init(_ mapping: Node.Mapping, at place: Place, log: FailureLog) {
    self.place = place
    self.log = log
    let (file, field) = (place.file, place.field)
    entries = mapping.map { key, value in
      let name = key.scalar?.string ?? "?"
      let path = field.map { "\($0).\(name)" } ?? name
      return (
        YAMLValue(node: key, file: file, field: path, log: log),
        YAMLValue(node: value, file: file, field: path, log: log)
      )
    }
  }

  /// The value of a key, if the mapping has it.
  subscript(name: String) -> YAMLValue? {
    entries.first { $0.key.scalarText == name }?.value
  }

  /// Where a key stands.
  func place(of name: String) -> Place? {
    entries.first { $0.key.scalarText == name }?.key.place
  }

  /// Reports keys that are not known, and known ones whose time has not come.
  func check(known: [String], planned: [String] = []) {
    for (key, _) in entries {
      guard let name = key.scalarText else {
        log.add(Failure(.badData, "a key must be a text, not \(key.found)", at: key.place))
        continue
      }
      if planned.contains(name) {
        log.add(
          Failure(
            .badData, "\"\(name)\" is not supported yet by this version", at: key.place,
            remedy: "Remove it, or use a version that supports it."))
      } else if !known.contains(name) {
        log.add(
          Failure(
            .badData, "unknown key \"\(name)\"", at: key.place,
            remedy: Spelling.remedy(name, among: known, called: "known keys")))
      }
    }
  }

  /// The value of a key that must be there; reports its absence at `place`.
  func required(_ name: String, at place: Place, remedy: String) -> YAMLValue? {
    if let value = self[name] { return value }
    var place = place
    place.field = field.map { "\($0).\(name)" } ?? name
    log.add(Failure(.badData, "the key \"\(name)\" is missing", at: place, remedy: remedy))
    return nil
  }
}
