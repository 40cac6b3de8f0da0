import Patterns

/// A JSON Schema of draft 2020-12, compiled.
///
/// Known are the keywords of the core, applicator and validation vocabularies but `unevaluatedItems`,
/// `unevaluatedProperties`, `$dynamicRef` and `$dynamicAnchor`; `$ref` reaches within the document.
/// Annotations and `format` change nothing. Any other keyword is an error, unless it begins with `x-`:
/// a misspelt one would accept everything.
struct JSONSchema: Sendable {
  /// What a schema asks, in its place among all schemas of the document.
  struct Node: Sendable {
    var checks: [SchemaCheck] = []
  }

  let nodes: [Node]
  private let root: Int

  /// Reads a schema.
  ///
  /// - Parameters:
  ///   - source: The schema as JSON.
  ///   - file: What messages name.
  /// - Throws: `Failure` (`badData`) naming the keyword, with the path to it as the field.
  init(_ source: String, file: String) throws(Failure) {
    var compiler = SchemaCompiler(try JSONValue.parse(source, file: file), file: file)
    root = try compiler.compile()
    nodes = compiler.nodes
    if let pointer = SchemaLoops.find(nodes).map({ compiler.pointer(of: $0) }) {
      throw Failure(
        .badData, "the schema refers to itself without end",
        at: Place(file: file, field: pointer), remedy: "Let the $ref reach a part of the value.")
    }
  }

  /// Whether a value is valid.
  ///
  /// - Parameter value: A JSON value.
  /// - Returns: `false` where a check fails, or checking takes more than a million checks.
  /// - Throws: `PatternError` where a pattern's match cost too much.
  func accepts(_ value: JSONValue) throws(PatternError) -> Bool {
    var validator = SchemaValidator(self)
    return try validator.validates(value, root)
  }
}

/// One check of a schema; subschemas by their numbers.
enum SchemaCheck: Sendable {
  /// The schema `false`.
  case never
  case types(Set<SchemaType>)
  /// `enum` and `const`, by the values' identities.
  case values(Set<JSONIdentity>)
  case atLeast(JSONValue)
  case above(JSONValue)
  case atMost(JSONValue)
  case below(JSONValue)
  case multipleOf(JSONValue)
  /// In Unicode scalars.
  case length(ClosedRange<Int>)
  case pattern(Pattern)
  case items(prefix: [Int], rest: Int?)
  case itemCount(ClosedRange<Int>)
  case uniqueItems
  case contains(Int, ClosedRange<Int>)
  case properties(named: [(name: String, schema: Int)], patterns: [(Pattern, Int)], rest: Int?)
  case required([String])
  case propertyCount(ClosedRange<Int>)
  case propertyNames(Int)
  case dependentRequired([(name: String, required: [String])])
  case dependentSchemas([(name: String, schema: Int)])
  case all([Int])
  case any([Int])
  case one([Int])
  case not(Int)
  case conditional(Int, then: Int?, otherwise: Int?)

  /// The schemas that look at the same value again.
  var inPlace: [Int] {
    switch self {
    case .all(let schemas), .any(let schemas), .one(let schemas): schemas
    case .not(let schema): [schema]
    case .conditional(let condition, let then, let otherwise):
      [condition] + [then, otherwise].compactMap { $0 }
    case .dependentSchemas(let entries): entries.map(\.schema)
    default: []
    }
  }
}

/// The types of JSON Schema.
enum SchemaType: String, CaseIterable, Sendable {
  case null, boolean, object, array, number, string, integer

  func holds(_ value: JSONValue) -> Bool {
    switch (self, value) {
    case (.null, .null), (.boolean, .bool), (.object, .object), (.array, .array),
      (.string, .string), (.number, .int), (.number, .double), (.integer, .int):
      true
    case (.integer, .double(let number)): number.rounded() == number
    default: false
    }
  }
}

/// Schemas that lead back to themselves at the same value.
enum SchemaLoops {
  /// A schema of such a loop.
  static func find(_ nodes: [JSONSchema.Node]) -> Int? {
    enum Mark { case new, open, done }
    var marks = [Mark](repeating: .new, count: nodes.count)
    for start in nodes.indices where marks[start] == .new {
      // Depth first, without recursion: a node leaves the path when its targets are exhausted.
      var path: [(node: Int, targets: [Int])] = [(start, nodes[start].checks.flatMap(\.inPlace))]
      marks[start] = .open
      while let last = path.indices.last {
        guard let target = path[last].targets.popLast() else {
          marks[path[last].node] = .done
          path.removeLast()
          continue
        }
        if marks[target] == .open { return target }
        guard marks[target] == .new else { continue }
        marks[target] = .open
        path.append((target, nodes[target].checks.flatMap(\.inPlace)))
      }
    }
    return nil
  }
}
