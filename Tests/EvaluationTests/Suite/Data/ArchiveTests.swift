import Evaluation
import Foundation
import Testing

/// Rows inside archives, which Python's `zipfile` and `tarfile` made.
struct ArchiveTests {
  /// `set/`, `set/a_test.csv` (deflated, three rows), `set/b_test.csv` (stored), `set/README`.
  private static let zip =
    "UEsDBBQAAAAAAAAAIQAAAAAAAAAAAAAAAAAEAAAAc2V0L1BLAwQUAAAACAAAACEAtazp5hAAAAAhAAAADgAAAHNldC9hX3Rl"
    + "c3QuY3N28yxWyCyx16lMLebyxMoEAFBLAwQUAAAAAAAAACEAL4qOMwsAAAALAAAADgAAAHNldC9iX3Rlc3QuY3N2V2FzIGl0"
    + "PyxubwpQSwMEFAAAAAAAAAAhAIMW3IwBAAAAAQAAAAoAAABzZXQvUkVBRE1FeFBLAQIUAxQAAAAAAAAAIQAAAAAAAAAAAAAA"
    + "AAAEAAAAAAAAAAAAAACAAQAAAABzZXQvUEsBAhQDFAAAAAgAAAAhALWs6eYQAAAAIQAAAA4AAAAAAAAAAAAAAIABIgAAAHNl"
    + "dC9hX3Rlc3QuY3N2UEsBAhQDFAAAAAAAAAAhAC+KjjMLAAAACwAAAA4AAAAAAAAAAAAAAIABXgAAAHNldC9iX3Rlc3QuY3N2"
    + "UEsBAhQDFAAAAAAAAAAhAIMW3IwBAAAAAQAAAAoAAAAAAAAAAAAAAIABlQAAAHNldC9SRUFETUVQSwUGAAAAAAQABADiAAAA"
    + "vgAAAAAA"
  /// `set/`, `set/a_test.csv`, and a `b_test.csv` whose folder's name is too long for its field; gzipped.
  private static let paxTar =
    "H4sIAAAAAAACA+3WsQrCMACE4cw+RR5A2qZp6iQ66ubmKFEDuqg0UerbWxUKFheHVMT/W5Ktw3G5ehdSEVnWKIvicTa655t7"
    + "abQR0ogenH2wVfNJ8Z98k79dBedDsvGXL+Wv9Gv+KjN5KWRG/tHNvdyHyfDq/EDg/yRpkk4Xtp45u3VVvP6/6X3b+Twbdfuf"
    + "q0LImv5Hp7SRJxt24/sQ1L1K1+3u8PZ8c/9jB/3x/mujdMH+92Fpnz8AhyMdBAAAAAAAAAAAAH7dDdpoxc4AKAAA"
  /// `./set/a_test.csv` and the other, as GNU's tar writes it; gzipped.
  private static let gnuTar =
    "H4sIAAAAAAACA+3WvQrCMBiF4cxeRS5A8mNrMuoqdHeUKkWKUMFE0bu3VVAUHBxSlL7P8oUsGcLJidKhirpcxSpEtQknkYBp"
    + "uTy/zdb7NMZmz3W3b42bZEIa0YNjiOVBSjFQiyDrOBtfqjASGB6llZ4X+2Zb1M0u0Rkfcv/IvPXuNf/Ge2eFLMh/ct3rf+6V"
    + "XictG/zc/X/d/9nU+Jz+78OyvH8Amj39DwAAAAAAAAAAAAD/7Ap54PBAACgAAA=="

  private func bytes(_ base64: String) throws -> [UInt8] {
    Array(try #require(Data(base64Encoded: base64)))
  }

  private static let url = "https://example.org/set"

  private func folder(_ ending: String, _ bytes: [UInt8], paths: String) throws -> SuiteFolder {
    let folder = try SuiteFolder([
      "suite.yaml": """
      suite: s
      data: {url: "\(ArchiveTests.url)\(ending)", path: \(paths), columns: [q, a], id: q}
      task: perplexity
      target: "{{ q }}"
      """
    ])
    try folder.write("local/set\(ending)", bytes)
    return folder
  }

  private func load(_ folder: SuiteFolder, _ ending: String) -> (ids: [String], wrong: [String]) {
    do throws(Failures) {
      let places = DataPlaces(local: ["s": "\(folder.path)/local/set\(ending)"])
      let suite = try SuiteLoader(seed: 1, data: places).load("\(folder.path)/suite.yaml")
      return (suite.samples.map(\.id), [])
    } catch {
      return ([], error.all.map { folder.shortened($0.description) })
    }
  }

  @Test(arguments: [(".tar.gz", paxTar), (".tgz", gnuTar)])
  func rowsOfATarAreRead(_ ending: String, _ archive: String) throws {
    let bytes = try bytes(archive)
    let folder = try folder(ending, bytes, paths: "[set/a*.csv, 'set/*/b_test.csv']")
    #expect(load(folder, ending).ids == ["Is it?", "Was it?"])
  }

  @Test func rowsOfAZipAreRead() throws {
    let folder = try folder(".zip", try bytes(ArchiveTests.zip), paths: "'*/b_*.csv'")
    #expect(load(folder, ".zip").ids == ["Was it?"])
    let both = try self.folder(".zip", try bytes(ArchiveTests.zip), paths: "'*.csv'")
    #expect(
      load(both, ".zip").wrong.first
        == "local/set.zip/set/a_test.csv:2: q: the id \"Is it?\" is also that of line 1. Give each row "
        + "its own id.")
  }

  @Test func aMemberThatIsNotThereIsTold() throws {
    let folder = try folder(".zip", try bytes(ArchiveTests.zip), paths: "c.csv")
    #expect(
      load(folder, ".zip").wrong == [
        "suite.yaml:2:50: data.path: no file inside local/set.zip matches \"c.csv\". It holds such as "
          + "\"set/a_test.csv\"."
      ])
  }

  @Test func damageIsAFailureAndNeverACrash() throws {
    for (ending, archive) in [(".zip", ArchiveTests.zip), (".tgz", ArchiveTests.gnuTar)] {
      let whole = try bytes(archive)
      for position in stride(from: 0, to: whole.count, by: 3) {
        var damaged = whole
        damaged[position] ^= 0x5A
        _ = load(try folder(ending, damaged, paths: "'*.csv'"), ending)
        if position % 9 == 0 {
          let cut = load(try folder(ending, Array(whole[..<position]), paths: "'*.csv'"), ending)
          #expect(!cut.wrong.isEmpty, "\(ending) cut at \(position)")
        }
      }
    }
  }

  @Test func aPathNeedsAnArchiveAndAnArchiveAPath() throws {
    let plain = try SuiteFolder(
      "suite: s\ntask: perplexity\ntarget: x\ndata: {url: 'https://e.org/a.csv', path: b.csv}", "")
    #expect(
      plain.failures() == [
        "suite.yaml:4:13: data.url: https://e.org/a.csv is no archive, so there is no path inside it. "
          + "Remove path, or remove url."
      ])
    let archive = try SuiteFolder(
      "suite: s\ntask: perplexity\ntarget: x\ndata: {url: 'https://e.org/a.zip'}", "")
    #expect(
      archive.failures() == [
        "suite.yaml:4:13: data.url: https://e.org/a.zip is an archive, and no path says which of its "
          + "files hold the rows. State path, such as data/test/*.csv."
      ])
  }
}
