/// A line of `samples_*.jsonl`: what lm-evaluation-harness asked for a row under one filter, and what
/// came of it.
struct LoggedSample {
  /// One request: a text alone, or a prompt with a continuation or with arguments of generation.
  struct Argument: Equatable {
    var prompt: String
    var continuation: String?
    var generation: JSONValue?
  }

  var id: Int
  var doc: JSONValue
  /// As Python's `str` writes it.
  var target: String
  var arguments: [Argument]
  /// One a request: its repeats.
  var responses: [[JSONValue]]
  var filter: String
  /// By name.
  var metrics: [(name: String, value: JSONValue)]
  /// Of the file, from 1.
  var line: Int

  /// Reads a line.
  ///
  /// - Throws: `Failure` naming what a logged sample has and this has not.
  init(_ value: JSONValue, file: String, line: Int) throws(Failure) {
    func failure(_ name: String) -> Failure {
      Failure(
        .badData, "the line has no \"\(name)\" as lm-evaluation-harness logs it",
        at: Place(file: file, line: line),
        remedy: "Name a file that --log_samples wrote: samples_TASK_TIME.jsonl.")
    }
    guard case .int(let id)? = value["doc_id"] else { throw failure("doc_id") }
    guard case .object(let arguments)? = value["arguments"] else { throw failure("arguments") }
    guard let target = value["target"]?.loggedText else { throw failure("target") }
    self.id = id
    self.target = target
    self.line = line
    doc = value["doc"] ?? .null
    self.arguments = arguments.sorted {
      LoggedSample.number($0.name) < LoggedSample.number($1.name)
    }
    .compactMap { LoggedSample.argument($0.value) }
    guard self.arguments.count == arguments.count, !arguments.isEmpty else {
      throw failure("arguments")
    }
    responses = value["resps"]?.loggedItems?.map { $0.loggedItems ?? [] } ?? []
    filter = value["filter"]?.loggedText ?? "none"
    let names = value["metrics"]?.loggedItems?.compactMap(\.loggedText) ?? []
    metrics = names.compactMap { name in value[name].map { (name, $0) } }
  }

  /// The number in `gen_args_12`.
  private static func number(_ name: String) -> Int {
    name.split(separator: "_").last.flatMap { Int($0) } ?? 0
  }

  private static func argument(_ value: JSONValue) -> Argument? {
    guard let prompt = value["arg_0"]?.loggedText else { return nil }
    switch value["arg_1"] {
    case nil, .null: return Argument(prompt: prompt)
    case .string(let text): return Argument(prompt: prompt, continuation: text)
    case let options?: return Argument(prompt: prompt, generation: options)
    }
  }
}

extension JSONValue {
  /// A text, or a number as Python writes it.
  var loggedText: String? {
    switch self {
    case .string(let text): text
    case .int(let number): String(number)
    default: nil
    }
  }

  var loggedItems: [JSONValue]? {
    if case .array(let items) = self { return items }
    return nil
  }

  /// A number, also where it was written as a text.
  var loggedNumber: Double? {
    switch self {
    case .int(let number): Double(number)
    case .double(let number): number
    case .bool(let flag): flag ? 1 : 0
    case .string(let text): Double(text)
    default: nil
    }
  }
}
