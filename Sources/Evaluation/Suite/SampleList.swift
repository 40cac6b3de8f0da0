/// The samples of a suite, in the order of its data.
package struct SampleList: RandomAccessCollection, Sendable, Equatable, ExpressibleByArrayLiteral {
  private let samples: [Sample]

  package init(_ samples: [Sample] = []) {
    self.samples = samples
  }

  package init(arrayLiteral elements: Sample...) {
    self.init(elements)
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { samples.count }

  package subscript(position: Int) -> Sample { samples[position] }
}
