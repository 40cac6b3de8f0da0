import Evaluation
import Foundation
import TestSupport
import Testing

/// What tests of reports rely on.
struct ExampleRunTests {
  @Test func countsAgreeWithTheSamples() throws {
    for suite in ExampleRun.make().suites {
      #expect(suite.samples.count == (suite.definition.id == "never-ran" ? 0 : suite.planned))
      for sample in try suite.samples.all() {
        #expect(sample.responses.count == sample.sample.requests.count)
      }
      for metric in suite.metrics where metric.slice == nil && metric.value != nil {
        #expect(metric.n + metric.unscored + metric.errors == suite.samples.count, "\(metric.id)")
      }
    }
  }

  @Test func everyStatusAndOutcomeIsThere() throws {
    let run = ExampleRun.make()
    let results = try run.suites.allSamples()
    #expect(Set(results.compactMap(\.score.outcome)).count == ProbeOutcome.allCases.count)
    #expect(Set(run.verdict.conditions.map(\.status.rawValue)).count == 5)
    #expect(Set(run.suites.map(\.definition.task)).count == TaskKind.allCases.count - 2)
    let texts = results.compactMap(\.score.prediction).map { Array($0.utf8) }
    for example in HostileText.all { #expect(texts.contains(Array(example.text.utf8))) }
  }

  @Test func aLargeRunHasAsManySamplesAsAsked() {
    #expect(ExampleRun.large(samples: 1234).suites[0].samples.count == 1234)
  }

  @Test func aDifferenceBetweenOutputsIsShownWithItsLine() {
    #expect(Snapshot.firstDifference(Data("a\nb\n".utf8), Data("a\nb\n".utf8)) == nil)
    let difference = Snapshot.firstDifference(Data("a\nb\n".utf8), Data("a\nc\n".utf8))
    #expect(difference == "line 2 was\n  b\nand is\n  c")
    let longer = Snapshot.firstDifference(Data("a".utf8), Data("a\nb".utf8))
    #expect(longer == "line 2 was\n  (no line)\nand is\n  b")
  }
}
