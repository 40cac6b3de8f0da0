/// What lm-evaluation-harness logged of a task: its rows, each once, with the scores under every filter.
struct LoggedTask {
  let name: String
  let file: String
  let outputType: TaskConfiguration.OutputType
  /// From `results_*.json`; `nil` where that was not given or does not know the task.
  let config: ConfigValue?
  /// The first line of each row, in the order of the file.
  private(set) var samples: [LoggedSample] = []
  /// The names of the filters, in the order of their appearance.
  private(set) var filters: [String] = []
  /// The metrics of each row, by filter.
  private(set) var metrics: [String: [Int: [(name: String, value: JSONValue)]]] = [:]

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - file: `samples_TASK_TIME.jsonl`.
  ///   - results: The document of `results_*.json`, if it is at hand.
  /// - Throws: `Failure` where a line cannot be read.
  init(_ file: String, results: JSONValue?) throws(Failure) {
    self.file = file
    name = LoggedTask.name(of: file)
    config = results?["configs"]?[name].map { ConfigValue($0) }
    var seen: Set<Int> = []
    let bytes = try FileBytes.read(file, limit: 1 << 30, place: nil)
    var number = 0
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { continue }
      guard let text = String(validating: line, as: UTF8.self) else {
        throw Failure(.badData, "the line is not valid UTF-8", at: Place(file: file, line: number))
      }
      let value = try PythonJSON.parse(text, file: file, line: number)
      let sample = try LoggedSample(value, file: file, line: number)
      if !filters.contains(sample.filter) { filters.append(sample.filter) }
      metrics[sample.filter, default: [:]][sample.id] = sample.metrics
      if seen.insert(sample.id).inserted { samples.append(sample) }
    }
    guard let first = samples.first else {
      throw Failure(.badData, "the file holds no samples", at: Place(file: file))
    }
    let word = config?["output_type"]?.text
    outputType =
      word.flatMap(TaskConfiguration.OutputType.init) ?? LoggedTask.outputType(first)
  }

  /// `samples_TASK_TIME.jsonl`, with or without the time.
  static func name(of file: String) -> String {
    var name = file.split(separator: "/").last.map(String.init) ?? file
    for ending in [".jsonl", ".json"] where name.hasSuffix(ending) {
      name = String(name.dropLast(ending.count))
    }
    if name.hasPrefix("samples_") { name = String(name.dropFirst(8)) }
    if let last = name.lastIndex(of: "_") {
      let time = name[name.index(after: last)...].utf8
      let isTime =
        time.count >= 10 && time.first.map { (0x30...0x39).contains($0) } == true
        && time.contains(UInt8(ascii: "T")) && time.contains(UInt8(ascii: "-"))
      if isTime { name = String(name[..<last]) }
    }
    return name
  }

  /// What was asked, from the shape of the requests.
  private static func outputType(_ sample: LoggedSample) -> TaskConfiguration.OutputType {
    guard let first = sample.arguments.first else { return .rolling }
    if first.generation != nil { return .generate }
    if first.continuation == nil { return .rolling }
    return sample.arguments.count > 1 ? .multipleChoice : .loglikelihood
  }

  /// The names of all metrics, in the order of their appearance.
  var metricNames: [String] {
    var names: [String] = []
    for filter in filters {
      for (name, _) in samples.first.flatMap({ metrics[filter]?[$0.id] }) ?? []
      where !names.contains(name) {
        names.append(name)
      }
    }
    return names
  }

  /// A logged value of a row.
  func metric(_ name: String, _ id: Int, filter: String) -> JSONValue? {
    metrics[filter]?[id]?.first { $0.name == name }?.value
  }
}

extension ConfigValue {
  /// A JSON value as a configuration.
  init(_ value: JSONValue) {
    switch value {
    case .null: self = .null
    case .bool(let flag): self = .bool(flag)
    case .int(let number): self = .int(number)
    case .double(let number): self = .double(number)
    case .string(let text): self = .text(text)
    case .array(let items): self = .list(items.map { ConfigValue($0) })
    case .object(let members):
      self = .map(members.map { Entry(key: $0.name, value: ConfigValue($0.value)) })
    }
  }
}
