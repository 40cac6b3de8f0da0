import Yams

/// Files of promptfoo in YAML or JSON as data, with the types that js-yaml gives: YAML's core schema and
/// merge keys, where `yes` and `1_000` are texts.
enum PromptfooDocument {
  /// Aliases can make a small file a large value.
  private static let nodeLimit = 1_000_000

  /// Reads a file.
  ///
  /// - Parameter path: The file.
  /// - Returns: Its value; null where it is empty.
  /// - Throws: `Failure` where it is not there or no YAML.
  static func read(_ path: String) throws(Failure) -> JSONValue {
    let bytes = try FileBytes.read(path, limit: YAMLDocument.byteLimit, place: nil)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(.badData, "the file is not valid UTF-8", at: Place(file: path))
    }
    return try parse(text, file: path)
  }

  /// Reads a text.
  ///
  /// - Parameters:
  ///   - text: YAML; JSON is such.
  ///   - file: What messages call it.
  /// - Returns: Its value; null where it is empty.
  /// - Throws: `Failure` where it is no YAML.
  static func parse(_ text: String, file: String) throws(Failure) -> JSONValue {
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch {
      throw YAMLDocument.failure(error, file: file)
    }
    guard let node else { return .null }
    var budget = nodeLimit
    return try value(node, &budget, file)
  }

  private static func value(
    _ node: Node, _ budget: inout Int, _ file: String
  ) throws(Failure) -> JSONValue {
    budget -= 1
    guard budget >= 0 else {
      throw Failure(
        .badData,
        "the file has more than \(nodeLimit) values, with what aliases repeat",
        at: Place(file: file), remedy: "Split it.")
    }
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain || scalar.style == .any
      let isText = scalar.tag.description == "tag:yaml.org,2002:str" && !isPlain
      return isPlain && !isText ? plain(scalar.string) : .string(scalar.string)
    case .sequence(let sequence):
      var items: [JSONValue] = []
      for node in sequence { items.append(try value(node, &budget, file)) }
      return .array(items)
    case .mapping(let mapping):
      var members: [JSONValue.Member] = []
      for (key, node) in mapping {
        let item = try value(node, &budget, file)
        guard let name = key.scalar?.string else {
          throw Failure(.badData, "a key must be a text", at: Place(file: file))
        }
        if name == "<<" {
          merge(item, into: &members)
        } else if let index = members.firstIndex(where: { $0.name == name }) {
          members[index].value = item
        } else {
          members.append(JSONValue.Member(name, item))
        }
      }
      return .object(members)
    case .alias: return .null
    }
  }

  /// A merge key stands for the members of its mappings that are not stated otherwise.
  private static func merge(_ item: JSONValue, into members: inout [JSONValue.Member]) {
    let bases: [JSONValue] = if case .array(let items) = item { items } else { [item] }
    for case .object(let base) in bases {
      for member in base where !members.contains(where: { $0.name == member.name }) {
        members.append(member)
      }
    }
  }

  /// A scalar without quotes by YAML's core schema.
  static func plain(_ text: String) -> JSONValue {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default: break
    }
    if let number = radix(text) { return .int(number) }
    let digits = text.drop { $0 == "-" || $0 == "+" }
    guard let first = digits.utf8.first, (0x30...0x39).contains(first) || first == 0x2E,
      text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) })
    else { return .string(text) }
    if let whole = Int(text) { return .int(whole) }
    guard let number = Double(text), number.isFinite else { return .string(text) }
    return JSONNumber.plain(number)
  }

  private static func radix(_ text: String) -> Int? {
    if text.hasPrefix("0x") { return Int(text.dropFirst(2), radix: 16) }
    return text.hasPrefix("0o") ? Int(text.dropFirst(2), radix: 8) : nil
  }
}

/// Numbers as JavaScript has them, which knows no difference between 1 and 1.0.
enum JSONNumber {
  static func plain(_ number: Double) -> JSONValue {
    Int(exactly: number).map { .int($0) } ?? .double(number)
  }
}
