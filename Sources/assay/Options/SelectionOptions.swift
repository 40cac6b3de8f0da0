internal import ArgumentParser
internal import Evaluation
internal import Foundation

/// What is evaluated; shared by the commands that read suites.
struct SelectionOptions: ParsableArguments {
  @Argument(help: "Suite files, at most one plan file, or folders to look for suites in.")
  var paths: [String]

  @ArgumentParser.Option(
    name: .customLong("filter"),
    help: """
      Only suites by id or tag, and samples by id or slice: 'reading,tag:safety,!bias-*', \
      'id:fr-*', 'reading/fr-*', 'slice:topic=law' (comma is or, ! is not, a + between blanks or \
      a second --filter is and).
      """)
  var filters: [String] = []

  @ArgumentParser.Option(help: "At most so many samples a suite, chosen by the seed.")
  var limit: Int?

  @ArgumentParser.Option(help: "Seed of every random choice.")
  var seed: UInt64 = 1

  @OptionGroup var earlier: EarlierRunOptions
  @OptionGroup var sources: DataOptions

  /// All filters as one.
  var filter: String? { Selection.joined(filters) }

  func validate() throws {
    if let limit, limit < 1 {
      throw ValidationError("--limit is \(limit); at least 1 is expected.")
    }
  }

  /// Loads everything that was named and checks it.
  ///
  /// - Parameters:
  ///   - strict: Whether a warning of the gate blocks.
  ///   - skippingUnfetched: Whether suites whose data was not fetched are left out.
  ///   - out: Where the run's results go, if it is one.
  /// - Returns: What will run.
  /// - Throws: `Failures` with everything that is wrong, or `Failure`.
  func plan(
    strict: Bool = false, skippingUnfetched: Bool = false, out: String? = nil
  ) throws -> Plan {
    let files = try SuitePaths(paths)
    let earlier = try self.earlier.failures(out: out)
    // A part of a suite is limited when it is known; the plan does that.
    let isWhole = try filter.map { try !Selection($0).readsSamples } ?? true
    let loader = SuiteLoader(
      seed: seed, limit: isWhole && earlier == nil ? limit : nil,
      limits: files.plan?.limits ?? [:], data: sources.places)
    var suites: [Suite] = []
    var failures: [Failure] = []
    for path in files.suites {
      if files.plan == nil, try isLeftOut(path, always: skippingUnfetched, earlier) { continue }
      do {
        suites.append(try loader.load(path))
      } catch {
        failures += error.all
      }
    }
    if failures.isEmpty {
      failures += sources.places.unknownNames(suites: suites.map(\.definition.id))
    }
    if let plan = files.plan, let path = files.planPath, failures.isEmpty {
      failures += plan.unknownLimits(path, suites: suites.map(\.definition.id))
      failures += plan.groupFailures(suites: suites.map(\.definition))
    }
    if failures.isEmpty, let policy = files.plan?.policy {
      failures += PolicyCheck.failures(
        policy, suites: suites.map(\.definition), groups: files.plan?.groups ?? [])
    }
    guard failures.isEmpty else { throw Failures(failures) }
    if suites.isEmpty, let filter {
      throw Failure(.nothingSelected, "the filter '\(filter)' selects no suite")
    }
    return try Plan(
      name: files.plan?.name, suites: suites, policy: files.plan?.policy ?? [],
      groups: files.plan?.groups ?? [], strict: strict,
      settings: RunSettings(
        seed: seed, limit: limit, filter: filter, earlier: earlier?.selection,
        version: Version.text),
      earlier: earlier)
  }

  /// Whether a suite's data was not fetched and need not be, as the suite is not selected.
  private func isLeftOut(
    _ path: String, always: Bool, _ earlier: EarlierFailures?
  ) throws -> Bool {
    guard let needs = try? RemoteNeeds(path), !needs.missing(sources.places).isEmpty else {
      return false
    }
    let isOfEarlier = earlier?.contains(suite: needs.definition.id) ?? true
    return try always || !isOfEarlier || selected([needs]).isEmpty
  }

  /// Those that the filter selects.
  func selected(_ needs: [RemoteNeeds]) throws -> [RemoteNeeds] {
    guard let selection = try filter.map({ try Selection($0) }) else { return needs }
    return needs.filter { selection.contains(id: $0.definition.id, tags: $0.definition.tags) }
  }

  /// The suites that were named and whose data was not fetched.
  func unfetched() throws -> [RemoteNeeds] {
    try SuitePaths(paths).suites.compactMap { path in
      (try? RemoteNeeds(path)).flatMap { $0.missing(sources.places).isEmpty ? nil : $0 }
    }
  }
}

/// The suite files behind what a user named.
struct SuitePaths {
  /// The plans in a folder and the folders in it, sorted.
  static func plans(in folder: String) -> [String] {
    yamlFiles(in: folder).filter { PlanFile.isPlan($0) }
  }

  private static func yamlFiles(in folder: String) -> [String] {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
      .map { folder.hasSuffix("/") ? folder + $0 : "\(folder)/\($0)" }.sorted()
  }

  /// Each once, in the order of the arguments; those of a folder sorted.
  private(set) var suites: [String] = []
  private(set) var plan: PlanFile?
  private(set) var planPath: String?

  init(_ paths: [String]) throws {
    for path in paths {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw Failure(
          .inputMissing, "there is no such file or folder", at: Place(file: path),
          remedy: "Name a suite such as suites/quality/reading/suite.yaml, a plan or a folder")
      }
      if isFolder.boolValue {
        add(try SuitePaths.suites(in: path))
      } else if PlanFile.isPlan(path) {
        guard plan == nil else {
          throw Failure(
            .usage, "is a second plan beside \(planPath ?? "")", at: Place(file: path),
            remedy: "Name one plan; add suites to it by file")
        }
        let loaded = try PlanFile.load(path)
        plan = loaded
        planPath = path
        add(loaded.suitePaths)
      } else {
        add([path])
      }
    }
  }

  private mutating func add(_ paths: [String]) {
    for path in paths where !suites.contains(path) { suites.append(path) }
  }

  /// The suite files in a folder and the folders in it; plans are no suites.
  private static func suites(in folder: String) throws -> [String] {
    let found = yamlFiles(in: folder).filter { !PlanFile.isPlan($0) }
    guard !found.isEmpty else {
      throw Failure(
        .nothingSelected, "holds no suite file (*.yaml)", at: Place(file: folder))
    }
    return found
  }
}
