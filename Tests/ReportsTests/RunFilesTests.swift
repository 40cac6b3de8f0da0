import Evaluation
import Foundation
import Reports
import TestSupport
import Testing

struct RunFilesTests {
  @Test(arguments: ReportReading.runs.map(\.name))
  func twoRendersGiveTheSameBytes(name: String) throws {
    let run = try ReportReading.run(name)
    let options = ReportOptions(granularity: .sample)
    #expect(try RunFiles.render(run, options: options) == RunFiles.render(run, options: options))
  }

  @Test(arguments: HostileText.all.map(\.name))
  func hostileNamesBreakNoFile(name: String) throws {
    let run = ReportReading.hostile(try ReportReading.hostileText(name))
    for file in try RunFiles.render(run, options: ReportOptions(granularity: .sample)) {
      let text = String(decoding: file.bytes, as: UTF8.self)
      let isSteerless = ReportReading.isSteerless(text)
      #expect(isSteerless || file.name == "index.html", "\(file.name)")
      if file.name.hasSuffix(".json") {
        _ = try JSONSerialization.jsonObject(with: Data(file.bytes))
      }
    }
  }
}
