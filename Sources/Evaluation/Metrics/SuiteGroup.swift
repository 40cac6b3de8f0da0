/// What came of a group of suites.
package struct GroupResult: Sendable, Equatable {
  package var group: SuiteGroup
  /// One a metric of the group.
  package var metrics: [Metric]

  package init(group: SuiteGroup, metrics: [Metric]) {
    self.group = group
    self.metrics = metrics
  }
}

/// Suites whose figures a plan puts together.
package struct SuiteGroup: Sendable, Equatable, Codable {
  /// How much a suite counts.
  package enum Weight: String, Sendable, Codable, CaseIterable {
    /// As much as it has scored samples, so that every sample counts the same.
    case size
    /// As much as any other.
    case equal
  }

  /// `[a-z0-9._-]`, no suite's id.
  package var name: String
  /// Ids, at least one.
  package var suites: [String]
  /// Names that every suite's task has.
  package var metrics: [String]
  package var weight: Weight
  /// Where the plan states it.
  package var place: Place?

  package init(
    name: String, suites: [String], metrics: [String], weight: Weight = .size,
    place: Place? = nil
  ) {
    self.name = name
    self.suites = suites
    self.metrics = metrics
    self.weight = weight
    self.place = place
  }
}
