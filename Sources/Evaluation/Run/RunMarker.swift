import Foundation

/// `run.json`: which run a folder holds and whether it came to its end.
struct RunMarker: Codable, Equatable {
  enum State: String, Codable { case running, finished }

  /// A suite by what decides its samples.
  struct SuiteRecord: Codable, Equatable {
    var id: String
    var digest: String
  }

  static let name = "run.json"
  static let currentSchema = 1

  var schema = RunMarker.currentSchema
  var run: String
  var name: String
  var state: State
  var startedAt: String
  var model: ModelIdentity
  var settings: RunSettings
  var suites: [SuiteRecord]

  init(_ plan: Plan, model: ModelIdentity, startedAt: String) {
    self.run = plan.id(for: model)
    self.name = plan.name
    self.state = .running
    self.startedAt = startedAt
    self.model = model
    self.settings = plan.settings
    self.suites = plan.suites.map {
      SuiteRecord(id: $0.definition.id, digest: $0.definition.digest)
    }
  }

  /// Reads a folder's marker.
  ///
  /// - Parameter folder: the folder.
  /// - Returns: `nil` where there is none.
  /// - Throws: `Failure` with `badData` where the file is not a marker that this version reads.
  static func read(in folder: String) throws -> RunMarker? {
    let path = "\(folder)/\(name)"
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let bytes = FileManager.default.contents(atPath: path),
      let marker = try? JSONDecoder().decode(RunMarker.self, from: bytes),
      marker.schema == currentSchema
    else {
      throw Failure(
        .badData, "\(path) does not say which run this folder holds",
        remedy: "Choose another folder with --out, or pass --overwrite")
    }
    return marker
  }

  func write(in folder: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try AtomicFile.write(
      try encoder.encode(self) + Data("\n".utf8), to: "\(folder)/\(RunMarker.name)")
  }

  /// What makes the other run another one, in words; never empty.
  func differences(to other: RunMarker) -> [String] {
    let pairs: [(String, String, String)] = [
      ("plan", name, other.name),
      ("checkpoint", model.described, other.model.described),
      ("precision", model.precision, other.model.precision),
      ("engine", model.engine, other.model.engine),
      ("instruction set", model.instructionSet, other.model.instructionSet),
      ("context length", "\(model.contextLength)", "\(other.model.contextLength)"),
      ("seed", "\(settings.seed)", "\(other.settings.seed)"),
      ("limit", settings.limit.described, other.settings.limit.described),
      ("filter", settings.filter ?? "none", other.settings.filter ?? "none"),
      ("samples", settings.earlier.described, other.settings.earlier.described),
      ("version", settings.version, other.settings.version),
    ]
    let differing = pairs.filter { $0.1 != $0.2 }.map { "\($0.0) \($0.1), now \($0.2)" }
    let all = differing + suiteDifferences(to: other)
    return all.isEmpty ? ["its gate policy or the choice of its samples"] : all
  }

  private func suiteDifferences(to other: RunMarker) -> [String] {
    let now = Dictionary(other.suites.map { ($0.id, $0.digest) }) { first, _ in first }
    let before = Set(suites.map(\.id))
    let lost = suites.filter { now[$0.id] == nil }.map { "suite \($0.id), now not in it" }
    let changed = suites.filter { now[$0.id] != nil && now[$0.id] != $0.digest }.map {
      "suite \($0.id), now changed"
    }
    let new = other.suites.filter { !before.contains($0.id) }.map { "no suite \($0.id)" }
    return lost + changed + new
  }
}

extension ModelIdentity {
  fileprivate var described: String { "\(name) (\(digest.prefix(12))…)" }
}

extension EarlierSelection? {
  fileprivate var described: String {
    map { "\($0.kind.rawValue) in \($0.run.prefix(16))" } ?? "all"
  }
}

extension Int? {
  fileprivate var described: String { map { "\($0)" } ?? "none" }
}
