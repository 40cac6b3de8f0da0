import Evaluation
import Foundation
import Testing

struct DataPlacesTests {
  private static let url = "https://example.org/sets/d.jsonl?raw=1"
  private static let rows = "{\"id\": \"r1\", \"q\": \"one\"}\n"
  private static let digest = "4d1ae9d3bb4a8dcf8c12b9fcbbb0de9e3a3d50d8c0b44a4b4c5a6d4a1c3a1b9f"

  private func folder(_ data: String, _ files: [String: String] = [:]) throws -> SuiteFolder {
    var files = files
    files["suite.yaml"] =
      "suite: s\ndata: {id: id, \(data)}\ntask: perplexity\ntarget: \"{{ q }}\"\n"
    return try SuiteFolder(files)
  }

  private func load(
    _ folder: SuiteFolder, _ local: [String: String] = [:]
  ) throws(Failures) -> Suite {
    let places = DataPlaces(
      cache: "\(folder.path)/cache", local: local.mapValues { "\(folder.path)/\($0)" })
    return try SuiteLoader(seed: 1, data: places).load("\(folder.path)/suite.yaml")
  }

  private func failures(_ folder: SuiteFolder, _ local: [String: String] = [:]) -> [String] {
    do throws(Failures) {
      _ = try load(folder, local)
      return []
    } catch {
      return error.all.map { folder.shortened($0.description) }
    }
  }

  @Test func aFileThatWasNotFetchedIsToldWithTheCommand() throws {
    let folder = try folder("url: '\(DataPlacesTests.url)'")
    let message =
      "suite.yaml:2:21: data.url: \(DataPlacesTests.url) is not in the cache of data. Fetch it with "
      + "\"assay data pull s\" (or the suite's file), or name a copy with --data s=PATH."
    #expect(failures(folder) == [message])
    let path = try self.folder("path: '\(DataPlacesTests.url)'")
    #expect(failures(path) == [message.replacing(":21: data.url", with: ":22: data.path")])
  }

  @Test func aFetchedFileIsReadAndChecked() throws {
    let remote = RemoteFile(
      url: DataPlacesTests.url, sha256: nil, place: Place(file: "suite.yaml"))
    #expect(remote.name == "d.jsonl")
    let places = DataPlaces(cache: "cache")
    let path = places.path(of: remote)
    #expect(path.hasPrefix("cache/"))
    #expect(path.hasSuffix("/d.jsonl"))
    let folder = try folder(
      "url: '\(DataPlacesTests.url)'", [path: DataPlacesTests.rows])
    #expect(try load(folder).samples.map(\.id) == ["r1"])
    let wrong = try self.folder(
      "url: '\(DataPlacesTests.url)', sha256: \(DataPlacesTests.digest)",
      [path: DataPlacesTests.rows])
    #expect(failures(wrong).first?.contains("has the SHA-256") == true)
  }

  @Test func theUsersFileStandsForTheNamedOne() throws {
    let rows = DataPlacesTests.rows
    let files = ["here/d.jsonl": rows, "here/other.jsonl": rows.replacing("r1", with: "r2")]
    let data = "url: '\(DataPlacesTests.url)', sha256: \(DataPlacesTests.digest)"
    let folder = try folder(data, files)
    #expect(try load(folder, ["s": "here"]).samples.map(\.id) == ["r1"])
    #expect(try load(folder, ["s": "here/other.jsonl"]).samples.map(\.id) == ["r2"])
    let both = try load(folder, ["s": "here/*.jsonl"])
    #expect(both.samples.map(\.id) == ["r1", "r2"])
    #expect(
      both.warnings.map { folder.shortened($0.description) } == [
        "suite.yaml:2:21: data.url: the data that --data names has other digests than the suite states, "
          + "so results are those of other data"
      ])
    #expect(
      failures(folder, ["s": "."]) == [
        "suite.yaml:2:21: data.url: the folder ., which --data names, has not d.jsonl. Name the file "
          + "itself, or a pattern such as './*.jsonl'."
      ])
    #expect(failures(folder, ["s": "no/*.jsonl"]).first?.hasPrefix("no file matches") == true)
  }

  @Test func partsOfASuiteAreNamedOneByOne() throws {
    let folder = try folder(
      "url: '\(DataPlacesTests.url)', join: {url: 'https://e.org/l.lst', format: lines, columns: [a]}",
      ["x/d.jsonl": DataPlacesTests.rows, "l.lst": "0\n", "y/l.lst": "1\n"])
    #expect(
      failures(folder, ["s": "x"]).first?.contains("https://e.org/l.lst is not in the cache")
        == true)
    #expect(try load(folder, ["s": "x", "s.join": "l.lst"]).samples.count == 1)
    #expect(try load(folder, ["s": "x", "s.join": "y"]).samples.count == 1)
  }

  @Test func namesOfNoSuiteAreTold() {
    let places = DataPlaces(local: [
      "s": "a", "t.join": "b", "wether": "c", "weather.few_shot": "d",
    ])
    #expect(
      places.unknownNames(suites: ["s", "weather"]).map(\.description) == [
        "--data names \"t.join\", and there is no such suite. The suites are: s, weather.",
        "--data names \"wether\", and there is no such suite. Did you mean \"weather\"?",
      ])
  }

  @Test(arguments: [
    ("ftp://e.org/a.csv", "ftp:// is not known"),
    ("http://e.org/a.csv", "http:// is not protected, and is for this machine alone"),
    ("https:///a.csv", "the address names no host"),
    ("hf://datasets/owner/name", "the address names neither a split nor a file of a data set"),
    ("hf://datasets/owner/../x/y", "the address names neither a split nor a file of a data set"),
    ("hf://models/owner/name/x/y", "the address names neither a split nor a file of a data set"),
  ])
  func anAddressThatCannotBeFetchedIsRefused(_ url: String, _ reason: String) throws {
    #expect(
      failures(try folder("url: '\(url)'")) == [
        "suite.yaml:2:21: data.url: \(url) is not fetched: \(reason). Write https://HOST/PATH or "
          + "hf://datasets/OWNER/NAME/CONFIG/SPLIT, or download the file and name it as path."
      ])
  }

  @Test func addressesOfAHubAreRowsOrFiles() {
    let rows = "hf://datasets/allenai/winogrande/winogrande_xl/validation"
    #expect(HubRows(rows)?.dataset == "allenai/winogrande")
    #expect(HubRows(rows)?.split == "validation")
    #expect(HubFile(rows) == nil)
    let file = "hf://datasets/o/n/data/test.csv"
    #expect(HubRows(file) == nil)
    #expect(HubFile(file)?.path == "data/test.csv")
    #expect(
      RemoteFile(url: rows, sha256: nil, place: Place(file: "")).name
        == "allenai-winogrande-winogrande_xl-validation.jsonl")
  }

  @Test(arguments: [
    ("https://e.org/a/b.jsonl", "b.jsonl"), ("https://e.org/a/b%20c.csv?x=/y", "b_c.csv"),
    ("https://e.org/..", "data"), ("https://e.org/%2e%2e%2fx", "_x"),
  ])
  func theNameInTheCacheIsAPlainOne(_ url: String, _ name: String) {
    #expect(RemoteFile(url: url, sha256: nil, place: Place(file: "")).name == name)
  }
}
