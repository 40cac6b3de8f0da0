import Foundation

/// Where the data that suites name is on this machine.
package struct DataPlaces: Sendable, Equatable {
  /// The folder of fetched files.
  package var cache: String
  /// Files, folders and patterns that stand for what a suite names: by the suite's id, by `ID.join` or
  /// by `ID.few_shot`.
  package var local: [String: String]

  /// Names the places.
  ///
  /// - Parameters:
  ///   - cache: `nil` for the folder `assay/data` of the user's cache.
  ///   - local: What the user named for this run.
  package init(cache: String? = nil, local: [String: String] = [:]) {
    self.cache = cache ?? DataPlaces.userCache()
    self.local = local
  }

  /// `$XDG_CACHE_HOME/assay/data`, by default `~/.cache/assay/data`.
  private static func userCache() -> String {
    let environment = ProcessInfo.processInfo.environment
    if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") {
      return "\(folder)/assay/data"
    }
    return "\(FileManager.default.homeDirectoryForCurrentUser.path)/.cache/assay/data"
  }

  /// Where a fetched file is kept.
  package func path(of file: RemoteFile) -> String { "\(cache)/\(file.cachePath)" }

  /// The names of `local` that belong to none of the suites: misspelt, most likely.
  ///
  /// - Parameter suites: Ids.
  /// - Returns: A failure each, in the order of the names.
  package func unknownNames(suites: [String]) -> [Failure] {
    let roles = DataRole.allCases.map(\.suffix)
    return local.keys.sorted().compactMap { name in
      let isKnown = suites.contains { id in roles.contains { name == id + $0 } }
      guard !isKnown else { return nil }
      return Failure(
        .usage, "--data names \"\(name)\", and there is no such suite",
        remedy: Spelling.remedy(name, among: suites, called: "suites"))
    }
  }
}

/// What a suite needs files for.
enum DataRole: CaseIterable {
  case data, join, fewShot, calibration

  /// What stands behind the suite's id in a name of `DataPlaces.local`.
  var suffix: String {
    switch self {
    case .data: ""
    case .join: ".join"
    case .fewShot: ".few_shot"
    case .calibration: ".calibration"
    }
  }

  /// The word of the line that a file has in a suite's digest.
  var word: String {
    switch self {
    case .data: "data"
    case .join: "join"
    case .fewShot: "shots"
    case .calibration: "calibration"
    }
  }
}
