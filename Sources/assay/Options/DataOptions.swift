internal import ArgumentParser
internal import Evaluation

/// Where the data of suites is; shared by the commands that read suites.
struct DataOptions: ParsableArguments {
  @ArgumentParser.Option(
    help: ArgumentHelp(
      "Reads a local file, folder or pattern for a suite's data.",
      discussion: "NAME is the suite's id, or ID.join or ID.few_shot.", valueName: "NAME=PATH"))
  var data: [String] = []

  @ArgumentParser.Option(
    help: "Folder of fetched data (default: assay/data in the user's cache).")
  var cache: String?

  func validate() throws {
    for text in data where DataOptions.pair(text) == nil {
      throw ValidationError("--data is \(text); NAME=PATH is expected.")
    }
    let names = data.compactMap { DataOptions.pair($0)?.name }
    if let twice = names.enumerated().first(where: { names[..<$0.offset].contains($0.element) }) {
      throw ValidationError("--data names \(twice.element) twice.")
    }
  }

  /// The places that were named.
  var places: DataPlaces {
    let pairs = data.compactMap(DataOptions.pair).map { ($0.name, $0.path) }
    return DataPlaces(cache: cache, local: Dictionary(pairs) { first, _ in first })
  }

  private static func pair(_ text: String) -> (name: String, path: String)? {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    return parts.count == 2 ? (parts[0], parts[1]) : nil
  }
}
