/// How samples are put together into what is asked of a model at once.
///
/// A model answers a batch faster than its requests one by one, and an interrupted run loses at most one
/// batch, some seconds of work; no result depends on it.
package struct BatchSize: Sendable, Equatable {
  /// Requests of all kinds.
  package var requests: Int
  /// UTF-8 bytes of the texts to read; what adjacent requests of a sample begin with counts once.
  package var textBytes: Int
  /// Requests that generate, which take the longest.
  package var generations: Int

  package init(requests: Int = 512, textBytes: Int = 64 << 10, generations: Int = 16) {
    self.requests = requests
    self.textBytes = textBytes
    self.generations = generations
  }

  /// Cuts samples into runs of whole samples, each within the size unless it is a single sample.
  ///
  /// - Parameter samples: in the order in which they are asked; each is made once, when it is due.
  /// - Returns: all samples in their order; no batch is empty.
  package func batches(of samples: SampleList) -> SampleBatches {
    SampleBatches(samples, size: self)
  }

  fileprivate func holds(_ counts: RequestCounts, textBytes: Int) -> Bool {
    counts.requests <= requests && textBytes <= self.textBytes && counts.generate <= generations
  }
}

/// Samples in batches, as they are due.
package struct SampleBatches: Sequence, IteratorProtocol {
  private let size: BatchSize
  private var samples: IndexingIterator<SampleList>
  /// The sample that the last batch had no room for.
  private var waiting: Sample?

  fileprivate init(_ samples: SampleList, size: BatchSize) {
    self.size = size
    self.samples = samples.makeIterator()
    waiting = self.samples.next()
  }

  package mutating func next() -> [Sample]? {
    guard let first = waiting else { return nil }
    var batch = [first]
    var counts = RequestCounts([first])
    var bytes = first.textBytes
    waiting = samples.next()
    while let sample = waiting {
      counts.add(sample)
      bytes += sample.textBytes
      guard size.holds(counts, textBytes: bytes) else { break }
      batch.append(sample)
      waiting = samples.next()
    }
    return batch
  }
}

extension Sample {
  /// UTF-8 bytes of what a model reads for it; a context that several requests share counts once.
  fileprivate var textBytes: Int {
    var bytes = 0
    var context: Prompt?
    for request in requests {
      switch request {
      case .loglikelihood(let prompt, let continuation):
        bytes += (prompt == context ? 0 : prompt.textBytes) + continuation.utf8.count
        context = prompt
      case .rollingLoglikelihood(let text): bytes += text.utf8.count
      case .generate(let prompt, _): bytes += prompt.textBytes
      }
    }
    return bytes
  }
}

extension Prompt {
  fileprivate var textBytes: Int {
    switch self {
    case .text(let text): text.utf8.count
    case .chat(let messages, let prefix):
      messages.reduce(prefix.utf8.count) { $0 + $1.content.utf8.count }
    }
  }
}
