import Evaluation
import Foundation
import Inference
import Models
import TestSupport
import Testing

struct ContinuationLintTests {
  private func findings(_ samples: [Sample]) throws -> [LintFinding] {
    let checkpoint = try Checkpoint(path: fixtureURL("tiny-llama/tiny-q4_1.gguf").path)
    let definition = SuiteDefinition(
      id: "s", task: .multipleChoice, metrics: ["acc"], file: "s.yaml")
    return ContinuationLint(checkpoint).findings(
      in: Suite(definition: definition, samples: samples))
  }

  private func sample(_ id: String, _ context: String, _ continuations: [String]) -> Sample {
    Sample(
      id: id, target: .choice(0), choices: continuations,
      requests: continuations.map {
        .loglikelihood(context: .text(context), continuation: $0)
      })
  }

  @Test func ordinaryChoicesAreFine() throws {
    #expect(try findings([sample("a", "The harbour", [" was", " is"])]).isEmpty)
  }

  @Test func aChoiceThatBeginsAnotherIsFound() throws {
    let found = try findings([
      sample("a", "The harbour", [" was", " was quiet"]),
      sample("b", "The harbour", [" was", " is"]),
    ])
    #expect(found.map(\.check) == ["prefix-choice"])
    let finding = try #require(found.first)
    #expect(finding.failure.message.contains("1 of 2 samples, such as \"a\""))
  }

  @Test func promptsThatDoNotFitAreCounted() throws {
    let long = String(repeating: "boats came home ", count: 2000)
    #expect(try findings([sample("a", long, [" was", " is"])]).map(\.check) == ["truncation"])
  }

  @Test func anAnswerWithoutTokensIsNamed() throws {
    let found = try findings([sample("a", "The harbour", ["", " is"])])
    #expect(found.map(\.check) == ["empty-continuation"])
  }
}
