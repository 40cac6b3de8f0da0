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
    top.check(known: ["plan", "description", "suites", "limits", "groups", "gate"])
    let start = Place(file: path, line: 1)
    let name = top.required("plan", at: start, remedy: "Name the plan: \"plan: release\".")
      .flatMap(Identifier.read)
    let suites = top.required("suites", at: start, remedy: "Name the suite files.")
    let plan = PlanFile(
      name: name ?? "", description: top["description"]?.text() ?? "",
      suitePaths: suites.map(readSuites) ?? [], policy: PolicyFile.read(top["gate"]),
      limits: readLimits(top["limits"]), groups: GroupSection.read(top["groups"]),
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

  private static func readLimits(_ value: YAMLValue?) -> [String: Int] {
    var limits: [String: Int] = [:]
    guard let map = value?.mapping("a mapping such as {reading: 50}") else { return limits }
    for (key, value) in map.entries {
      guard let id = Identifier.read(key), let limit = value.whole(1...Int.max) else { continue }
      limits[id] = limit
    }
    return limits
  }

  private static func readSuites(_ value: YAMLValue) -> [String] {
    guard let values = value.list("a list of suite files") else { return [] }
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
