internal import ArgumentParser
internal import Evaluation
internal import Fetching

/// `assay data list`.
struct DataListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists the fetched files: address, size, digest.",
    discussion: "EXAMPLE\n  assay data list --json")

  @ArgumentParser.Option(
    help: "Folder of fetched data (default: assay/data in the user's cache).")
  var cache: String?

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    try await reportingErrors {
      let places = DataPlaces(cache: cache)
      let files = CacheList.files(places)
      guard !json else { return print(try JSONLine.text(files, pretty: true)) }
      guard !files.isEmpty else { return print("nothing was fetched into \(places.cache)") }
      let rows = files.map { [$0.url, "\($0.bytes)", String($0.sha256.prefix(12)), $0.path] }
      print(PlainTable.text(["url", "bytes", "sha256", "file"], rows))
    }
  }
}
