/// How samples are put together into what is asked of a model at once.
///
/// A model answers a batch faster than its requests one by one, and an interrupted run loses at most one
/// batch; no result depends on it.
package struct BatchSize: Sendable, Equatable {
  /// Requests of all kinds.
  package var requests: Int
  /// Requests that generate, which take the longest.
  package var generations: Int

  package init(requests: Int = 64, generations: Int = 16) {
    self.requests = requests
    self.generations = generations
  }

  /// Cuts samples into runs of whole samples, each within the size unless it is a single sample.
  ///
  /// - Parameter samples: in the order in which they are asked.
  /// - Returns: adjacent ranges that cover all samples; none is empty.
  package func batches(of samples: [Sample]) -> [Range<Int>] {
    var batches: [Range<Int>] = []
    var start = 0
    var counts = RequestCounts()
    for index in samples.indices {
      let grown = counts + RequestCounts([samples[index]])
      let fits = grown.requests <= requests && grown.generate <= generations
      if fits || index == start {
        counts = grown
      } else {
        batches.append(start..<index)
        start = index
        counts = RequestCounts([samples[index]])
      }
    }
    if start < samples.count { batches.append(start..<samples.count) }
    return batches
  }
}
