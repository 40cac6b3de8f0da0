import Foundation
import Patterns

/// Turns the schemas of a document into numbered nodes.
struct SchemaCompiler {
  private(set) var nodes: [JSONSchema.Node] = []
  private let document: JSONValue
  private let file: String
  private let rootID: String?
  private var numbers: [String: Int] = [:]
  private var pointers: [String] = []
  private var anchors: [String: String] = [:]
  /// Schemas that have a number but are not compiled yet.
  private var waiting: [(value: JSONValue, pointer: String)] = []

  init(_ document: JSONValue, file: String) {
    self.document = document
    self.file = file
    if case .string(let id)? = document["$id"] {
      rootID = id.hasSuffix("#") ? String(id.dropLast()) : id
    } else {
      rootID = nil
    }
  }

  /// Compiles the document.
  ///
  /// - Returns: The number of its root.
  mutating func compile() throws(Failure) -> Int {
    collectAnchors(document, at: "")
    let root = number(document, at: "")
    while let next = waiting.popLast() {
      var reader = SchemaReader(next.value, at: next.pointer, file: file)
      let checks = try reader.read { value, pointer in
        number(value, at: pointer)
      } resolving: { reference, pointer throws(Failure) in
        try resolve(reference, at: pointer)
      }
      if let number = numbers[next.pointer] { nodes[number].checks = checks }
    }
    return root
  }

  /// The path to a schema, its names joined by full stops.
  func pointer(of number: Int) -> String { SchemaCompiler.field(pointers[number]) }

  static func field(_ pointer: String) -> String {
    pointer.split(separator: "/").joined(separator: ".")
  }

  /// The number of a schema, which is compiled later if it is new.
  private mutating func number(_ value: JSONValue, at pointer: String) -> Int {
    if let number = numbers[pointer] { return number }
    numbers[pointer] = nodes.count
    pointers.append(pointer)
    nodes.append(JSONSchema.Node())
    waiting.append((value, pointer))
    return nodes.count - 1
  }

  private mutating func collectAnchors(_ value: JSONValue, at pointer: String) {
    switch value {
    case .array(let items):
      for (index, item) in items.enumerated() { collectAnchors(item, at: "\(pointer)/\(index)") }
    case .object(let members):
      for member in members {
        if member.name == "$anchor", case .string(let name) = member.value {
          anchors[name] = pointer
        }
        collectAnchors(member.value, at: "\(pointer)/\(SchemaCompiler.escaped(member.name))")
      }
    default: break
    }
  }

  static func escaped(_ name: String) -> String {
    name.replacingOccurrences(of: "~", with: "~0").replacingOccurrences(of: "/", with: "~1")
  }

  // MARK: References

  /// The number of the schema that a `$ref` names.
  private mutating func resolve(
    _ reference: String, at pointer: String
  ) throws(Failure) -> Int {
    func failure(_ message: String, _ remedy: String) -> Failure {
      Failure(
        .badData, message,
        at: Place(file: file, field: SchemaCompiler.field("\(pointer)/$ref")), remedy: remedy)
    }
    var fragment = Substring(reference)
    if let rootID, reference.hasPrefix(rootID + "#") || reference == rootID {
      fragment = reference.dropFirst(rootID.count)
    }
    guard fragment.isEmpty || fragment.hasPrefix("#") else {
      throw failure(
        "the $ref \"\(reference)\" leads out of the document",
        "Copy what it names into $defs, and name that: \"#/$defs/NAME\".")
    }
    let path = String(fragment.dropFirst()).removingPercentEncoding ?? ""
    let target = path.isEmpty || path.hasPrefix("/") ? path : anchors[path]
    guard let target, let (value, canonical) = find(target) else {
      throw failure(
        "the $ref \"\(reference)\" names nothing in the document",
        "Name a schema by its path, such as \"#/$defs/NAME\".")
    }
    return number(value, at: canonical)
  }

  /// The value at a JSON pointer (RFC 6901).
  private func find(_ pointer: String) -> (value: JSONValue, canonical: String)? {
    var value = document
    var canonical = ""
    for token in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      let name = token.replacingOccurrences(of: "~1", with: "/")
        .replacingOccurrences(of: "~0", with: "~")
      switch value {
      case .object:
        guard let member = value[name] else { return nil }
        value = member
      case .array(let items):
        guard let index = Int(name), items.indices.contains(index) else { return nil }
        value = items[index]
      default: return nil
      }
      canonical += "/\(SchemaCompiler.escaped(name))"
    }
    return (value, canonical)
  }
}
