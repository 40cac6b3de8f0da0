/// How often a detector was right on labelled texts of one source that it was not made with.
package struct DetectorAccuracy: Sendable, Equatable {
  /// Where the texts come from.
  package var source: String
  package var truePositives: Int
  package var falsePositives: Int
  package var falseNegatives: Int
  package var trueNegatives: Int

  package init(
    source: String, truePositives: Int = 0, falsePositives: Int = 0, falseNegatives: Int = 0,
    trueNegatives: Int = 0
  ) {
    self.source = source
    self.truePositives = truePositives
    self.falsePositives = falsePositives
    self.falseNegatives = falseNegatives
    self.trueNegatives = trueNegatives
  }

  /// Counts one text.
  package mutating func count(expected: Bool, found: Bool) {
    switch (expected, found) {
    case (true, true): truePositives += 1
    case (true, false): falseNegatives += 1
    case (false, true): falsePositives += 1
    case (false, false): trueNegatives += 1
    }
  }

  /// Of what it found, the share that is there; `nil` where it found nothing.
  package var precision: Double? { share(truePositives, falsePositives) }
  /// Of what is there, the share that it found; `nil` where nothing is.
  package var recall: Double? { share(truePositives, falseNegatives) }
  /// Of what is not there, the share that it found all the same; `nil` where all is.
  package var falsePositiveRate: Double? { share(falsePositives, trueNegatives) }
  /// The harmonic mean of precision and recall; `nil` where nothing is there and nothing was found.
  package var f1: Double? {
    share(2 * truePositives, falsePositives + falseNegatives)
  }

  private func share(_ part: Int, _ rest: Int) -> Double? {
    part + rest > 0 ? Double(part) / Double(part + rest) : nil
  }
}
