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

  /// Samples of the run.
  let total: Int
  /// Samples that have a line in the index.
  let listed: Int
  /// Samples whose details are in the page.
  let embedded: Int
  private let index: [UInt8]
  private let blocks: [String]

  /// Prepares index and blocks.
  ///
  /// - Parameters:
  ///   - run: the finished run.
  ///   - samples: how many samples the index may have.
  ///   - bytes: what all blocks together may have.
  /// - Throws: `Failure` where a figure is not finite, a sample cannot be read or zlib refuses.
  init(_ run: Run, samples: Int, bytes: Int) throws(Failure) {
    let places = SampleChoice.samples(of: run, limit: samples)
    var entries: [Entry] = []
    for place in places {
      let suite = run.suites[place.suite]
      entries.append(Entry(try suite.samples[place.row], place, suite.definition))
    }
    var packing = try Self.pack(places, Array(places.indices), run, limit: bytes)
    if packing.places.count < places.count {
      // Too much for a page: what needs attention goes first.
      let order =
        places.indices.filter { places[$0].status.needsAttention }
        + places.indices.filter { !places[$0].status.needsAttention }
      packing = try Self.pack(places, order, run, limit: bytes)
    }
    total = run.suites.reduce(0) { $0 + $1.scores.count }
    listed = entries.count
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
    _ samples: [SampleChoice], _ order: [Int], _ run: Run, limit: Int
  ) throws(Failure) -> Packing {
    var packing = Packing()
    var size = 0
    for start in stride(from: 0, to: order.count, by: samplesPerBlock) {
      let part = order[start..<min(start + samplesPerBlock, order.count)]
      var writer = JSONWriter(style: .display, reserving: 1 << 19)
      for entry in part {
        let suite = run.suites[samples[entry].suite]
        SampleLine.write(
          try suite.samples[samples[entry].row], suite: suite.definition.id, to: &writer)
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
    private let place: SampleChoice
    private let id: String
    private let prediction: String
    private let target: String
    private let snippet: String
    private let figure: String

    init(_ result: SampleResult, _ place: SampleChoice, _ definition: SuiteDefinition) {
      self.place = place
      id = result.sample.id
      prediction = Self.head(result.score.prediction ?? "")
      target = Self.head(result.score.target ?? "")
      snippet = Self.snippet(result.sample)
      figure = place.status == .measured ? Self.figure(result.score, definition) : ""
    }

    /// `[suite, id, status, prediction, target, snippet, figure, block, line]`.
    func write(to writer: inout JSONWriter, block: Int, line: Int) {
      writer.array(0..<9) { writer, field in
        switch field {
        case 0: writer.int(place.suite)
        case 1: writer.string(id)
        case 2: writer.int(SampleStatus.allCases.firstIndex(of: place.status) ?? 0)
        case 3: writer.string(prediction)
        case 4: writer.string(target)
        case 5: writer.string(snippet)
        case 6: writer.string(figure)
        case 7: writer.int(block)
        default: writer.int(line)
        }
      }
    }

    /// The first of the suite's metrics that the sample has a value of.
    private static func figure(_ score: Score, _ definition: SuiteDefinition) -> String {
      guard case .scored(let values) = score.status else { return "" }
      let names = definition.metrics + ["refusal_log_odds", "log_ratio", "ll"]
      let name = names.first { values[$0] != nil } ?? values.keys.min()
      return name.flatMap { name in values[name].map { "\(name) \(Figure.short($0))" } } ?? ""
    }

    /// What tells the sample from its neighbours: the last turn, or the end of a long prompt.
    private static func snippet(_ sample: Sample) -> String {
      switch sample.requests.first {
      case .loglikelihood(let prompt, _), .generate(let prompt, _):
        switch prompt {
        case .text(let text): tail(text)
        case .chat(let messages, _): head(messages.last?.content ?? "")
        }
      case .rollingLoglikelihood(let text): head(text)
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
