package import Evaluation

/// `junit.xml`: the run as CI systems read it (`docs/files.md` says which element means what).
package enum JUnitReport {
  /// Cases in one file of per-sample cases; some consumers refuse more.
  static let casesPerFile = 5_000

  /// `junit.xml`, and by option the files with a case a sample.
  ///
  /// - Parameters:
  ///   - run: the finished run.
  ///   - options: what a case stands for, and how many samples there may be.
  /// - Returns: the files; `junit.xml` first.
  /// - Throws: `Failure`: `internal` where the XML library refuses to write; `badData` or `cannotWrite`
  ///   where a sample cannot be read back.
  package static func files(
    _ run: Run, options: ReportOptions
  ) throws(Failure) -> [ReportFile] {
    var files = [
      ReportFile(name: "junit.xml", bytes: try JUnitXML.write(JUnitMapping.document(run)))
    ]
    if options.granularity == .sample {
      let documents = try JUnitSamples.documents(
        run, samples: options.junitSamples, casesPerFile: casesPerFile)
      for (index, document) in documents.enumerated() {
        let number = String(index + 1)
        let padded = String(repeating: "0", count: max(0, 3 - number.count)) + number
        files.append(
          ReportFile(name: "junit-samples-\(padded).xml", bytes: try JUnitXML.write(document)))
      }
    }
    return files
  }

  /// Whether `junit.xml` makes a CI system red: it holds a failure or an error.
  ///
  /// - Parameter run: the finished run.
  /// - Returns: true exactly where the run's exit code is not 0, or where a planned suite has no
  ///   sample and the verdict overlooks it.
  package static func blocks(_ run: Run) -> Bool {
    JUnitMapping.document(run).cases.contains { $0.isFailure || $0.isError }
  }
}
