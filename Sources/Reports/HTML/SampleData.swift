import Evaluation
import Foundation

/// The samples as the page carries them: an index of a line each, and gzip blocks of details that
/// the page inflates when they are asked for.
///
/// Both are data: the index is JSON whose `<`, `>` and `&` are escaped, a block is Base64 of the
/// gzip stream of up to 200 lines in the format of `samples.jsonl`.
struct SampleData {
  static let samplesPerBlock = 200
  static let snippetLength = 160

  let total: Int
  /// Samples whose details are in the page.
  let embedded: Int
  private let index: [UInt8]
  private let blocks: [String]

  /// Prepares index and blocks.
  ///
  /// - Parameters:
  ///   - run: the finished run.
  ///   - limit: bytes that all blocks together may have.
  /// - Throws: `Failure` where a figure is not finite or zlib refuses.
  init(_ run: Run, limit: Int) throws(Failure) {
    let entries = run.suites.enumerated().flatMap { suite in
      suite.element.samples.map { Entry($0, suite: suite.offset, suite.element.definition) }
    }
    total = entries.count
    var packing = try Self.pack(entries, Array(entries.indices), run, limit: limit)
    if packing.places.count < entries.count {
      // Too much for a page: what needs attention goes first.
      let order =
        entries.indices.filter { entries[$0].status.needsAttention }
        + entries.indices.filter { !entries[$0].status.needsAttention }
      packing = try Self.pack(entries, order, run, limit: limit)
    }
    embedded = packing.places.count
    blocks = packing.blocks
    index = try Self.index(entries, packing.places, run)
  }

  /// Writes the data elements.
  func write(to page: inout HTMLWriter) {
    page.element("script", ["type": "application/json", "id": "sample-index"]) {
      $0.raw(String(decoding: index, as: UTF8.self))
    }
    for (number, block) in blocks.enumerated() {
      page.raw("\n")
      page.element(
        "script", ["type": "application/gzip", "id": "block-\(number)"]
      ) { $0.raw(block) }
    }
    page.raw("\n")
  }

  // MARK: Blocks

  private struct Packing {
    var blocks: [String] = []
    /// Entry → (block, line).
    var places: [Int: (block: Int, line: Int)] = [:]
  }

  private static func pack(
    _ entries: [Entry], _ order: [Int], _ run: Run, limit: Int
  ) throws(Failure) -> Packing {
    var packing = Packing()
    var size = 0
    for start in stride(from: 0, to: order.count, by: samplesPerBlock) {
      let part = order[start..<min(start + samplesPerBlock, order.count)]
      var writer = JSONWriter(style: .display, reserving: 1 << 19)
      for entry in part {
        let suite = run.suites[entries[entry].suite].definition.id
        SampleLine.write(entries[entry].result, suite: suite, to: &writer)
        writer.endLine()
      }
      let block = Data(try Gzip.compress(try writer.finish("index.html"), for: "index.html"))
        .base64EncodedString()
      size += block.utf8.count
      guard size <= limit else { break }
      for (line, entry) in part.enumerated() {
        packing.places[entry] = (packing.blocks.count, line)
      }
      packing.blocks.append(block)
    }
    return packing
  }

  // MARK: Index

  private static func index(
    _ entries: [Entry], _ places: [Int: (block: Int, line: Int)], _ run: Run
  ) throws(Failure) -> [UInt8] {
    var writer = JSONWriter(style: .display, forHTML: true, reserving: 256 * entries.count)
    writer.object { writer in
      writer.name("rows")
      writer.array(entries.enumerated()) { writer, entry in
        let place = places[entry.offset]
        entry.element.write(to: &writer, block: place?.block ?? -1, line: place?.line ?? -1)
      }
      writer.member("statuses", SampleStatus.allCases.map(\.rawValue))
      writer.name("suites")
      writer.array(run.suites) { writer, suite in
        writer.object {
          $0.member("id", suite.definition.id)
          $0.member("probe", suite.definition.probe != nil)
          $0.member("task", suite.definition.task.rawValue)
        }
      }
    }
    return try writer.finish("index.html")
  }

  /// A sample's line in the index.
  private struct Entry {
    var result: SampleResult
    /// Its place in the run.
    var suite: Int
    var status: SampleStatus
    private var figure: String

    init(_ result: SampleResult, suite: Int, _ definition: SuiteDefinition) {
      self.result = result
      self.suite = suite
      status = SampleStatus(result.score, in: definition)
      figure = ""
      if status == .measured, case .scored(let values) = result.score.status {
        let names = definition.metrics + ["refusal_log_odds", "log_ratio", "ll"]
        let name = names.first { values[$0] != nil } ?? values.keys.min()
        if let name, let value = values[name] { figure = "\(name) \(Figure.short(value))" }
      }
    }

    /// `[suite, id, status, prediction, target, snippet, figure, block, line]`.
    func write(to writer: inout JSONWriter, block: Int, line: Int) {
      let score = result.score
      writer.array(0..<9) { writer, field in
        switch field {
        case 0: writer.int(suite)
        case 1: writer.string(result.sample.id)
        case 2: writer.int(SampleStatus.allCases.firstIndex(of: status) ?? 0)
        case 3: writer.string(Self.head(score.prediction ?? ""))
        case 4: writer.string(Self.head(score.target ?? ""))
        case 5: writer.string(snippet)
        case 6: writer.string(figure)
        case 7: writer.int(block)
        default: writer.int(line)
        }
      }
    }

    /// What tells the sample from its neighbours: the last turn, or the end of a long prompt.
    private var snippet: String {
      switch result.sample.requests.first {
      case .loglikelihood(let prompt, _), .generate(let prompt, _):
        switch prompt {
        case .text(let text): Self.tail(text)
        case .chat(let messages, _): Self.head(messages.last?.content ?? "")
        }
      case .rollingLoglikelihood(let text): Self.head(text)
      case nil: ""
      }
    }

    // Scalars, not characters: a character of a hostile text has no bound.
    private static func head(_ text: String) -> String {
      let part = text.unicodeScalars.prefix(SampleData.snippetLength)
      return part.endIndex == text.endIndex ? text : String(part) + "…"
    }

    private static func tail(_ text: String) -> String {
      let part = text.unicodeScalars.suffix(SampleData.snippetLength)
      return part.startIndex == text.startIndex ? text : "…" + String(part)
    }
  }
}
