import Evaluation

/// `samples.jsonl` of a run whose samples are in memory.
enum SampleLines {
  /// All samples in the order of the run.
  ///
  /// - Parameter run: the finished run.
  /// - Returns: the file.
  /// - Throws: `Failure` where a figure is not finite.
  static func file(_ run: Run) throws(Failure) -> ReportFile {
    var writer = JSONWriter(reserving: 1 << 20)
    for suite in run.suites {
      for index in suite.samples.indices {
        SampleLine.write(try suite.samples[index], suite: suite.definition.id, to: &writer)
        writer.endLine()
      }
    }
    let name = SampleLine.fileName
    return ReportFile(name: name, bytes: try writer.finish(name))
  }
}
