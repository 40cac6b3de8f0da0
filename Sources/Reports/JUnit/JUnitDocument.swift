/// A JUnit XML document as a value: what `JUnitMapping` makes and `JUnitXML` writes.
struct JUnitDocument: Equatable {
  var name: String
  /// In seconds.
  var time: Double
  var suites: [JUnitSuite]

  var cases: [JUnitCase] { suites.flatMap(\.cases) }
}

/// A `testsuite` element.
struct JUnitSuite: Equatable {
  var name: String
  /// In seconds.
  var time: Double
  /// ISO 8601 without zone and fraction, in UTC.
  var timestamp: String?
  var properties: [(name: String, value: String)]
  var cases: [JUnitCase]

  static func == (left: JUnitSuite, right: JUnitSuite) -> Bool {
    left.name == right.name && left.time == right.time && left.timestamp == right.timestamp
      && left.cases == right.cases
      && left.properties.elementsEqual(right.properties) { $0 == $1 }
  }
}

/// A `testcase` element: passed, or with exactly one failure or error.
struct JUnitCase: Equatable {
  /// How a case ended.
  enum Outcome: Equatable {
    case passed
    /// Measured, and blocked.
    case failure(FailureKind, message: String, body: String)
    /// Not measured so that it could be trusted; blocks as well.
    case error(ErrorKind, message: String, body: String)
  }

  /// The words of a failure's `type`; consumers typecast others, such as `file` or `array`.
  enum FailureKind: String, CaseIterable {
    case threshold = "gate.threshold"
    case zeroTolerance = "gate.zero_tolerance"
    case completeness = "gate.completeness"
  }

  /// The words of an error's `type`.
  enum ErrorKind: String, CaseIterable {
    case missingData = "gate.missing_data"
    case inconclusive = "gate.inconclusive"
    case incomplete = "gate.incomplete"
    case measurement = "harness.error"
  }

  var classname: String
  var name: String
  var outcome: Outcome = .passed
  /// Text beside the outcome, at most one element a case.
  var systemOut: String?

  var isFailure: Bool {
    if case .failure = outcome { true } else { false }
  }

  var isError: Bool {
    if case .error = outcome { true } else { false }
  }
}
