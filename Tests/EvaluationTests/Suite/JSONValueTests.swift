import Evaluation
import Testing

struct JSONValueTests {
  private func parse(_ text: String) throws -> JSONValue {
    try JSONValue.parse(text, file: "x.json")
  }

  private func failure(_ text: String) -> String? {
    do throws(Failure) {
      _ = try JSONValue.parse(text, file: "x.json")
      return nil
    } catch {
      return error.description
    }
  }

  @Test func valuesOfEveryKindAreRead() throws {
    let value = try parse(
      #" {"a": [null, true, false, -12, 1.5, 2e3], "b": {"c": "d"}, "a2": []} "#)
    #expect(
      value
        == .object([
          .init(
            "a", .array([.null, .bool(true), .bool(false), .int(-12), .double(1.5), .double(2000)])),
          .init("b", .object([.init("c", .string("d"))])),
          .init("a2", .array([])),
        ]))
  }

  @Test func aNumberIsAnIntegerUnlessItIsWrittenOtherwiseOrTooLarge() throws {
    #expect(try parse("9223372036854775807") == .int(.max))
    #expect(try parse("-9223372036854775808") == .int(.min))
    #expect(try parse("9223372036854775808") == .double(9223372036854775808))
    #expect(try parse("1.0") == .double(1))
    #expect(try parse("1E2") == .double(100))
    #expect(try parse("0") == .int(0))
  }

  @Test func escapesAndSurrogatePairsBecomeCharacters() throws {
    #expect(
      try parse(#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00x""#)
        == .string("\"\\/\u{8}\u{C}\n\r\t\u{E9}\u{1F600}x"))
  }

  @Test(arguments: [
    ("", #"x.json:1:1: the text ends where a JSON value is expected"#),
    (
      "{\"a\": 1,\n \"b\" 2}", #"x.json:2:6: found "2" where ":" after a member's name is expected"#
    ),
    ("[1, 2", #"x.json:1:6: the text ends where "," or "]" is expected"#),
    ("[1,]", #"x.json:1:4: found "]" where a JSON value is expected"#),
    ("{\"é\": tru}", #"x.json:1:7: found "t" where a JSON value is expected"#),
    ("1 2", #"x.json:1:3: found "2" where the end of the JSON value is expected"#),
    ("01", #"x.json:1:2: found "1" where the end of the JSON value is expected"#),
    ("[-]", #"x.json:1:3: found "]" where a digit is expected"#),
    ("1.", "x.json:1:3: the text ends where a digit is expected"),
    ("1e999", "x.json:1:1: the number 1e999 is out of range"),
    ("NaN", #"x.json:1:1: found "N" where a JSON value is expected"#),
    ("\"abc", "x.json:1:1: the string that begins here does not end"),
    (
      "\"a\nb\"",
      "x.json:1:3: a control character in a string must be escaped (a line break as \\n)"
    ),
    (#""\x""#, #"x.json:1:2: a backslash begins none of \" \\ \/ \b \f \n \r \t \u"#),
    (#""\u12g4""#, #"x.json:1:2: \u needs four hexadecimal digits"#),
    (#""\ud83d""#, "x.json:1:2: the escape is half of a surrogate pair without its other half"),
    (
      #""\udc00\ud83d""#,
      "x.json:1:2: the escape is half of a surrogate pair without its other half"
    ),
    (#""\ud83dA""#, "x.json:1:2: the escape is half of a surrogate pair without its other half"),
  ])
  func whatIsWrongIsToldWithLineAndColumn(_ text: String, _ message: String) {
    #expect(failure(text) == message)
  }

  @Test func bytesThatAreNoTextAreRefused() {
    #expect(throws: Failure.self) {
      try JSONValue.parse([0x22, 0xFF, 0x22], file: "x.json")
    }
    #expect(throws: Failure.self) {
      try JSONValue.parse([0x22, 0xED, 0xA0, 0x80, 0x22], file: "x.json")
    }
  }

  @Test func nestingBeyondTheLimitIsAnErrorAndNoCrash() throws {
    let limit = JSONValue.depthLimit
    let deepest = String(repeating: "[", count: limit) + String(repeating: "]", count: limit)
    _ = try parse(deepest)
    #expect(
      failure(String(repeating: "[", count: 1_000_000))
        == "x.json:1:\(limit + 1): nested more than \(limit) levels deep")
    #expect(failure(String(repeating: "{\"a\":", count: 100_000)) != nil)
  }

  @Test func membersAreWrittenAsReadOrSorted() throws {
    let value = try parse(#"{"b": 1, "a": {"d": 2, "c": 3}, "é": 4, "Z": 5}"#)
    #expect(try value.jsonText() == #"{"b":1,"a":{"d":2,"c":3},"é":4,"Z":5}"#)
    #expect(try value.jsonText(.sorted) == #"{"Z":5,"a":{"c":3,"d":2},"b":1,"é":4}"#)
  }

  @Test func ofARepeatedNameTheLastValueCounts() throws {
    let value = try parse(#"{"a": 1, "b": 2, "a": 3}"#)
    #expect(value["a"] == .int(3))
    #expect(try value.jsonText(.sorted) == #"{"a":3,"b":2}"#)
  }

  @Test(arguments: [0.1, 1.0 / 3, 1e-7, Double.leastNonzeroMagnitude, 1e22, 123456789.125, -2.0])
  func doublesSurviveWritingAndReading(_ number: Double) throws {
    #expect(try parse(try JSONValue.double(number).jsonText()) == .double(number))
  }

  @Test func textsSurviveWritingAndReading() throws {
    let text = "quote \" slash \\ \n\r\t\u{0}\u{1F}\u{7F} é \u{1F600} e\u{301}"
    let written = try JSONValue.string(text).jsonText()
    #expect(written.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
    #expect(try parse(written) == .string(text))
    #expect(written.hasPrefix(#""quote \" slash \\ \n\r\t\u0000\u001f\u007f é"#))
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func aNumberThatIsNotFiniteIsNeverWritten(_ number: Double) {
    #expect(throws: Failure.self) { try JSONValue.array([.double(number)]).jsonText() }
  }
}
