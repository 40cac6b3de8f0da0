/// Where a run ended before its plan did, because more samples were errors than were allowed.
///
/// It has a verdict and all reports, but never passes: what was not run is missing, and the end itself
/// is a gap.
package struct EarlyEnd: Sendable, Equatable {
  /// The suite and the sample that was one error too many.
  package var suite: String
  package var sample: String
  /// Why it is an error.
  package var reason: String
  package var errors: Int
  /// How many errors were allowed.
  package var allowed: Int
  /// How many samples have a result, of how many that were to run.
  package var done: Int
  package var total: Int

  package init(
    suite: String, sample: String, reason: String, errors: Int, allowed: Int, done: Int, total: Int
  ) {
    self.suite = suite
    self.sample = sample
    self.reason = reason
    self.errors = errors
    self.allowed = allowed
    self.done = done
    self.total = total
  }

  /// What happened, in a sentence without its full stop.
  package var description: String {
    let count = errors == 1 ? "1 sample is an error" : "\(errors) samples are errors"
    let allowance = allowed == 0 ? "none" : "\(allowed)"
    return "the run ended early, after \(done) of \(total) samples: \(count) and \(allowance) "
      + (allowed == 1 ? "was" : "were") + " allowed; the last is \(suite)/\(sample): \(reason)"
  }
}
