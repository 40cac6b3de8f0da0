import Evaluation
import Testing

/// Extraction and comparison against lm-evaluation-harness, on recorded texts.
struct FilterVectorTests {
  struct Vectors: Decodable {
    struct Findall: Decodable {
      var pattern: String
      var pick: Int
      var results: [String?]
    }
    struct MultiChoice: Decodable {
      struct Settings: Decodable {
        var regexPattern: String
        var groupSelect: Int
        var ignoreCase: Bool?
        var ignorePunctuation: Bool?
        var regexesToIgnore: [String]?
        var fallback: String?
      }
      var settings: Settings
      var choices: [String]
      var results: [String?]
    }
    struct Others: Decodable {
      struct Plain: Decodable {
        var lowercase: [String]
        var uppercase: [String]
        var removeWhitespace: [String]
      }
      struct Map: Decodable {
        var results: [String]
      }
      var plain: Plain
      var map: Map
      var repeats: [[String]]
      var majorityVote: [String]
      var takeFirst: [String]
      // The name that the decoder makes of take_first_3.
      var takeFirst3: [[String]?]
    }
    struct Match: Decodable {
      struct Settings: Decodable {
        var ignoreCase: Bool?
        var ignorePunctuation: Bool?
        var ignoreNumbers: Bool?
        var regexesToIgnore: [String]?
      }
      struct Row: Decodable {
        var answer: String
        var target: String
        var isRight: Bool

        init(from decoder: any Decoder) throws {
          var values = try decoder.unkeyedContainer()
          answer = try values.decode(String.self)
          target = try values.decode(String.self)
          isRight = try values.decode(Bool.self)
        }
      }
      var settings: Settings
      var rows: [Row]
    }
    var texts: [String]
    var findall: [Findall]
    var choiceTexts: [String]
    var multiChoice: [MultiChoice]
    var others: Others
    var exactMatch: [Match]
  }

  private let vectors: Vectors

  init() throws {
    vectors = try RecordedVectors.load(Vectors.self, "metrics", "answers")
  }

  private func extract(
    _ steps: [ExtractStep], _ texts: [String], choices: [String] = []
  ) throws -> [String?] {
    try AnswerExtractor(ExtractPipeline(steps: steps)).extract(texts, choices: choices)
  }

  @Test func findallIsTheRegexFilter() throws {
    var compared = 0
    for vector in vectors.findall {
      let step = ExtractStep.findall(
        pattern: vector.pattern, pick: vector.pick, fallback: "[invalid]")
      for (text, expected) in zip(vectors.texts, vector.results) {
        // Where Python fails, an index beyond the matches, nothing is to be compared.
        guard let expected else { continue }
        let found = try extract([step], [text])[0] ?? ""
        #expect(
          found.utf8.elementsEqual(expected.utf8),
          "\(vector.pattern) \(vector.pick) on \(text.debugDescription)")
        compared += 1
      }
    }
    #expect(compared > 3000)
  }

  @Test func multiChoiceIsTheMultiChoiceRegexFilter() throws {
    var compared = 0
    for vector in vectors.multiChoice {
      let settings = vector.settings
      let step = ExtractStep.multiChoice(
        MultiChoiceStep(
          pattern: settings.regexPattern, pick: settings.groupSelect,
          ignoreCase: settings.ignoreCase ?? false,
          ignorePunctuation: settings.ignorePunctuation ?? false,
          ignored: settings.regexesToIgnore ?? [], fallback: settings.fallback ?? "[invalid]"))
      for (text, expected) in zip(vectors.choiceTexts, vector.results) {
        guard let expected else { continue }
        let found = try extract([step], [text], choices: vector.choices)[0] ?? ""
        #expect(found == expected, "\(vector.choices) on \(text.debugDescription)")
        compared += 1
      }
    }
    #expect(compared > 300)
  }

  @Test func caseAndWhiteSpaceArePythons() throws {
    let plain = vectors.others.plain
    for (step, expected) in [
      (ExtractStep.lowercase, plain.lowercase), (.uppercase, plain.uppercase),
      (.trim, plain.removeWhitespace),
    ] {
      let found = try extract([step], vectors.texts).map { $0 ?? "" }
      for (found, expected) in zip(found, expected) {
        #expect(found.utf8.elementsEqual(expected.utf8), "\(step): \(expected.debugDescription)")
      }
    }
  }

  @Test func mapTakesWholeTexts() throws {
    let entries = [("A", "0"), ("B", "1"), ("", "empty"), (" a", "space")].map {
      ExtractStep.Entry(from: $0.0, to: $0.1)
    }
    let found = try extract([.map(entries, fallback: "none")], ["A", "B", "c", "", " a"])
    #expect(found == vectors.others.map.results)
    #expect(try extract([.map(entries, fallback: nil)], ["c"]) == [nil])
  }

  @Test func stepsOverRepeatsAreTheSelectionFilters() throws {
    for (index, texts) in vectors.others.repeats.enumerated() {
      #expect(try extract([.majorityVote], texts) == [vectors.others.majorityVote[index]])
      #expect(try extract([.takeFirst], texts) == [vectors.others.takeFirst[index]])
      if let three = vectors.others.takeFirst3[index] {
        #expect(try extract([.takeFirstK(3)], texts) == three)
      }
    }
  }

  @Test func exactMatchIsThatOfTheHarness() throws {
    var compared = 0
    for vector in vectors.exactMatch {
      let settings = vector.settings
      let compare = Comparison(
        ignored: settings.regexesToIgnore ?? [], ignoreCase: settings.ignoreCase ?? false,
        ignorePunctuation: settings.ignorePunctuation ?? false,
        ignoreNumbers: settings.ignoreNumbers ?? false)
      // An empty answer is no answer here, and an empty target is none.
      for row in vector.rows where !row.answer.isEmpty && !row.target.isEmpty {
        let values = try AnswerScores.values(
          [row.answer], [row.target], metrics: ["exact_match"], compare: compare)
        #expect(
          values["exact_match"] == (row.isRight ? 1 : 0),
          "\(row.answer.debugDescription) \(row.target.debugDescription) \(compare)")
        compared += 1
      }
    }
    #expect(compared > 400)
  }
}
