import Evaluation
import TestSupport
import Testing

/// The columns against the results that they were made of.
struct ScoreTableTests {
  private let definition = SuiteDefinition(
    id: "s", task: .generate, metrics: [], compare: Comparison(ignoreCase: true))

  private func result(
    _ id: String, _ status: Score.Status, prediction: String? = nil, target: String? = nil,
    outcome: ProbeOutcome? = nil, cluster: String? = nil, slices: [String: String] = [:]
  ) -> SampleResult {
    SampleResult(
      sample: Sample(id: id, cluster: cluster, slices: slices, requests: []), responses: [],
      score: Score(
        scorer: "x", status: status, prediction: prediction, target: target, outcome: outcome))
  }

  @Test func everyValueComesBackToTheLastBit() throws {
    let numbers = [
      0, 1, 254, 255, -1, 0.5, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1.0 / 3,
    ]
    // Each number at the end of a column that was small whole numbers so far, and at its start.
    for first in numbers {
      for second in numbers {
        let table = ScoreTable(
          definition,
          [
            result("a", .scored(["v": first])), result("b", .scored([:])),
            result("c", .scored(["v": second, "w": 7])),
          ])
        #expect(table.value("v", 0)?.bitPattern == first.bitPattern)
        #expect(table.value("v", 1) == nil)
        #expect(table.value("v", 2)?.bitPattern == second.bitPattern)
        #expect(table.value("w", 0) == nil && table.value("w", 2) == 7)
        #expect(table.value("other", 0) == nil)
      }
    }
  }

  @Test func statesReasonsAndOutcomesAreThoseOfTheScores() {
    let table = ScoreTable(
      definition,
      [
        result("a", .scored(["v": 1]), outcome: .resisted),
        result("b", .scored(["v": .nan, "w": 1]), outcome: .breached),
        result("c", .unscored(reason: "empty"), outcome: .unscored),
        result("d", .failed(reason: "gone"), outcome: .error), result("e", .scored([:])),
      ])
    #expect(
      (0..<5).map(table.state) == [.scored, .notFinite, .unscored, .failed, .scored])
    #expect((0..<5).map(table.outcome) == [.resisted, .breached, .unscored, .error, nil])
    #expect((0..<5).map(table.reason) == [nil, nil, "empty", "gone", nil])
    #expect((0..<5).map(table.id) == ["a", "b", "c", "d", "e"])
    // A sample with a number that is not finite has no number at all.
    #expect(table.value("w", 1) == nil)
  }

  @Test func longTextsAreShortenedToFormsThatAreEqualWhereTheyAre() throws {
    let long = String(repeating: "naïve ", count: 40)
    let texts = [
      long, long + "!", long, long.uppercased(), "short", String(repeating: "é", count: 32),
    ]
    let table = ScoreTable(
      definition, texts.enumerated().map { result("\($0)", .scored([:]), prediction: $1) })
    let forms = try (0..<texts.count).map { try #require(table.prediction($0)) }
    #expect(forms[0] == forms[2] && forms[0] != forms[1] && forms[0] != forms[3])
    #expect(forms[4] == "short" && forms[5] == texts[5])
    #expect(forms.allSatisfy { $0.utf8.count <= 100 })
    #expect(forms[0].hasPrefix("naïve naïve"))
  }

  @Test func longLabelsAreComparedAsTheSuiteComparesWholeTexts() throws {
    let long = String(repeating: "The Answer ", count: 30)
    let other = long + "is not"
    let results = [
      result("a", .scored(["exact_match": 0]), prediction: long.lowercased(), target: long),
      result("b", .scored(["exact_match": 0]), prediction: other, target: long),
      result("c", .scored(["exact_match": 0]), prediction: "x", target: "x"),
    ]
    let matrix = try #require(ConfusionMatrix.make(definition, results))
    // The long target is one class, hit once; an answer that begins like it is another.
    #expect(matrix.labels.count == 2)
    #expect(matrix.counts.map { $0.reduce(0, +) } == [1, 1])
    #expect(matrix.other.reduce(0, +) == 1)
  }

  @Test func hostileTextsAreLabelsLikeOthers() {
    let texts = HostileText.all.map(\.text)
    let table = ScoreTable(
      definition,
      texts.enumerated().map {
        result("\($0)\($1)", .unscored(reason: $1), target: $1, cluster: $1, slices: [$1: $1])
      })
    for (row, text) in texts.enumerated() {
      #expect(Array(table.id(row).utf8) == Array("\(row)\(text)".utf8))
      #expect(table.reason(row).map { Array($0.utf8) } == Array(text.utf8))
    }
    #expect(Slicing.slices(table).reduce(0) { $0 + $1.rows.count } == texts.count)
  }

  @Test func aSliceIsTheRowsThatCarryItsText() {
    let table = ScoreTable(
      definition,
      [
        result("a", .scored([:]), slices: ["k": "x=y"]),
        result("b", .scored([:]), slices: ["k=x": "y", "k": "z"]), result("c", .scored([:])),
      ])
    #expect(Slicing.slices(table).map(\.name) == ["k=x=y", "k=z"])
    #expect(Slicing.slices(table).map(\.rows) == [[0, 1], [1]])
    #expect(Slicing.rows(table, slice: "k=x=y") == [0, 1])
    #expect(Slicing.rows(table, slice: "k=q").isEmpty)
    #expect(Slicing.rows(table, slice: nil) == [0, 1, 2])
  }

  @Test func tablesOfTheSameResultsAreEqualAndOthersAreNot() {
    let results = (0..<40).map {
      result(
        "\($0)", .scored(["a": Double($0), "b": 0.5, "c": 1]), prediction: "p\($0 % 3)",
        slices: ["x": "1", "y": "2"])
    }
    let table = ScoreTable(definition, results)
    #expect(table == ScoreTable(definition, results))
    #expect(table != ScoreTable(definition, results.dropLast()))
    var other = results
    other[7].score.prediction = "q"
    #expect(table != ScoreTable(definition, other))
  }
}
