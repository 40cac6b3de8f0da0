package import Evaluation

/// `junit.xml`: the run as CI systems read it (`docs/files.md` says which element means what).
package enum JUnitReport {
  /// Cases in one file of per-sample cases; some consumers refuse more.
  static let casesPerFile = 5_000

  /// `junit.xml`, and by option the files with a case a sample.
  ///
  /// - Parameters:
  ///   - run: the finished run.
  ///   - granularity: what a case stands for.
  /// - Returns: the files; `junit.xml` first.
  /// - Throws: `Failure` (`internal`) where the XML library refuses to write.
  package static func files(
    _ run: Run, granularity: ReportOptions.JUnitGranularity
  ) throws(Failure) -> [ReportFile] {
    var files = [
      ReportFile(name: "junit.xml", bytes: try JUnitXML.write(JUnitMapping.document(run)))
    ]
    if granularity == .sample {
      for (index, document) in JUnitSamples.documents(run, limit: casesPerFile).enumerated() {
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
