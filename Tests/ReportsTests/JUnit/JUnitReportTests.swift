import Evaluation
import Foundation
import Reports
import TestSupport
import Testing

struct JUnitReportTests {
  private static let schema = repositoryURL("docs/junit.xsd").path

  private func document(_ run: Run, _ name: String = "junit.xml") throws -> XMLFile {
    try XMLFile(try ReportReading.bytes(name, of: run))
  }

  // MARK: Schema

  @Test(arguments: ReportReading.runs.map(\.name))
  func everyRunIsValid(name: String) throws {
    let run = try ReportReading.run(name)
    for file in try JUnitReport.files(run, options: ReportOptions(granularity: .sample)) {
      #expect(try XMLFile(file.bytes).complaint(against: Self.schema) == nil, "\(file.name)")
    }
  }

  @Test(arguments: HostileText.all.map(\.name))
  func hostileTextIsValid(name: String) throws {
    let text = try ReportReading.hostileText(name)
    for file in try JUnitReport.files(
      ReportReading.hostile(text), options: ReportOptions(granularity: .sample))
    {
      #expect(try XMLFile(file.bytes).complaint(against: Self.schema) == nil, "\(file.name)")
      let content = String(decoding: file.bytes, as: UTF8.self)
      #expect(ReportReading.isSteerless(content))
      #expect(!content.lowercased().contains("[[attachment|"))
      #expect(!content.contains("##vso["))
    }
  }

  @Test(arguments: [
    ("type=\"gate.threshold\"", "type=\"file\""), ("time=\"0.000\"", "time=\"1e3\""),
    (" name=\"acc\"", " name=\"f1_macro\""), ("<testcase ", "<testcase status=\"run\" "),
    ("<property name=\"seed\"", "<property name=\"other\""),
  ])
  func theSchemaRefuses(sound: String, broken: String) throws {
    let text = try ReportReading.text("junit.xml", of: ExampleRun.make())
    #expect(text.contains(sound))
    let file = try XMLFile(Array(text.replacing(sound, with: broken).utf8))
    #expect(try file.complaint(against: Self.schema) != nil)
  }

  @Test func jenkinsTakesItWhereItsSchemaIsThere() throws {
    guard let schema = sharedURL("reference/xsd/jenkins-xunit-junit-10.xsd") else { return }
    for (name, run) in ReportReading.runs {
      #expect(try document(run).complaint(against: schema.path) == nil, "\(name)")
    }
  }

  // MARK: Content

  @Test(arguments: ReportReading.runs.map(\.name))
  func countsEqualElements(name: String) throws {
    let run = try ReportReading.run(name)
    let file = try document(run)
    for (attribute, element) in [
      ("tests", "testcase"), ("failures", "testcase[failure]"), ("errors", "testcase[error]"),
    ] {
      let all = try file.number("count(//\(element))")
      #expect(try file.texts("/testsuites/@\(attribute)") == [String(all)])
      #expect(try file.number("sum(//testsuite/@\(attribute))") == all)
      let suites = try file.number("count(//testsuite)")
      for place in 1...max(1, suites) where suites > 0 {
        #expect(
          try file.texts("//testsuite[\(place)]/@\(attribute)")
            == [String(try file.number("count(//testsuite[\(place)]/\(element))"))])
      }
    }
  }

  @Test func blockedConditionsAreFailuresAndWhatWasNotMeasuredIsAnError() throws {
    let file = try document(ExampleRun.make())
    #expect(
      try file.texts("//testsuite[@name='gate']/testcase[failure]/@name")
        == ["answers-exact", "no-injection"])
    #expect(
      try file.texts("//testsuite[@name='gate']/testcase/error/@type")
        == [
          "gate.inconclusive", "harness.error", "gate.missing_data", "gate.missing_data",
        ])
    #expect(
      try file.texts("//testcase[@name='no-injection']/failure/@type") == ["gate.zero_tolerance"])
    #expect(try file.texts("//testcase[@name='no-injection']/@classname") == ["gate.safety"])
    let warned = try file.texts("//testcase[@name='bits-per-byte']/system-out")
    #expect(warned.first?.hasPrefix("WARN FAIL bits-per-byte: 1.0317 is above") == true)
    #expect(try file.number("count(//testcase[@name='bits-per-byte']/*)") == 1)
  }

  @Test func theBodyBeginsWithTheMessage() throws {
    let file = try document(ExampleRun.make())
    for element in ["failure", "error"] {
      let messages = try file.texts("//\(element)/@message")
      let bodies = try file.texts("//\(element)")
      #expect(!messages.isEmpty)
      #expect(messages == bodies.map { String($0.prefix { $0 != "\n" }) })
    }
  }

  @Test func aSuiteWithoutSamplesIsAnError() throws {
    let file = try document(ExampleRun.make())
    #expect(
      try file.texts("//testsuite[@name='never-ran']/testcase/error/@type")
        == ["gate.missing_data"])
    #expect(
      try file.texts("//testsuite[@name='never-ran']//property[@name='n.missing']/@value") == ["3"])
  }

  @Test func probesAndMetricsAreOneCaseEach() throws {
    let file = try document(ExampleRun.make())
    #expect(
      try file.texts("//testsuite[@name='injection']/testcase/@name") == ["probe injection", "asr"])
    #expect(
      try file.texts("//testsuite[@name='sentiment']/testcase[@name='acc']/system-out")
        == ["acc=0.800 CI95[0.376, 0.964] wilson n=5 clusters=5 unscored=0 error=1"])
    #expect(
      try file.texts("//testsuite[@name='injection']/testcase[1]/system-out")
        == ["resisted=1 breached=1 unscored=1 error=1 of 4 planned severity=critical tier=1"])
  }

  @Test func anUngatedRunHasNoGate() throws {
    let file = try document(ExampleRun.ungated())
    #expect(try file.number("count(//testsuite[@name='gate'])") == 0)
    #expect(try file.number("count(//testsuite)") == 1)
  }

  @Test func characterDataReadsBack() throws {
    let text = "twice ]]> ]]]]>><![CDATA[ & <b>"
    let file = try document(ReportReading.hostile(text))
    let bodies = try file.texts("//testsuite[@name='gate']//failure")
    #expect(!bodies.isEmpty)
    #expect(bodies.allSatisfy { $0.contains(text) })
  }

  @Test func equalNamesAreNumbered() throws {
    var run = ExampleRun.passing()
    run.verdict.conditions = [run.verdict.conditions[0], run.verdict.conditions[0]]
    run.suites[1].definition.id = "gate"
    let file = try document(run)
    #expect(try file.complaint(against: Self.schema) == nil)
    #expect(
      try file.texts("//testcase[@classname='gate.quality']/@name")
        == ["sentiment-acc [sentiment.acc]", "sentiment-acc [sentiment.acc] (2)"])
    #expect(try file.texts("//testsuite/@name") == ["sentiment", "gate", "gate (2)"])
  }

  // MARK: Agreement with the exit code

  @Test func itIsRedExactlyWhereTheExitCodeIsNotZero() throws {
    var incomplete = ExampleRun.passing()
    incomplete.verdict.overall = .inconclusive
    incomplete.verdict.exitCode = 3
    incomplete.verdict.reasons = ["2 samples are missing"]
    var nothing = ExampleRun.ungated()
    nothing.verdict.exitCode = 5
    var warned = ExampleRun.passing()
    warned.verdict.overall = .warned
    warned.verdict.conditions[0].status = .fail
    warned.verdict.conditions[0].condition.severity = .warn
    for run in [
      ExampleRun.make(), ExampleRun.passing(), ExampleRun.ungated(), incomplete, nothing, warned,
    ] {
      let file = try document(run)
      let isRed = try file.number("count(//failure | //error)") > 0
      #expect(isRed == (run.verdict.exitCode != 0))
      #expect(JUnitReport.blocks(run) == isRed)
      #expect(try file.complaint(against: Self.schema) == nil)
    }
    #expect(
      try document(incomplete).texts("//testcase[@name='verdict']/error/@message")
        == ["exit code 3: 2 samples are missing"])
  }

  @Test func everyStatusOfABlockingConditionIsRedButPass() throws {
    for status in [
      ConditionResult.Status.pass, .fail, .inconclusive, .error, .missing,
    ] {
      var run = ExampleRun.passing()
      run.verdict.conditions[0].status = status
      #expect(JUnitReport.blocks(run) == (status != .pass))
    }
  }

  @Test func droppingAllSamplesOfASuiteNeverMakesItGreen() {
    var run = ExampleRun.passing()
    run.suites[0].edit { $0 = [] }
    #expect(JUnitReport.blocks(run))
  }

  // MARK: A case a sample

  @Test func samplesAreSplitAtFiveThousand() throws {
    let files = try JUnitReport.files(
      ExampleRun.large(samples: 10_001), options: ReportOptions(granularity: .sample))
    #expect(
      files.map(\.name) == [
        "junit.xml", "junit-samples-001.xml", "junit-samples-002.xml", "junit-samples-003.xml",
      ])
    let counts = try files.dropFirst().map { try XMLFile($0.bytes).number("count(//testcase)") }
    #expect(counts == [5_000, 5_000, 1])
  }

  @Test func beyondTheLimitACaseSaysWhatIsLeftOut() throws {
    let options = ReportOptions(granularity: .sample, junitSamples: 5)
    let run = ExampleRun.make()
    let files = try JUnitReport.files(run, options: options)
    #expect(files.map(\.name) == ["junit.xml", "junit-samples-001.xml"])
    let file = try XMLFile(files[1].bytes)
    #expect(try file.complaint(against: Self.schema) == nil)
    let names = try file.texts("//testcase[@name!='samples left out']/@name")
    // What was breached or failed comes first.
    #expect(Set(names).isSuperset(of: ["i2", "i4", "r6", "p2"]) && names.count == 5)
    let said = try file.texts("//testcase[@name='samples left out']/system-out")
    #expect(said.contains { $0.hasPrefix("5 of 6 samples are no cases here") })
    #expect(said.allSatisfy { $0.contains("all are in samples.jsonl") })
    let left = said.compactMap { Int($0.prefix { $0.isNumber }) }.reduce(0, +)
    #expect(left + 5 == (try run.suites.allSamples().count))
  }

  @Test func samplesNeverFailABuildAndProbesKeepTheirTexts() throws {
    let file = try document(ExampleRun.make(), "junit-samples-001.xml")
    #expect(try file.number("count(//failure | //error)") == 0)
    let breached = try file.texts("//testcase[@name='i2']/system-out")
    #expect(breached.first?.hasPrefix("breached") == true)
    #expect(breached.first?.contains("QX7") == false)
  }
}
