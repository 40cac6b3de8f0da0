import Foundation
import Evaluation
import Testing

/// Data formats, as a suite that measures the field `q` and slices by `a` sees them.
struct DataFileTests {
  private func folder(_ name: String, _ text: String, extra: String = "") throws -> SuiteFolder {
    try SuiteFolder([
      name: text,
      "suite.yaml": """
      suite: data
      data: {path: \(name), slices: [a]\(extra)}
      task: perplexity
      target: "{{ q }}"
      """,
    ])
  }

  private func rows(_ folder: SuiteFolder) throws -> [[String]] {
    try folder.load().samples.map { sample in
      guard case .rollingLoglikelihood(let text)? = sample.requests.first else { return [] }
      return [text, sample.slices["a"] ?? "-"]
    }
  }

  private static let twoRows = [["Is it?", "yes"], ["Was it?", "no"]]

  @Test(arguments: [
    ("d.jsonl", "{\"q\":\"Is it?\",\"a\":\"yes\"}\n\n  \n{\"q\":\"Was it?\",\"a\":\"no\"}"),
    ("d.jsonl", "\u{FEFF}{\"q\":\"Is it?\",\"a\":\"yes\"}\r\n{\"q\":\"Was it?\",\"a\":\"no\"}\r\n"),
    ("d.json", "[\n {\"q\":\"Is it?\",\"a\":\"yes\"},\n {\"q\":\"Was it?\",\"a\":\"no\"}\n]\n"),
    ("d.csv", "q,a\nIs it?,yes\nWas it?,no\n"),
    ("d.csv", "\u{FEFF}a,q\r\nyes,\"Is it?\"\r\n\r\n\"no\",Was it?"),
    ("d.tsv", "q\ta\nIs it?\tyes\nWas it?\tno"),
    ("D.CSV", "q,a\rIs it?,yes\rWas it?,no\r"),
  ])
  func everyFormatGivesTheSameRows(_ name: String, _ text: String) throws {
    #expect(try rows(try folder(name, text)) == DataFileTests.twoRows)
  }

  @Test func quotedFieldsHoldSeparatorsQuotesAndLineBreaks() throws {
    let folder = try folder("d.csv", "q,a\n\"one, \"\"two\"\"\r\nthree\",x\nfour \"five\",y\n")
    #expect(try rows(folder) == [["one, \"two\"\r\nthree", "x"], ["four \"five\"", "y"]])
    #expect(try folder.load().samples.map { String($0.id.prefix(3)) } == ["L2-", "L4-"])
  }

  @Test func aColumnWithoutANameIsCalledByItsNumber() throws {
    let folder = try folder("d.csv", ",q,a\n7,x,y\n", extra: ", id: column_1")
    #expect(try folder.load().samples.map(\.id) == ["7"])
  }

  /// `{"q":"Is it?","a":"yes"}` and `{"q":"Was it?","a":"no"}`, a line each, by Python's gzip.
  private static let gzipped =
    "H4sIAAAAAAACA6tWKlSyUvIsVsgssVfSUUoEcipTi5VquarBEuGJyDJ5+UAJAHsmRQIyAAAA"

  @Test func gzipIsReadInOneOrSeveralMembers() throws {
    let bytes = Array(try #require(Data(base64Encoded: DataFileTests.gzipped)))
    let folder = try folder("d.jsonl.gz", "")
    try folder.write("d.jsonl.gz", bytes)
    #expect(try rows(folder) == DataFileTests.twoRows)
    try folder.write("d.jsonl.gz", bytes + bytes)
    #expect(try rows(folder) == DataFileTests.twoRows + DataFileTests.twoRows)
  }

  @Test func damagedGzipIsRefused() throws {
    let bytes = Array(try #require(Data(base64Encoded: DataFileTests.gzipped)))
    let folder = try folder("d.jsonl.gz", "")
    let remedy = "Fetch or compress the file again."
    for length in [0, 5, 20, bytes.count - 1] {
      try folder.write("d.jsonl.gz", Array(bytes.prefix(length)))
      #expect(folder.failures() == ["d.jsonl.gz: the compressed data ends early. \(remedy)"])
    }
    var damaged = bytes
    damaged[30] ^= 0xFF
    try folder.write("d.jsonl.gz", damaged)
    #expect(folder.failures() == ["d.jsonl.gz: the compressed data is damaged. \(remedy)"])
    try folder.write("d.jsonl.gz", bytes + [1, 2, 3])
    #expect(
      folder.failures() == [
        "d.jsonl.gz: bytes follow the end of the compressed data. \(remedy)"
      ])
  }

  @Test(arguments: [
    (
      "d.jsonl", "{\"q\":\"a\"}\n{\"q\": }\n",
      #"d.jsonl:2:7: found "}" where a JSON value is expected"#
    ),
    ("d.jsonl", "{\"q\":\"a\"}\n[1]\n", "d.jsonl:2:1: a row must be a JSON object, not a list"),
    ("d.jsonl", #"{"q":"a","q":"b"}"#, "d.jsonl:1:1: the row has the field \"q\" twice"),
    ("d.json", "[{\"q\":\"a\"},\n  3]", "d.json:2:3: a row must be a JSON object, not a number"),
    ("d.json", "{\"rows\": []}", #"d.json:1:1: found "{" where an array of rows is expected"#),
    ("d.json", "[{}] x", #"d.json:1:6: found "x" where the end of the file is expected"#),
    (
      "d.csv", "q,a\nx\n",
      "d.csv:2:1: the row has 1 fields where the header names 2. Put fields that hold the separator or "
        + "a line break into double quotes."
    ),
    (
      "d.csv", "q,a\nx,y,z\n",
      "d.csv:2:5: the row has 3 fields where the header names 2. Put fields that hold the separator or "
        + "a line break into double quotes."
    ),
    (
      "d.csv", "q,a\nx,\"y\nz\n",
      "d.csv:2:3: the quoted field that begins here does not end. Close it with a double quote, and "
        + "double each quote inside it."
    ),
    (
      "d.csv", "q,a\n\"x\" y,z\n",
      "d.csv:2:4: text follows the quote that ends the field. Double each quote inside a quoted field."
    ),
    (
      "d.csv", "q,q\nx,y\n",
      "d.csv:1:3: the header names the column \"q\" twice. Give each column its own name in the first "
        + "line, or state data.columns for a file without a header."
    ),
    (
      "d.csv", "q,,column_2\nx,y,z\n",
      "d.csv:1:4: the header names the column \"column_2\" twice. Give each column its own name in the "
        + "first line, or state data.columns for a file without a header."
    ),
    (
      "d.csv", "q,a\n",
      "suite.yaml:2:14: data.path: d.csv holds no rows. Name a file with at least one "
        + "row."
    ),
    (
      "d.parquet", "x",
      "suite.yaml:2:14: data.path: the name \"d.parquet\" does not say how the data is written. Name a "
        + "file that ends in .jsonl, .json, .csv or .tsv, each also with .gz, or state data.format."
    ),
  ])
  func whatIsWrongIsToldWithItsPlace(_ name: String, _ text: String, _ message: String) throws {
    #expect(try folder(name, text).failures() == [message])
  }

  @Test func severalWrongLinesAreToldInOnePass() throws {
    let folder = try folder("d.jsonl", "{]\n{\"q\":\"a\"}\n{\"q\":1,}\n")
    #expect(folder.failures().map { String($0.prefix(11)) } == ["d.jsonl:1:2", "d.jsonl:3:8"])
  }

  @Test func invalidUTF8InAFieldIsRefused() throws {
    let folder = try folder("d.csv", "")
    try folder.write("d.csv", Array("q,a\nx,".utf8) + [0xC3, 0x28])
    #expect(
      folder.failures() == [
        "d.csv:2:3: the field that begins here is not valid UTF-8. Save the file as UTF-8."
      ])
  }

  @Test func aStatedDigestMustBeThatOfTheFile() throws {
    let text = "{\"q\":\"Is it?\",\"a\":\"yes\"}\n"
    let right = "0000000000000000000000000000000000000000000000000000000000000000"
    let folder = try folder("d.jsonl", text, extra: ", sha256: \(right)")
    let actual = "cc3b34444c70b02e12a2c99ff03da094035684d16f88fd3c41e1c8145a5e24fb"
    #expect(
      folder.failures() == [
        "suite.yaml:2:14: data.path: d.jsonl has the SHA-256 \(actual), not \(right) as stated. Fetch "
          + "the stated file again, or state the digest of this one."
      ])
    let stated = try self.folder("d.jsonl", text, extra: ", sha256: \(actual.uppercased())")
    #expect(try stated.load().samples.count == 1)
  }

  @Test func aMissingFileOrAFolderIsToldWhereItIsNamed() throws {
    let folder = try SuiteFolder(
      "suite: s\ntask: perplexity\ntarget: \"{{ q }}\"\ndata:\n  path: ./sub/../nowhere.jsonl\n", ""
    )
    #expect(
      folder.failures() == [
        "suite.yaml:5:9: data.path: the file nowhere.jsonl does not exist. Check the path; it is "
          + "relative to the file that names it."
      ])
    try folder.write("nowhere.jsonl/x", [])
    #expect(
      folder.failures() == [
        "suite.yaml:5:9: data.path: nowhere.jsonl is a folder. Name a file inside it."
      ])
  }
}
