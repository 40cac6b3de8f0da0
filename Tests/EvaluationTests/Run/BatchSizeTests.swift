import Evaluation
import TestSupport
import Testing

struct BatchSizeTests {
  /// How many samples each batch has.
  private func sizes(_ size: BatchSize, _ samples: SampleList) -> [Int] {
    size.batches(of: samples).map(\.count)
  }

  @Test func samplesStayWholeAndInOrder() {
    let samples = SmallSuites.multipleChoice("c", samples: 7).samples
    let batches = BatchSize(requests: 7).batches(of: samples)
    #expect(batches.map { $0.map(\.id) } == [["c0", "c1"], ["c2", "c3"], ["c4", "c5"], ["c6"]])
  }

  @Test func aSampleLargerThanTheSizeIsABatchOfItsOwn() {
    let samples = SmallSuites.multipleChoice("c", samples: 3).samples
    #expect(sizes(BatchSize(requests: 1), samples) == [1, 1, 1])
  }

  @Test func generationsHaveTheirOwnLimit() {
    let samples = SmallSuites.generation("g", samples: 5).samples
    #expect(sizes(BatchSize(requests: 64, generations: 2), samples) == [2, 2, 1])
  }

  @Test func longTextsMakeSmallBatches() {
    let text = ModelRequest.rollingLoglikelihood(text: String(repeating: "ä", count: 50))
    let samples = SampleList((0..<5).map { Sample(id: "\($0)", requests: [text]) })
    #expect(sizes(BatchSize(textBytes: 250), samples) == [2, 2, 1])
    #expect(sizes(BatchSize(textBytes: 99), samples).count == 5)
  }

  @Test func aSharedContextCountsOnce() {
    let context = Prompt.text(String(repeating: "c", count: 90))
    let requests = ["a", "b", "c", "d", "e"].map {
      ModelRequest.loglikelihood(context: context, continuation: $0)
    }
    let samples = SampleList((0..<4).map { Sample(id: "\($0)", requests: requests) })
    #expect(sizes(BatchSize(textBytes: 190), samples) == [2, 2])
  }

  @Test func samplesWithoutRequestsAreCoveredToo() {
    let none = Sample(id: "a", requests: [])
    #expect(sizes(BatchSize(requests: 1), [none, none]) == [2])
    #expect(sizes(BatchSize(), []).isEmpty)
  }
}
