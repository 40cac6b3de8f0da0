package import Evaluation

/// What a caller may choose about a run's files; nothing here changes a figure.
package struct ReportOptions: Sendable, Equatable {
  /// What a `testcase` of the JUnit files stands for.
  package enum JUnitGranularity: String, Sendable, Codable, CaseIterable {
    /// Conditions, metrics and probe families alone.
    case metric
    /// Also one case a sample, in files `junit-samples-NNN.xml` of at most 5,000 cases.
    case sample
  }

  package var granularity: JUnitGranularity
  /// The arguments of the command that made the run, program name first; for people who repeat it.
  package var command: [String]
  /// Files of the run's folder that others wrote, such as `events.jsonl`, for the manifest.
  package var otherFiles: [FileDigest]
  /// At most so many samples in the explorer of `index.html`; of more, breached, failed, unscored and
  /// wrong ones come first.
  package var htmlSamples: Int
  /// At most so many samples in JUnit files of a case a sample.
  package var junitSamples: Int
  /// At most so many bytes of embedded sample details in `index.html`, before what people read.
  ///
  /// Beyond it details stay in `samples.jsonl`; samples that need attention keep theirs longest.
  package var htmlSampleBytes: Int

  package init(
    granularity: JUnitGranularity = .metric, command: [String] = [],
    otherFiles: [FileDigest] = [], htmlSamples: Int = 20_000, junitSamples: Int = 100_000,
    htmlSampleBytes: Int = 24_000_000
  ) {
    self.granularity = granularity
    self.command = command
    self.otherFiles = otherFiles
    self.htmlSamples = htmlSamples
    self.junitSamples = junitSamples
    self.htmlSampleBytes = htmlSampleBytes
  }
}
