import Evaluation
import Testing

/// JSON Schema against Python's jsonschema, and what is refused.
struct JSONSchemaTests {
  struct Vectors: Decodable {
    struct Case: Decodable {
      var schema: String
      var values: [String]
      var valid: [Bool]
    }
    var cases: [Case]
  }

  private func isValid(_ answer: String, _ schema: String) throws -> Bool {
    try AnswerScores.values([answer], [], metrics: ["json_schema"], jsonSchema: schema)[
      "json_schema"] == 1
  }

  @Test func verdictsAreThoseOfJsonschema() throws {
    let cases = try RecordedVectors.load(Vectors.self, "metrics", "schemas").cases
    #expect(cases.count > 200)
    for vector in cases {
      for (value, expected) in zip(vector.values, vector.valid) {
        #expect(try isValid(value, vector.schema) == expected, "\(value) by \(vector.schema)")
      }
    }
  }

  @Test func anAnswerThatIsNoJSONIsNotAccepted() throws {
    #expect(try !isValid("{", "true"))
    #expect(try !isValid("", "true"))
    #expect(try isValid(" [1]\n", "true"))
  }

  @Test(arguments: [
    (##"{"requred": ["a"]}"##, "requred", "\"required\""),
    (##"{"properties": {"a": {"minimun": 1}}}"##, "properties.a.minimun", "minimum"),
    (##"{"unevaluatedProperties": false}"##, "unevaluatedProperties", "additionalProperties"),
    (##"{"items": [{}]}"##, "items", "prefixItems"),
    (##"{"$ref": "other.json"}"##, "$ref", "$defs"),
    (##"{"$ref": "#/$defs/x"}"##, "$ref", "names nothing"),
    (##"{"type": "text"}"##, "type", "is no type"),
    (##"{"pattern": "("}"##, "pattern", "regular expression"),
    (##"{"minLength": -1}"##, "minLength", "at least 0"),
    (##"{"anyOf": []}"##, "anyOf", "at least one"),
    (
      ##"{"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"not": {"$ref": "#/$defs/a"}}}, "$ref": "#/$defs/a"}"##,
      "$defs", "without end"
    ),
    ("3", "", "a schema"),
  ])
  func whatChangesTheMeaningIsRefused(schema: String, field: String, words: String) {
    #expect {
      _ = try isValid("1", schema)
    } throws: { error in
      let failure = error as? Failure
      return failure?.description.contains(words) == true
        && failure?.place?.field?.hasPrefix(field) ?? field.isEmpty
    }
  }

  @Test func costIsBounded() throws {
    // Two to the power of 30 combinations.
    let steps = (0..<30).map {
      "\"d\($0)\": {\"allOf\": [{\"$ref\": \"#/$defs/d\($0 + 1)\"}, {\"$ref\": \"#/$defs/d\($0 + 1)\"}]}"
    }
    let schema =
      "{\"$ref\": \"#/$defs/d0\", \"$defs\": {\(steps.joined(separator: ", ")), \"d30\": true}}"
    #expect(try !isValid("1", schema))
    // A chain of references that is too long to follow.
    let chain = (0..<5000).map { "\"c\($0)\": {\"$ref\": \"#/$defs/c\($0 + 1)\"}" }
    #expect(
      try !isValid(
        "1",
        "{\"$ref\": \"#/$defs/c0\", \"$defs\": {\(chain.joined(separator: ", ")), \"c5000\": true}}"
      ))
  }

  @Test(arguments: [
    ("1", true), (" {\"a\": [true, null, \"\\u00e9\\ud83d\\ude00\"]} ", true), ("1e999", true),
    ("-0.5E+3", true), ("", false), ("NaN", false), ("01", false), ("[1,]", false),
    ("{\"a\" 1}", false),
    ("{a: 1}", false), ("\"\\ud83d\"", false), ("\"a\nb\"", false), ("1 2", false), ("'a'", false),
    ("[1}", false), ("{\"a\": 1", false), ("tru", false), ("\"\\x\"", false), ("{\"a\": {}}", true),
    ("[[], {}]", true), ("-", false), ("1.", false),
  ])
  func jsonValidIsTheStandard(text: String, expected: Bool) throws {
    let values = try AnswerScores.values([text], [], metrics: ["json_valid"])
    #expect(values["json_valid"] == (expected ? 1 : 0))
  }
}
