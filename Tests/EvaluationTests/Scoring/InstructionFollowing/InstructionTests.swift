import Evaluation
import Testing

struct InstructionTests {
  private let noComma = try? Instruction("punctuation:no_comma", [:])
  private let short = try? Instruction(
    "length_constraints:number_words",
    ["num_words": .number(4), "relation": .text("less than")])

  @Test func levelsAreOfPromptsAndOfInstructions() throws {
    let instructions = [try #require(noComma), try #require(short)]
    let definition = SuiteDefinition(
      id: "s", task: .generate,
      metrics: MetricCatalog.defaults(for: .generate, judge: nil, hasInstructions: true))
    let answers = ["a b", "a, b", "one two three four, five", "Sure,\nso be it"]
    let results = try answers.enumerated().map { index, text in
      let score = try AnswerScores.score([text], [], definition, instructions: instructions)
      return SampleResult(
        sample: Sample(id: "\(index)", requests: []), responses: [], score: score)
    }
    let value = { (name: String) in MetricCatalog.measurement(name, definition, results)?.value }
    #expect(value("prompt_level_strict_acc") == 0.25)
    #expect(value("inst_level_strict_acc") == 3.0 / 8)
    // Without its first line the last answer obeys both.
    #expect(value("prompt_level_loose_acc") == 0.5)
    #expect(value("inst_level_loose_acc") == 5.0 / 8)
    #expect(
      results[1].score.explanation == "follows 1 of 2 instructions, not punctuation:no_comma")
  }

  @Test func repeatsAreAveraged() throws {
    let values = try AnswerScores.values(
      ["a", "a,"], [], metrics: ["inst_level_strict_acc"],
      instructions: [try #require(noComma)])
    #expect(values["prompt_level_strict_acc"] == 0.5)
    #expect(values["instructions.strict"] == 1 && values["instructions.count"] == 2)
  }

  @Test func anAnswerOfWhiteSpaceFollowsNothing() throws {
    for text in ["", " \n"] {
      let values = try AnswerScores.values(
        [text], [], metrics: ["inst_level_strict_acc"], instructions: [try #require(noComma)])
      #expect(values["instructions.loose"] == 0)
    }
  }

  @Test func faultsSayWhatIsWrong() {
    func fault(_ id: String, _ arguments: [String: Instruction.Argument]) -> String? {
      do {
        _ = try Instruction(id, arguments)
        return nil
      } catch {
        return [error.message, error.remedy ?? ""].joined(separator: " ")
      }
    }
    #expect(fault("punctuation:no_coma", [:])?.contains("punctuation:no_comma") == true)
    #expect(fault("punctuation:no_comma", ["x": .number(1)])?.contains("takes none") == true)
    #expect(fault("keywords:existence", [:])?.contains("needs the argument \"keywords\"") == true)
    #expect(fault("keywords:existence", ["keywords": .texts(["("])])?.contains("re") == true)
    #expect(
      fault(
        "length_constraints:number_words", ["num_words": .number(3), "relation": .text("at most")])?
        .contains("\"less than\" or \"at least\"") == true)
    #expect(
      fault("language:response_language", ["language": .text("xx")])?.contains("one of af") == true)
    // As in lm-evaluation-harness 0 and "" are not stated; but nothing is drawn in their place.
    #expect(
      fault("detectable_format:number_bullet_lists", ["num_bullets": .number(0)])?
        .contains("needs the argument") == true)
    #expect(
      fault(
        "keywords:letter_frequency",
        ["letter": .text("#"), "let_frequency": .number(4), "let_relation": .text("at least")])
        == nil)
  }

  @Test func aRunawayKeywordLeavesTheSampleUnscored() throws {
    let instruction = try Instruction("keywords:existence", ["keywords": .texts(["^(a|aa)+$"])])
    let definition = SuiteDefinition(
      id: "s", task: .generate, metrics: ["prompt_level_strict_acc"])
    let text = String(repeating: "a", count: 60) + "!"
    guard
      case .unscored = try AnswerScores.score([text], [], definition, instructions: [instruction])
        .status
    else {
      Issue.record("the match was not given up")
      return
    }
  }
}
