import Evaluation
import Foundation

/// One page of the hub's rows interface.
struct RowPage {
  /// Of the whole split.
  var total: Int
  /// JSON, a row each.
  var lines: [String]

  /// The most rows that a page has.
  static let length = 100
  /// The most bytes that a page may have: 64 MiB.
  static let byteLimit = 64 << 20

  /// Reads a page.
  ///
  /// - Parameters:
  ///   - bytes: What the server sent.
  ///   - first: The number that its first row must have.
  ///   - url: For messages.
  /// - Throws: `Failure` where it is not a page of whole rows in order.
  init(_ bytes: [UInt8], from first: Int, url: String) throws(Failure) {
    let page = try JSONValue.parse(bytes, file: url)
    guard case .int(let total)? = page["num_rows_total"], case .array(let rows)? = page["rows"]
    else {
      throw RowPage.wrong(url, "it has no rows and num_rows_total")
    }
    if page["partial"] == .bool(true) {
      throw RowPage.wrong(url, "the hub has only a part of the rows at hand")
    }
    self.total = total
    lines = []
    for (index, row) in rows.enumerated() {
      guard row["row_idx"] == .int(first + index), case .object(let members)? = row["row"] else {
        throw RowPage.wrong(url, "row \(first + index) is not where it belongs")
      }
      guard row["truncated_cells"] ?? .array([]) == .array([]) else {
        throw RowPage.wrong(url, "row \(first + index) is longer than the hub hands out")
      }
      lines.append(try JSONValue.object(members).jsonText())
    }
  }

  private static func wrong(_ url: String, _ reason: String) -> Failure {
    Failure(
      .badData, "the answer to \(url) cannot be used: \(reason)",
      remedy:
        "Fetch the data set's own file instead, as hf://datasets/OWNER/NAME/PATH, or download "
        + "it and name it with --data.")
  }
}

extension Fetcher {
  /// Fetches the rows of a split into a part, page by page, from where the part ends.
  func fetchRows(_ file: RemoteFile, _ part: PartFile) async throws(Failure) {
    guard let rows = HubRows(file.url) else { return }
    var (done, total) = try resumed(file, part)
    while total == nil || done < total ?? 0 {
      let text = hub.address(of: rows, from: done, count: RowPage.length)
      guard let url = URL(string: text), HTTPExchange.isAllowed(url) else {
        throw Failure(
          .badConfiguration, "\(text) cannot be asked for \(file.url)", at: file.place,
          remedy: "Set \(Hub.rowsVariable) to an address that begins with https://.")
      }
      let page = try RowPage(try await bytes(file, url), from: done, url: text)
      guard total == nil || total == page.total, !page.lines.isEmpty || page.total == done else {
        part.discard()
        throw Failure(
          .transient, "the rows of \(file.url) changed while they were fetched", at: file.place,
          remedy: "Run the command again.")
      }
      total = page.total
      part.origin = PartFile.Origin(url: file.url, total: total)
      try part.append(Data((page.lines.map { $0 + "\n" }).joined().utf8))
      done += page.lines.count
      report(Progress(url: file.url, bytes: part.size, total: nil))
    }
  }

  /// How many rows the part has; a line that was cut is dropped.
  private func resumed(
    _ file: RemoteFile, _ part: PartFile
  ) throws(Failure) -> (done: Int, total: Int?) {
    guard let origin = part.origin, origin.url == file.url, let total = origin.total,
      let data = part.contents(), let end = data.lastIndex(of: UInt8(ascii: "\n"))
    else {
      try part.truncate()
      return (0, nil)
    }
    try part.truncate(to: data.distance(from: data.startIndex, to: end) + 1)
    return (data[...end].count { $0 == UInt8(ascii: "\n") }, total)
  }

  private func bytes(_ file: RemoteFile, _ url: URL) async throws(Failure) -> [UInt8] {
    try await persist(file, url) {
      let page = PageBuffer()
      try await HTTPExchange.run(
        url, idle: patience.idle,
        receiver: HTTPExchange.Receiver(
          head: { head in if head.status != 200 { throw Unwanted(head: head) } },
          body: { data in
            page.bytes += data
            if page.bytes.count > RowPage.byteLimit {
              throw Failure(.badData, "a page of \(file.url) is larger than 64 MiB")
            }
          }))
      return page.bytes
    }
  }

  /// Collects a page on the session's queue.
  private final class PageBuffer {
    var bytes: [UInt8] = []
  }
}
