import Evaluation
import Foundation

/// A temporary folder of literal files, removed when it is no longer used.
final class SuiteFolder {
  let path: String

  /// Writes the files; names may hold folders.
  init(_ files: [String: String] = [:]) throws {
    path = FileManager.default.temporaryDirectory.path + "/suite-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try write(name, Array(text.utf8)) }
  }

  /// A folder with one suite, `suite.yaml`, and its rows, `items.jsonl`.
  convenience init(_ suite: String, _ rows: String) throws {
    try self.init(["suite.yaml": suite, "items.jsonl": rows])
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    let url = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  func load(
    _ name: String = "suite.yaml", seed: UInt64 = 1, limit: Int? = nil, limits: [String: Int] = [:]
  ) throws -> Suite {
    try SuiteLoader(seed: seed, limit: limit, limits: limits).load("\(path)/\(name)")
  }

  /// What is wrong with a suite, a line each, without the folder's path.
  func failures(_ name: String = "suite.yaml", limit: Int? = nil) -> [String] {
    do throws(Failures) {
      _ = try SuiteLoader(seed: 1, limit: limit).load("\(path)/\(name)")
      return []
    } catch {
      return error.all.map { shortened($0.description) }
    }
  }

  /// What is wrong with a plan, a line each, without the folder's path.
  func planFailures(_ name: String = "plan.yaml") -> [String] {
    do throws(Failures) {
      _ = try PlanFile.load("\(path)/\(name)")
      return []
    } catch {
      return error.all.map { shortened($0.description) }
    }
  }

  func shortened(_ text: String) -> String {
    text.replacingOccurrences(of: "\(path)/", with: "")
  }
}

extension Prompt {
  /// The text of a prompt that is no chat.
  var plainText: String? {
    if case .text(let text) = self { return text }
    return nil
  }

  /// The turns of a chat, `role: content`.
  var turns: [String] {
    guard case .chat(let messages, _) = self else { return [] }
    return messages.map { "\($0.role): \($0.content)" }
  }
}

extension ModelRequest {
  /// The prompt of a request that has one.
  var prompt: Prompt? {
    switch self {
    case .loglikelihood(let context, _): context
    case .generate(let prompt, _): prompt
    case .rollingLoglikelihood: nil
    }
  }

  var continuation: String? {
    if case .loglikelihood(_, let continuation) = self { return continuation }
    return nil
  }

  var options: GenerationOptions? {
    if case .generate(_, let options) = self { return options }
    return nil
  }
}
