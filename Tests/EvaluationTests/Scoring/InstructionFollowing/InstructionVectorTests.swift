import Evaluation
import Foundation
import Testing

/// IFEval's instructions against lm-evaluation-harness, on recorded answers.
struct InstructionVectorTests {
  struct Vectors: Decodable {
    struct Case: Decodable {
      var id: String
      var arguments: [String: Argument]
      var text: Int
      var strict: Bool
      var loose: Bool

      init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        id = try values.decode(String.self)
        arguments = try values.decode([String: Argument].self)
        text = try values.decode(Int.self)
        strict = try values.decode(Bool.self)
        loose = try values.decode(Bool.self)
      }
    }
    struct Argument: Decodable {
      var value: Instruction.Argument

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int.self) {
          value = .number(number)
        } else if let text = try? container.decode(String.self) {
          value = .text(text)
        } else {
          value = .texts(try container.decode([String].self))
        }
      }
    }
    var texts: [String]
    var sentences: [[String]]
    var words: [[String]]
    var cases: [Case]
  }

  /// The file's arguments have underscores, which the shared decoder would change.
  private static let vectors: Vectors? = {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../../fixtures/metrics/instructions.json").standardized
    return (try? Data(contentsOf: root)).flatMap {
      try? JSONDecoder().decode(Vectors.self, from: $0)
    }
  }()

  private func vectors() throws -> Vectors { try #require(Self.vectors) }

  @Test func verdictsAreThoseOfTheHarness() throws {
    let vectors = try vectors()
    var kinds: Set<String> = []
    for vector in vectors.cases {
      let instruction = try Instruction(vector.id, vector.arguments.mapValues(\.value))
      let values = try AnswerScores.values(
        [vectors.texts[vector.text]], [], metrics: ["prompt_level_strict_acc"],
        instructions: [instruction])
      let name =
        "\(vector.id) \(vector.arguments) on \(vectors.texts[vector.text].debugDescription)"
      #expect(values["prompt_level_strict_acc"] == (vector.strict ? 1 : 0), "strict \(name)")
      #expect(values["prompt_level_loose_acc"] == (vector.loose ? 1 : 0), "loose \(name)")
      kinds.insert(vector.id)
    }
    #expect(kinds.count == 25)
  }

  @Test func sentencesAreThoseOfNLTK() throws {
    let vectors = try vectors()
    for (text, expected) in zip(vectors.texts, vectors.sentences) {
      #expect(try InstructionParts.sentences(of: text) == expected)
    }
  }

  @Test func wordsAreThoseOfNLTK() throws {
    let vectors = try vectors()
    for (text, expected) in zip(vectors.texts, vectors.words) {
      #expect(try InstructionParts.words(of: text) == expected)
    }
  }
}
