package import Evaluation

/// Everything that a finished run leaves in its folder, but for the event stream.
package struct RunFiles {
  /// Renders every file; `manifest.json` comes last, over the bytes of the others.
  ///
  /// `samples.jsonl` is among them only where the samples are in memory: a run that wrote it names it
  /// in `options.otherFiles`.
  ///
  /// - Parameters:
  ///   - run: the finished run.
  ///   - options: what the caller chose about the files.
  /// - Returns: the files, each complete.
  /// - Throws: `Failure`: `internal` naming the file where a figure is not finite or the XML library
  ///   refuses to write; `badData` or `cannotWrite` where a sample cannot be read back.
  package static func render(
    _ run: Run, options: ReportOptions = ReportOptions()
  ) throws(Failure) -> [ReportFile] {
    var files = [try VerdictDocument.file(run), try ResultsDocument.file(run)]
    if !options.otherFiles.contains(where: { $0.name == SampleLine.fileName }) {
      files.append(try SampleLines.file(run))
    }
    files += try JUnitReport.files(run, options: options)
    files.append(try HTMLReport.file(run, options: options))
    files.append(SummaryReport.file(run))
    files.append(try ManifestDocument.file(run, options: options, outputs: files.map(\.digest)))
    return files
  }
}
