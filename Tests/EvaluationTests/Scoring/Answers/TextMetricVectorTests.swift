import Evaluation
import Testing

/// ROUGE, BLEU, chrF, TER and edit distance against independent packages, on recorded pairs.
struct TextMetricVectorTests {
  struct Vectors: Decodable {
    struct Row: Decodable {
      var answer: String
      var references: [String]
      var rouge: [Double]
      var bleu: [Double]
      var chrf: [Double]
      var ter: [Double]
      var edit: Double
      var similarity: Double
    }
    struct Corpus: Decodable {
      var rows: [Int]
      var bleu: Double
      var chrf: Double
      var ter: Double
    }
    struct WordList: Decodable {
      var answer: String
      var target: String
      var ter: [Double]
    }
    var rows: [Row]
    var corpora: [Corpus]
    var wordLists: [WordList]
    var passes: [[Double]]
  }

  private let vectors: Vectors

  init() throws {
    vectors = try RecordedVectors.load(Vectors.self, "metrics", "texts")
    #expect(vectors.rows.count > 100)
  }

  private func values(_ row: Vectors.Row, _ metrics: [String]) throws -> [String: Double] {
    try AnswerScores.values([row.answer], row.references, metrics: metrics)
  }

  /// White space alone is an answer; an empty text is none, and measured as such.
  @Test func rougeIsThatOfRougeScore() throws {
    for (index, row) in vectors.rows.enumerated() {
      let values = try values(row, ["rouge1", "rouge2", "rougeL"])
      for (name, expected) in zip(["rouge1", "rouge2", "rougeL"], row.rouge) {
        #expect(abs(try #require(values[name]) - expected) < 1e-12, "\(index) \(name)")
      }
    }
  }

  @Test func bleuCountsWhatSacrebleuCounts() throws {
    for (index, row) in vectors.rows.enumerated() {
      let values = try values(row, ["bleu"])
      let names =
        ["bleu.answer_words", "bleu.target_words"] + (1...4).map { "bleu.matches\($0)" }
        + (1...4).map { "bleu.answered\($0)" }
      #expect(names.map { values[$0] } == row.bleu, "\(index)")
    }
  }

  @Test func chrfCountsWhatSacrebleuCounts() throws {
    for (index, row) in vectors.rows.enumerated() {
      let values = try values(row, ["chrf"])
      let names = (1...6).flatMap { order in
        ["chrf.answered\(order)", "chrf.wanted\(order)", "chrf.matches\(order)"]
      }
      #expect(names.map { values[$0] } == row.chrf, "\(index)")
    }
  }

  @Test func terCountsTheEditsOfSacrebleu() throws {
    for (index, row) in vectors.rows.enumerated() {
      let values = try values(row, ["ter"])
      #expect(values["ter.edits"] == row.ter[0], "\(index)")
      #expect(abs(try #require(values["ter.target_words"]) - row.ter[1]) < 1e-12, "\(index)")
    }
    for (index, list) in vectors.wordLists.enumerated() {
      let values = try AnswerScores.values([list.answer], [list.target], metrics: ["ter"])
      #expect(values["ter.edits"] == list.ter[0], "list \(index)")
    }
  }

  @Test func corpusFiguresAreThoseOfSacrebleu() throws {
    for corpus in vectors.corpora {
      let rows = corpus.rows.map { index in
        (answer: vectors.rows[index].answer, targets: vectors.rows[index].references)
      }
      for (name, expected) in [
        ("bleu", corpus.bleu), ("chrf", corpus.chrf), ("ter", corpus.ter),
      ] {
        let measured = try AnswerScores.corpus(name, rows)
        #expect(RecordedVectors.error(try #require(measured.value), expected) < 1e-12, "\(name)")
        #expect(measured.n == rows.count)
      }
    }
  }

  @Test func corpusFiguresHaveABootstrapInterval() throws {
    let rows = vectors.rows.map { (answer: $0.answer, targets: $0.references) }
    for name in ["bleu", "chrf", "ter"] {
      let measured = try AnswerScores.corpus(name, rows)
      let interval = try #require(measured.evidence.interval(confidence: 0.95, seed: 1))
      let value = try #require(measured.value)
      #expect(interval.low < value && value < interval.high, "\(name)")
      #expect(interval.method.contains("bootstrap"))
    }
  }

  @Test func editDistanceIsThatOfRapidfuzz() throws {
    for (index, row) in vectors.rows.enumerated() {
      let values = try values(row, ["edit_distance", "edit_similarity"])
      #expect(values["edit_distance"] == row.edit, "\(index)")
      #expect(abs(try #require(values["edit_similarity"]) - row.similarity) < 1e-12, "\(index)")
    }
  }

  @Test func passAtKIsUnbiased() throws {
    #expect(vectors.passes.count > 50)
    for row in vectors.passes {
      let (count, right, k) = (Int(row[0]), Int(row[1]), Int(row[2]))
      let texts = (0..<count).map { $0 < right ? "yes" : "no" }
      let values = try AnswerScores.values(
        texts, ["yes"], metrics: ["pass_at_\(k)", "pass_all_\(k)"])
      #expect(abs(try #require(values["pass_at_\(k)"]) - row[3]) < 1e-12, "\(row)")
      #expect(abs(try #require(values["pass_all_\(k)"]) - row[4]) < 1e-12, "\(row)")
    }
  }
}
