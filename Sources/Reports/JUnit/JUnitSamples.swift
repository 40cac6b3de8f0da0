import Evaluation

/// A case a sample, for teams whose CI keeps a history of cases.
///
/// Every case passes: what the sample says stands in its output, and only the gate decides. Text of
/// probes stays out of the file; `samples.jsonl` has it.
enum JUnitSamples {
  /// The documents.
  ///
  /// - Parameters:
  ///   - run: the finished run.
  ///   - samples: at most so many are cases; a last case says how many are left out.
  ///   - casesPerFile: at most so many cases a document.
  /// - Returns: the documents, none of them empty.
  /// - Throws: `Failure` where a sample cannot be read back.
  static func documents(
    _ run: Run, samples: Int, casesPerFile: Int
  ) throws(Failure) -> [JUnitDocument] {
    var documents: [JUnitDocument] = []
    var suites: [JUnitSuite] = []
    var room = casesPerFile
    func close() {
      guard !suites.isEmpty else { return }
      documents.append(
        JUnitDocument(
          name: JUnitMapping.name(run.name), time: 0, suites: suites))
      suites = []
      room = casesPerFile
    }
    for all in JUnitMapping.unique(try self.suites(run, samples: samples)) {
      var rest = all.cases[...]
      while !rest.isEmpty {
        var part = all
        part.cases = Array(rest.prefix(room))
        rest = rest.dropFirst(room)
        suites.append(part)
        room -= part.cases.count
        if room == 0 { close() }
      }
    }
    close()
    return documents
  }

  /// The suites that have samples, with a case a chosen sample.
  private static func suites(_ run: Run, samples: Int) throws(Failure) -> [JUnitSuite] {
    var cases = [[JUnitCase]](repeating: [], count: run.suites.count)
    for choice in SampleChoice.samples(of: run, limit: samples) {
      cases[choice.suite].append(try testcase(choice, run.suites[choice.suite]))
    }
    return zip(run.suites, cases).filter { !$0.0.scores.isEmpty }.map { suite, cases in
      let name = JUnitMapping.name(suite.definition.id)
      let left = suite.scores.count - cases.count
      return JUnitSuite(
        name: "\(name) samples", time: 0, timestamp: JUnitMapping.timestamp(run),
        properties: JUnitMapping.properties(run),
        cases: cases + (left > 0 ? [leftOut(left, of: suite.scores.count, suite: name)] : []))
    }
  }

  private static func leftOut(_ left: Int, of total: Int, suite: String) -> JUnitCase {
    JUnitCase(
      classname: "\(suite).samples", name: "samples left out",
      systemOut: "\(Figure.grouped(left)) of \(Figure.grouped(total)) samples are no cases here, "
        + "since a run has too many for CI systems. Those that were breached, failed or are wrong "
        + "come first; all are in \(SampleLine.fileName).")
  }

  private static func testcase(
    _ choice: SampleChoice, _ suite: SuiteResult
  ) throws(Failure) -> JUnitCase {
    let result = try suite.samples[choice.row]
    return JUnitCase(
      classname: "\(JUnitMapping.name(suite.definition.id)).samples",
      name: JUnitMapping.name(result.sample.id),
      systemOut: output(result, choice.status, in: suite.definition))
  }

  private static func output(
    _ result: SampleResult, _ status: SampleStatus, in suite: SuiteDefinition
  ) -> String {
    let score = result.score
    var lines = [status.rawValue]
    switch score.status {
    case .scored(let values):
      lines += values.sorted { $0.key < $1.key }.map { "\($0.key)=\(Figure.short($0.value))" }
    case .unscored(let reason), .failed(let reason):
      lines.append("reason: \(reason)")
    }
    if suite.probe == nil {
      if let prediction = score.prediction { lines.append("prediction: \(prediction)") }
      if let target = score.target { lines.append("target: \(target)") }
    }
    return Sanitizer.text(lines.joined(separator: "\n"), limit: 4_000)
  }
}
