import Evaluation
import TestSupport
import Testing

struct BatchSizeTests {
  @Test func samplesStayWholeAndInOrder() {
    let samples = SmallSuites.multipleChoice("c", samples: 7).samples
    let batches = BatchSize(requests: 7).batches(of: samples)
    #expect(batches == [0..<2, 2..<4, 4..<6, 6..<7])
  }

  @Test func aSampleLargerThanTheSizeIsABatchOfItsOwn() {
    let samples = SmallSuites.multipleChoice("c", samples: 3).samples
    #expect(BatchSize(requests: 1).batches(of: samples) == [0..<1, 1..<2, 2..<3])
  }

  @Test func generationsHaveTheirOwnLimit() {
    let samples = SmallSuites.generation("g", samples: 5).samples
    #expect(BatchSize(requests: 64, generations: 2).batches(of: samples) == [0..<2, 2..<4, 4..<5])
  }

  @Test func longTextsMakeSmallBatches() {
    let text = ModelRequest.rollingLoglikelihood(text: String(repeating: "ä", count: 50))
    let samples = SampleList((0..<5).map { Sample(id: "\($0)", requests: [text]) })
    #expect(BatchSize(textBytes: 250).batches(of: samples) == [0..<2, 2..<4, 4..<5])
    #expect(BatchSize(textBytes: 99).batches(of: samples).count == 5)
  }

  @Test func aSharedContextCountsOnce() {
    let context = Prompt.text(String(repeating: "c", count: 90))
    let requests = ["a", "b", "c", "d", "e"].map {
      ModelRequest.loglikelihood(context: context, continuation: $0)
    }
    let samples = SampleList((0..<4).map { Sample(id: "\($0)", requests: requests) })
    #expect(BatchSize(textBytes: 190).batches(of: samples) == [0..<2, 2..<4])
  }

  @Test func samplesWithoutRequestsAreCoveredToo() {
    let none = Sample(id: "a", requests: [])
    #expect(BatchSize(requests: 1).batches(of: [none, none]) == [0..<2])
    #expect(BatchSize().batches(of: []).isEmpty)
  }
}
