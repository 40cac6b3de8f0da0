internal import ArgumentParser
internal import Evaluation

/// Which samples of an earlier run are asked again; shared by the commands that read suites.
struct EarlierRunOptions: ParsableArguments {
  @Flag(
    name: [.customLong("last-failed"), .customLong("lf")],
    help: "Only the samples that were wrong, breached, unscored or errors in an earlier run.")
  var lastFailed = false

  @Flag(help: "Only the samples that were errors in an earlier run.")
  var lastErrors = false

  @ArgumentParser.Option(
    help: "Folder of the earlier run (default: the run that --out holds).")
  var lastRun: String?

  func validate() throws {
    if lastFailed, lastErrors {
      throw ValidationError("--last-failed includes --last-errors; give one of them.")
    }
    if lastRun != nil, !lastFailed, !lastErrors {
      throw ValidationError("--last-run names a run, but not what of it: add --last-failed.")
    }
  }

  /// What is asked again.
  ///
  /// - Parameter out: Where results go, which is where the earlier run is unless another is named.
  /// - Returns: `nil` where no earlier run matters.
  /// - Throws: `Failure` where there is no such run, or nothing in it failed.
  func failures(out: String?) throws -> EarlierFailures? {
    guard lastFailed || lastErrors else { return nil }
    guard let folder = lastRun ?? out else {
      let name = lastFailed ? "--last-failed" : "--last-errors"
      throw Failure(
        .usage, "\(name) needs an earlier run to look at",
        remedy: "Name its folder with --last-run")
    }
    return try EarlierFailures(folder, kind: lastFailed ? .failed : .errors)
  }
}
