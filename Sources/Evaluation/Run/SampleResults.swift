/// The details of a suite's samples: prompts, responses, scores, explanations.
///
/// In a run they stand in `samples.jsonl` alone and are read back one by one; in memory where
/// nothing is written.
package struct SampleResults: Sendable, Equatable {
  private enum Storage: Sendable {
    case memory([SampleResult])
    case file(SampleFile)
  }

  private let storage: Storage

  /// Details in memory.
  package init(_ results: [SampleResult] = []) {
    storage = .memory(results)
  }

  /// Lines of a file.
  init(_ file: SampleFile) {
    storage = .file(file)
  }

  /// How many samples there are.
  package var count: Int {
    switch storage {
    case .memory(let results): results.count
    case .file(let file): file.count
    }
  }

  /// Whether they must be written for somebody to read them later.
  package var isInMemory: Bool {
    if case .memory = storage { true } else { false }
  }

  package var isEmpty: Bool { count == 0 }
  package var indices: Range<Int> { 0..<count }

  /// The details of a sample.
  package subscript(index: Int) -> SampleResult {
    get throws(Failure) {
      switch storage {
      case .memory(let results): results[index]
      case .file(let file): try file.result(line: index)
      }
    }
  }

  /// The details of all samples, at once in memory.
  package func all() throws(Failure) -> [SampleResult] {
    var results: [SampleResult] = []
    for index in indices { results.append(try self[index]) }
    return results
  }

  /// The same lines of the same file, or the same details.
  package static func == (left: SampleResults, right: SampleResults) -> Bool {
    switch (left.storage, right.storage) {
    case (.memory(let left), .memory(let right)): left == right
    case (.file(let left), .file(let right)): left === right
    case (.memory, .file), (.file, .memory): false
    }
  }
}
