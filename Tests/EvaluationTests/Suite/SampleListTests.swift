import Evaluation
import Foundation
import Testing

/// Suites with so many rows that their samples are made anew.
struct SampleListTests {
  private static let text = String(repeating: "lorem ipsum ", count: 20)

  private func rows(_ count: Int) -> String {
    (0..<count).map { index in
      "{\"id\": \"r\(index)\", \"q\": \"\(SampleListTests.text)\(index)\", \"a\": \(index % 2), "
        + "\"even\": \(index % 2 == 0)}\n"
    }.joined()
  }

  private func folder(
    _ count: Int, data: String = "", fewShot: String = "", metrics: String = "acc"
  ) throws -> SuiteFolder {
    try SuiteFolder(
      """
      suite: s
      data: {path: items.jsonl, id: id, slices: [a]\(data)}
      prompt: {text: "{{ q }}"\(fewShot)}
      task: multiple_choice
      choices: [no, yes]
      target: "{{ a }}"
      metrics: [\(metrics)]
      """, rows(count))
  }

  @Test(arguments: ["", ", few_shot: {count: 2, sampler: random}"])
  func manySamplesAreTheSameAsFew(_ fewShot: String) throws {
    let data = ", where: '{{ even }}'"
    let few = try folder(2000, data: data, fewShot: fewShot).load()
    let many = try folder(34_000, data: data, fewShot: fewShot).load()
    #expect(few.samples.isKept)
    #expect(!many.samples.isKept)
    #expect(many.samples.count == 17_000)
    #expect(many.planned == 17_000)
    #expect(many.samples.counts == RequestCounts(many.samples))
    #expect(Array(many.samples.ids) == (0..<17_000).map { "r\($0 * 2)" })
    #expect(many.samples[16_999].id == "r33998")
    if fewShot.isEmpty {
      #expect(Array(many.samples.prefix(1000)) == Array(few.samples))
    }
    #expect(many.samples[777] == many.samples[777])
  }

  @Test func aSeededChoiceOfManyRowsIsThatOfFew() throws {
    let all = try folder(20_000).load(limit: 50)
    #expect(all.samples.count == 50)
    #expect(all.planned == 20_000)
    let larger = try folder(20_000).load(limit: 18_000)
    #expect(!larger.samples.isKept)
    #expect(Set(all.samples.ids).isSubset(of: Set(larger.samples.ids)))
    #expect(larger.samples.counts.samples == 18_000)
  }

  @Test func aRowThatChangedMeanwhileIsADefectiveSample() throws {
    let folder = try folder(20_000)
    let suite = try folder.load()
    let path = "\(folder.path)/items.jsonl"
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    let before = suite.samples[19_000]
    let start = try #require(rows(20_000).range(of: "\"r700\""))
    let offset = rows(20_000).utf8.distance(
      from: rows(20_000).utf8.startIndex, to: start.lowerBound)
    try handle.seek(toOffset: UInt64(offset + 1))
    try handle.write(contentsOf: Data("R".utf8))
    let changed = suite.samples[700]
    #expect(changed.requests.isEmpty)
    #expect(changed.id == "row-701-changed")
    #expect(
      changed.defect.map(folder.shortened)
        == "items.jsonl:701: the row is no longer what it was when the suite was loaded. Leave data "
        + "files alone while a run reads them.")
    #expect(suite.samples[701].defect == nil)
    try handle.truncate(atOffset: 100)
    try handle.close()
    #expect(suite.samples[5000].defect != nil)
    #expect(suite.samples[19_000] == before || suite.samples[19_000].defect != nil)
    #expect(
      MultipleChoiceScorer().score(changed, []).status == .failed(reason: changed.defect ?? ""))
  }

  @Test func whatIsWrongIsFoundAmongManyRows() throws {
    let folder = try folder(20_000)
    let lines = rows(20_000).split(separator: "\n").map(String.init)
    var wrong = lines
    wrong[19_998] = lines[3]
    wrong[12_345] = "{\"id\": \"x\", \"q\": \"y\", \"a\": 7, \"even\": true}"
    try folder.write("items.jsonl", Array(wrong.joined(separator: "\n").utf8))
    #expect(
      folder.failures() == [
        "items.jsonl:19999: id: the id \"r3\" is also that of line 4. Give each row its own id."
      ])
    wrong[19_998] = lines[19_998]
    try folder.write("items.jsonl", Array(wrong.joined(separator: "\n").utf8))
    #expect(
      folder.failures() == [
        "items.jsonl:12346: target: the target 7 is out of range: the 2 choices are counted from 0 to "
          + "1. State a choice's text, or its index from 0."
      ])
    wrong[19_000] = "{"
    try folder.write("items.jsonl", Array(wrong.joined(separator: "\n").utf8))
    #expect(
      folder.failures() == [
        "items.jsonl:19001:2: the text ends where a member's name in quotes is expected"
      ])
  }
}
