import Crypto
import Foundation

/// A plan file: which suites a release needs, and the gate policy that they must pass.
package struct PlanFile: Sendable, Equatable {
  package let name: String
  package let description: String
  /// The suite files, each once, in the order of the plan; those of one pattern sorted.
  package let suitePaths: [String]
  package let policy: [Condition]
  /// At most so many samples, by suite id.
  package let limits: [String: Int]
  /// Figures over several suites.
  package let groups: [SuiteGroup]
  /// SHA-256 of the plan file in lower-case hexadecimal.
  package let digest: String

  /// Reads a plan.
  ///
  /// - Parameter path: The plan file; its suites are relative to its folder.
  /// - Returns: The plan, with every pattern resolved to files.
  /// - Throws: `Failures` with everything that is wrong with it.
  package static func load(_ path: String) throws(Failures) -> PlanFile {
    let log = FailureLog()
    let bytes: [UInt8]
    let top: YAMLMapping
    do throws(Failure) {
      bytes = try FileBytes.read(path, limit: YAMLDocument.byteLimit, place: nil)
      top = try YAMLDocument.mapping(bytes, file: path, log: log)
    } catch {
      throw Failures([error])
    }
    let keys = PlanFile.keys
    top.check(keys)
    let plan = PlanFile(
      name: top.read(keys.plan) ?? "", description: top.read(keys.description),
      suitePaths: top.read(keys.suites) ?? [], policy: top.read(keys.gate) ?? [],
      limits: PlanFile.limits(top.read(keys.limits) ?? []), groups: top.read(keys.groups) ?? [],
      digest: SHA256.hexDigest(bytes))
    if let failures = log.all { throw failures }
    return plan
  }

  /// Whether a file is a plan rather than a suite: its top level has a key `plan` and none `suite`.
  ///
  /// - Parameter path: The file; it need not be correct otherwise.
  /// - Returns: `false` also where it cannot be read.
  package static func isPlan(_ path: String) -> Bool {
    guard let bytes = try? FileBytes.read(path, limit: YAMLDocument.byteLimit, place: nil) else {
      return false
    }
    if let top = try? YAMLDocument.mapping(bytes, file: path, log: FailureLog()) {
      return top["plan"] != nil && top["suite"] == nil
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    return lines.contains { $0.hasPrefix("plan:") } && !lines.contains { $0.hasPrefix("suite:") }
  }

  /// The limits that name no suite of the plan: misspelt, most likely.
  ///
  /// - Parameters:
  ///   - path: The plan file, for messages.
  ///   - suites: The ids of the plan's suites.
  /// - Returns: A failure each, in the order of the names.
  package func unknownLimits(_ path: String, suites: [String]) -> [Failure] {
    limits.keys.filter { !suites.contains($0) }.sorted().map { id in
      Failure(
        .badData, "the plan has no suite \"\(id)\"",
        at: Place(file: path, field: "limits.\(id)"),
        remedy: Spelling.remedy(id, among: suites, called: "suites"))
    }
  }

  static let keys = PlanKeys()

  /// Of an id that stands there twice, the last.
  private static func limits(_ entries: [(key: String, value: Int)]) -> [String: Int] {
    Dictionary(entries.map { ($0.key, $0.value) }) { $1 }
  }

  /// Suite files and patterns, resolved to the files that there are.
  fileprivate static let suiteFiles = Shape<[String]>(.list(of: .nonEmptyText, least: 1)) { value in
    guard let values = value.list("a list of suite files") else { return nil }
    if values.isEmpty { value.wrong("at least one suite file") }
    var paths: [String] = []
    for value in values {
      guard let pattern = value.nonEmptyText("the path of a suite file") else { continue }
      for path in resolve(pattern, value) where !paths.contains(path) { paths.append(path) }
    }
    return paths
  }

  /// The files of a pattern; other plans are left out where a wildcard finds them.
  private static func resolve(_ pattern: String, _ value: YAMLValue) -> [String] {
    let path = FilePath.join(folderOf: value.file, pattern)
    let found = PathGlob.files(path)
    guard !found.isEmpty else {
      value.log.add(
        Failure(
          .inputMissing, "no file matches \"\(pattern)\"", at: value.place,
          remedy: "Paths are relative to the plan file; \"**\" stands for any folders."))
      return []
    }
    if !Glob(path).hasWildcard, isPlan(path) {
      value.log.add(
        Failure(
          .badData, "\(path) is a plan, not a suite", at: value.place,
          remedy: "Name the suites that it names."))
      return []
    }
    let suites = found.filter { !isPlan($0) }
    if suites.isEmpty {
      value.log.add(
        Failure(.badData, "\"\(pattern)\" matches plans alone, and no suite", at: value.place))
    }
    return suites
  }
}

/// The keys of a plan file's top level.
struct PlanKeys: KeySet {
  let plan = RequiredKey(
    "plan", .identifier, "The plan's name.", remedy: "Name the plan: \"plan: release\".")
  let description = DefaultedKey("description", .text, "", "One sentence for reports.")
  let suites = RequiredKey(
    "suites", PlanFile.suiteFiles, "Suite files relative to this file; *, ? and ** match.",
    remedy: "Name the suite files.")
  let limits = OptionalKey(
    "limits", .table(.identifier, of: .whole(1...Int.max), "a mapping such as {reading: 50}"),
    "At most so many samples, by suite id.")
  let groups = OptionalKey(
    "groups", GroupSection.shape, "Figures over several suites, by name.")
  let gate = OptionalKey(
    "gate", PolicyFile.shape, "The conditions.", otherwise: "nothing is judged")
}
