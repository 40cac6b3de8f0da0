import Evaluation

/// A case a sample, for teams whose CI keeps a history of cases.
///
/// Every case passes: what the sample says stands in its output, and only the gate decides. Text of
/// probes stays out of the file; `samples.jsonl` has it.
enum JUnitSamples {
  static func documents(_ run: Run, limit: Int) -> [JUnitDocument] {
    var documents: [JUnitDocument] = []
    var suites: [JUnitSuite] = []
    var room = limit
    func close() {
      guard !suites.isEmpty else { return }
      documents.append(
        JUnitDocument(
          name: JUnitMapping.name(run.name), time: 0, suites: suites))
      suites = []
      room = limit
    }
    let nonempty = run.suites.filter { !$0.samples.isEmpty }
    for all in JUnitMapping.unique(nonempty.map { suite($0, of: run) }) {
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

  private static func suite(_ suite: SuiteResult, of run: Run) -> JUnitSuite {
    let name = JUnitMapping.name(suite.definition.id)
    return JUnitSuite(
      name: "\(name) samples", time: 0, timestamp: JUnitMapping.timestamp(run),
      properties: JUnitMapping.properties(run),
      cases: suite.samples.map { result in
        JUnitCase(
          classname: "\(name).samples",
          name: JUnitMapping.name(result.sample.id),
          systemOut: output(result, in: suite.definition))
      })
  }

  private static func output(_ result: SampleResult, in suite: SuiteDefinition) -> String {
    let score = result.score
    var lines = [SampleStatus(score, in: suite).rawValue]
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
