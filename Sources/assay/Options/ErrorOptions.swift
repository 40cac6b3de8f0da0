internal import ArgumentParser

/// When samples that are errors end a run, and when a slow one is an error.
struct ErrorOptions: ParsableArguments {
  @Flag(help: "Ends the run with the first sample that is an error; a wrong answer is none.")
  var failFast = false

  @ArgumentParser.Option(help: "Ends the run when more than so many samples are errors.")
  var maxErrors: Int?

  @ArgumentParser.Option(
    help: "Seconds that a generated answer may take; one that takes longer is an error.")
  var sampleTimeout: Double?

  func validate() throws {
    if failFast, maxErrors != nil {
      throw ValidationError("--fail-fast is --max-errors 0; give one of them.")
    }
    if let maxErrors, maxErrors < 0 {
      throw ValidationError("--max-errors is \(maxErrors); 0 or more is expected.")
    }
    if let sampleTimeout, !(sampleTimeout > 0 && sampleTimeout.isFinite) {
      let value = Int(exactly: sampleTimeout).map { "\($0)" } ?? "\(sampleTimeout)"
      throw ValidationError(
        "--sample-timeout is \(value); a number of seconds above 0 is expected.")
    }
  }

  /// How many errors a run may have; `nil` for any number.
  var allowed: Int? { failFast ? 0 : maxErrors }
}
