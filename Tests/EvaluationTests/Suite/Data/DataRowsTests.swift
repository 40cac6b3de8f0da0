import Evaluation
import Testing

/// Which rows a suite has, as one that measures the field `q` and slices by `a` sees them.
struct DataRowsTests {
  private func folder(_ data: String, _ files: [String: String]) throws -> SuiteFolder {
    var files = files
    files["suite.yaml"] =
      "suite: data\ntask: perplexity\ntarget: \"{{ q }}\"\ndata:\n  slices: [a]\n"
      + data.split(separator: "\n").map { "  \($0)\n" }.joined()
    return try SuiteFolder(files)
  }

  private func rows(_ folder: SuiteFolder) throws -> [[String]] {
    try folder.load().samples.map { sample in
      guard case .rollingLoglikelihood(let text)? = sample.requests.first else { return [] }
      return [text, sample.slices["a"] ?? "-"]
    }
  }

  private func ids(_ folder: SuiteFolder) throws -> [String] {
    try folder.load().samples.map { $0.id.split(separator: "-").dropLast().joined(separator: "-") }
  }

  // MARK: Files

  @Test func aPatternGivesTheRowsOfAllFilesInOrder() throws {
    let folder = try folder(
      "path: 'in/*.jsonl'\nfields: {a: '{{ row._file }}'}",
      [
        "in/b.jsonl": "{\"q\": \"three\"}\n", "in/a.jsonl": "{\"q\": \"one\"}\n{\"q\": \"two\"}\n",
        "in/c.txt": "no",
      ])
    #expect(try rows(folder) == [["one", "a"], ["two", "a"], ["three", "b"]])
    #expect(try ids(folder) == ["a:L1", "a:L2", "b:L1"])
  }

  @Test func aListOfFilesMayMixFormats() throws {
    let folder = try folder(
      "path: [b.csv, a.jsonl]\nsha256:\n"
        + "  - 8bbf1c7f57e9f7f9a0d6f8dd9a4e0c64cf0e3e5ec4f4f8f3f4c4a1a5a6d8b7c1\n"
        + "  - 41c4ac7c0a8c3a6f0e6a1e4ba8ba9a2b8f1dd5d9d5dd04fba7eab3f2c25b9eb9",
      ["b.csv": "q,a\none,x\n", "a.jsonl": "{\"q\": \"two\", \"a\": \"y\"}\n"])
    let failures = folder.failures()
    #expect(failures.count == 1)
    #expect(failures.first?.contains("data.path[0]: b.csv has the SHA-256 ") == true)
  }

  @Test func aPatternThatMatchesNothingIsTold() throws {
    #expect(
      try folder("path: '*.jsonl'", [:]).failures() == [
        "suite.yaml:6:9: data.path: no file matches \"*.jsonl\". Check the pattern; it is relative to "
          + "the file that names it."
      ])
  }

  @Test func digestsAreOneAFile() throws {
    let digest = String(repeating: "0", count: 64)
    let files = ["a.csv": "q,a\none,x\n"]
    #expect(
      try folder("path: [a.csv, a.csv]\nsha256: \(digest)", files).failures() == [
        "suite.yaml:7:11: data.sha256: 1 digests are stated for 2 files. State one for each file, in "
          + "the order of the files."
      ])
    #expect(
      try folder("path: '*.csv'\nsha256: \(digest)", files).failures() == [
        "suite.yaml:7:11: data.sha256: a digest is stated for \"*.csv\", which may match any file. Name "
          + "the files one by one, or leave the digest out."
      ])
  }

  // MARK: Layouts

  @Test func columnsNameTheFieldsOfATableWithoutHeader() throws {
    let folder = try folder(
      "path: t.data\nformat: tsv\ncolumns: [q, a]", ["t.data": "one\tx\r\n\"t\two\"\ty\r\n"])
    #expect(try rows(folder) == [["one", "x"], ["t\two", "y"]])
    let short = try self.folder("path: t.csv\ncolumns: [q, a, b]", ["t.csv": "one,x\n"])
    #expect(
      short.failures() == [
        "t.csv:1:5: the row has 2 fields where data.columns names 3. Put fields that hold the separator "
          + "or a line break into double quotes."
      ])
  }

  @Test func everyLineIsARow() throws {
    let folder = try folder(
      "path: t.pos\nformat: lines\ncolumns: [q]\nwhere: \"{{ q != '' }}\"\nfields: {a: '{{ q }}'}",
      ["t.pos": "one \r\n\n \"two\""])
    #expect(try rows(folder) == [["one ", "one "], [" \"two\"", " \"two\""]])
    #expect(try ids(folder) == ["L1", "L3"])
  }

  @Test func aTextIsOneRowOrCutBeforeAPattern() throws {
    let text = "\u{FEFF}\n = One = \n a\n = = Part = = \n b\n = Two = \n c\n"
    let whole = try folder(
      "path: t.raw\nformat: text\ncolumns: [q]\nfields: {a: x}", ["t.raw": text])
    #expect(try rows(whole) == [[String(text.dropFirst()), "x"]])
    let cut = try folder(
      "path: t.raw\nformat: text\ncolumns: [q]\nfields: {a: x}\nsplit: '(?m)^ = [^=]'",
      ["t.raw": text])
    #expect(
      try rows(cut) == [[" = One = \n a\n = = Part = = \n b", "x"], [" = Two = \n c\n", "x"]])
    #expect(try ids(cut) == ["L2", "L6"])
  }

  @Test func aPathLeadsToRowsInsideADocument() throws {
    let json = """
      {"version": 1.1, "data": [
        {"title": "T", "paragraphs": [
          {"qas": [{"q": "one", "id": 1}, {"q": "two", "id": 2, "title": "own"}], "context": "C"}
        ]},
        {"paragraphs": [], "title": "empty"},
        {"title": "U", "paragraphs": [{"context": "D", "qas": [
          {"q": "three", "id": 3}]}]}
      ]}
      """
    let folder = try folder(
      "path: d.json\nrows: data[*].paragraphs[*].qas[*]\n"
        + "fields: {a: '{{ title }}|{{ context }}|{{ version }}|{{ parent.parent.title }}'}",
      ["d.json": json])
    #expect(
      try rows(folder) == [
        ["one", "T|C|1.1|T"], ["two", "own|C|1.1|T"], ["three", "U|D|1.1|U"],
      ])
    #expect(try ids(folder) == ["L3", "L3", "L7"])
  }

  @Test func aRowThatIsAValueIsTheFieldValue() throws {
    let folder = try folder(
      "path: d.json\nrows: 'all[*][*]'\nfields: {q: '{{ value }}', a: '{{ kind }}'}",
      ["d.json": #"{"all": [["one"], [2, "three"]], "kind": "k"}"#])
    #expect(try rows(folder) == [["one", "k"], ["2", "k"], ["three", "k"]])
  }

  @Test(arguments: [
    (
      "rows: data", "{}",
      "suite.yaml:7:9: data.rows: expected a path such as data[*].items[*], which ends at the items of "
        + "a list, found \"data\""
    ),
    (
      "rows: 'data[*]'", "{\"date\": []}",
      "d.json:1:1: the object has no member \"data\", which data.rows (data[*]) names"
    ),
    (
      "rows: 'data[*]'", "{\n \"data\": 3}",
      "d.json:2:10: found \"3\" where a list that data.rows (data[*]) leads to is expected"
    ),
    (
      "rows: 'data[*]'", "{\"data\": [{}],}",
      "d.json:1:15: found \"}\" where a member's name in quotes is expected"
    ),
    (
      "rows: 'data[*]'", "{\"data\": [[1]]}", "d.json:1:11: a row must be a JSON object, not a list"
    ),
    (
      "rows: 'data[*]'", "{\"data\": []}",
      "suite.yaml:6:9: data.path: d.json holds no rows. Name a file with at least one row."
    ),
    (
      "split: x", "[]",
      "suite.yaml:6:9: data.path: \"split\" is for the formats text, and d.json is read as json. Remove "
        + "it, or state the format."
    ),
    (
      "split: '('", "[]",
      "suite.yaml:7:10: data.split: the regular expression \"(\" does not compile: missing closing "
        + "parenthesis, at offset 1. Write it in PCRE2's dialect."
    ),
    (
      "columns: [a, a]", "[]",
      "suite.yaml:7:12: data.columns: expected different field names, at least one, found a list"
    ),
    (
      "format: xml", "[]",
      "suite.yaml:7:11: data.format: expected one of jsonl, json, csv, tsv, lines, text, found \"xml\""
    ),
  ])
  func whatIsWrongIsToldWithItsPlace(_ line: String, _ json: String, _ message: String) throws {
    #expect(try folder("path: d.json\n\(line)", ["d.json": json]).failures() == [message])
  }

  @Test func aRowLongerThanABlockIsReadWhole() throws {
    let long = String(repeating: "word ", count: 500_000)
    let folder = try folder(
      "path: d.csv", ["d.csv": "q,a\n\"\(long)\n\",x\nshort,y\n"])
    #expect(try rows(folder) == [[long + "\n", "x"], ["short", "y"]])
  }

  // MARK: Shapes

  @Test func rowsAreJoinedSideBySide() throws {
    let files = ["d.jsonl": "{\"q\": \"one\"}\n\n{\"q\": \"two\"}\n", "labels.lst": "0\n1\n"]
    let join = "path: d.jsonl\njoin: {path: labels.lst, format: lines, columns: [a]}"
    #expect(try rows(try folder(join, files)) == [["one", "0"], ["two", "1"]])
    var more = files
    more["labels.lst"] = "0\n1\n1\n"
    #expect(
      try folder(join, more).failures() == [
        "suite.yaml:6:9: data.path: d.jsonl has 2 rows, and labels.lst, which data.join puts beside it, "
          + "3. Name a file with a row for each, or state the field to join on."
      ])
    let twice = "path: d.jsonl\njoin: {path: labels.lst, format: lines, columns: [q]}"
    #expect(
      try folder(twice, files).failures().first
        == "labels.lst:1: q: d.jsonl:1 has the field \"q\" too. Name the fields of the joined file with "
        + "data.join.columns.")
  }

  @Test func rowsAreJoinedByAField() throws {
    let join = "path: d.jsonl\njoin: {path: names.csv, on: k}"
    let rows =
      "{\"q\": \"one\", \"k\": 7}\n{\"q\": \"two\", \"k\": 7}\n{\"q\": \"three\", \"k\": 8}\n"
    let folder = try folder(join, ["d.jsonl": rows, "names.csv": "a,k\neight,8\nseven,7\n"])
    #expect(
      try self.rows(folder) == [["one", "seven"], ["two", "seven"], ["three", "eight"]])
    try folder.write("names.csv", Array("a,k\nseven,7\n".utf8))
    #expect(
      folder.failures() == [
        "d.jsonl:3: k: no row of names.csv has \"8\" in the field \"k\". data.join needs a row for each "
          + "value."
      ])
    try folder.write("names.csv", Array("a,k\nseven,7\nsept,7\n".utf8))
    #expect(
      folder.failures() == [
        "names.csv:3: k: the value \"7\" is also that of line 2. data.join.on needs a field whose "
          + "values differ."
      ])
  }

  @Test func rowsAreJoinedByTheirFiles() throws {
    let folder = try folder(
      "path: 'd/*.json'\nrows: 'x[*]'\njoin: {path: 'p/*.txt', format: text, columns: [a], on: _file}",
      [
        "d/one.json": "{\"x\": [{\"q\": \"1\"}, {\"q\": \"2\"}]}",
        "d/two.json": "{\"x\": [{\"q\": \"3\"}]}",
        "p/two.txt": "second", "p/one.txt": "first",
      ])
    #expect(try rows(folder) == [["1", "first"], ["2", "first"], ["3", "second"]])
  }

  @Test func aTextIsSplitIntoAList() throws {
    let files = ["d.csv": "q,l\none,a; b ;;c\n"]
    let split = "path: d.csv\nsplit_fields: {l: ';'}\nfields: {a: \"{{ l | join('+') }}\"}"
    #expect(try rows(try folder(split, files)) == [["one", "a+b+c"]])
    #expect(
      try folder("path: d.csv\nsplit_fields: {m: ';'}\nfields: {a: x}", files).failures() == [
        "d.csv:2: m: the row has no field \"m\", which data.split_fields names. Did you mean \"q\"?"
      ])
  }

  @Test func furtherFieldsSeeThoseBeforeThem() throws {
    let fields =
      "path: d.csv\nfields: {n: '{{ [1, 2] }}', a: '{{ n[1] + 1 }}', q: '{{ q | upper }}'}"
    #expect(try rows(try folder(fields, ["d.csv": "q\none\n"])) == [["ONE", "3"]])
  }
}
