import CZlib
import Evaluation
import Foundation
import Reports
import TestSupport
import Testing

struct SampleDataTests {
  private func page(_ run: Run, limit: Int = 24_000_000) throws -> String {
    let file = try HTMLReport.file(run, options: ReportOptions(htmlSampleBytes: limit))
    return String(decoding: file.bytes, as: UTF8.self)
  }

  private func index(_ page: String) throws -> [String: Any] {
    let text = try #require(
      page.firstMatch(of: /<script type="application\/json" id="sample-index">(.*?)<\/script>/)?.1)
    return try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func blocks(_ page: String) throws -> [[[String: Any]]] {
    try page.matches(of: /<script type="application\/gzip" id="block-\d+">([^<]*)<\/script>/).map {
      let packed = try #require(Data(base64Encoded: String($0.1)))
      let text = String(decoding: try inflated(Array(packed)), as: UTF8.self)
      return try text.split(separator: "\n").compactMap {
        try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
      }
    }
  }

  private func inflated(_ packed: [UInt8]) throws -> [UInt8] {
    var stream = z_stream()
    try #require(
      inflateInit2_(&stream, 15 + 16, zlibVersion(), CInt(MemoryLayout<z_stream>.size)) == Z_OK)
    defer { inflateEnd(&stream) }
    var input = packed
    var output = [UInt8](repeating: 0, count: 1 << 22)
    let result = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        return inflate(&stream, Z_FINISH)
      }
    }
    try #require(result == Z_STREAM_END)
    return Array(output.prefix(Int(stream.total_out)))
  }

  @Test func everyRowLeadsToItsSample() throws {
    for run in [ExampleRun.make(), ExampleRun.large(samples: 450)] {
      let page = try page(run)
      let blocks = try blocks(page)
      let index = try index(page)
      let suites = try #require(index["suites"] as? [[String: Any]])
      let rows = try #require(index["rows"] as? [[Any]])
      #expect(rows.count == (try run.suites.allSamples().count))
      for row in rows {
        let block = try #require(row[7] as? Int)
        let line = try #require(row[8] as? Int)
        let sample = blocks[block][line]
        #expect(sample["id"] as? String == row[1] as? String)
        #expect(sample["suite"] as? String == suites[try #require(row[0] as? Int)]["id"] as? String)
      }
      #expect(blocks.map(\.count).reduce(0, +) == rows.count)
      #expect(blocks.allSatisfy { $0.count <= 200 })
    }
  }

  @Test func statusesAreThoseOfTheScores() throws {
    let index = try index(try page(ExampleRun.make()))
    let statuses = try #require(index["statuses"] as? [String])
    let rows = try #require(index["rows"] as? [[Any]])
    func status(_ id: String) throws -> String {
      let row = try #require(rows.first { $0[1] as? String == id })
      return statuses[try #require(row[2] as? Int)]
    }
    for (id, expected) in [
      ("r1", "correct"), ("r3", "wrong"), ("r6", "error"), ("q-unjudged", "unscored"),
      ("w1", "measured"), ("i1", "resisted"), ("i2", "breached"), ("i3", "unscored"),
      ("i4", "error"), ("p1", "measured"),
    ] {
      #expect(try status(id) == expected, "\(id)")
    }
  }

  @Test func whatNeedsAttentionKeepsItsDetailsLongest() throws {
    let run = ExampleRun.large(samples: 1_000)
    let full = try page(run)
    let sizes = full.matches(of: /id="block-\d+">([^<]*)</).map { $0.1.utf8.count }
    let page = try page(run, limit: sizes.prefix(2).reduce(0, +) + 2_000)
    let rows = try #require(try index(page)["rows"] as? [[Any]])
    let kept = rows.filter { ($0[7] as? Int ?? -1) >= 0 }
    #expect(rows.count == 1_000)
    #expect(!kept.isEmpty && kept.count < 1_000)
    let statuses = try #require(try index(page)["statuses"] as? [String])
    #expect(kept.allSatisfy { statuses[$0[2] as? Int ?? 0] == "wrong" })
    #expect(page.contains("are in this page, those that need attention first"))
    #expect(!full.contains("are in this page, those that need attention first"))
  }

  @Test func aRunThatIsTooLargeListsWhatNeedsAttentionFirst() throws {
    let run = ExampleRun.large(samples: 1_000)
    let file = try HTMLReport.file(run, options: ReportOptions(htmlSamples: 700))
    let page = String(decoding: file.bytes, as: UTF8.self)
    let rows = try #require(try index(page)["rows"] as? [[Any]])
    let statuses = try #require(try index(page)["statuses"] as? [String])
    let wrong = rows.count { statuses[$0[2] as? Int ?? 0] == "wrong" }
    // 666 of the thousand are wrong.
    #expect(rows.count == 700 && wrong == 666)
    let ids = rows.compactMap { ($0[1] as? String).flatMap { Int($0.dropFirst()) } }
    #expect(ids == ids.sorted())
    #expect(page.contains("This page lists 700 of 1,000 samples: breached ones first"))
    #expect(page.contains("The others are in samples.jsonl beside this page, a line each."))
    #expect(page.contains("aria-rowcount=\"700\""))
    #expect(!(try self.page(run)).contains("This page lists"))
  }

  @Test func aPageOfTenThousandSamplesIsBelowTwentyMegabytes() throws {
    #expect(try page(ExampleRun.large(samples: 10_000)).utf8.count < 20_000_000)
  }
}
