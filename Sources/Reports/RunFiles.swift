package import Evaluation

/// Everything that a finished run leaves in its folder, but for the event stream.
package struct RunFiles {
  /// Renders every file; `manifest.json` comes last, over the bytes of the others.
  ///
  /// - Parameters:
  ///   - run: the finished run.
  ///   - options: what the caller chose about the files.
  /// - Returns: the files, each complete.
  /// - Throws: `Failure` (`internal`) naming the file where a figure is not finite or the XML
  ///   library refuses to write.
  package static func render(
    _ run: Run, options: ReportOptions = ReportOptions()
  ) throws(Failure) -> [ReportFile] {
    var files = [
      try VerdictDocument.file(run),
      try ResultsDocument.file(run),
      try SampleLine.file(run),
    ]
    files += try JUnitReport.files(run, granularity: options.granularity)
    files.append(try HTMLReport.file(run, options: options))
    files.append(SummaryReport.file(run))
    files.append(try ManifestDocument.file(run, options: options, outputs: files.map(\.digest)))
    return files
  }
}
