import Evaluation
import Foundation

extension Fetcher {
  /// Fetches a file into its part, from where the part ends.
  func fetchFile(_ file: RemoteFile, _ part: PartFile) async throws(Failure) {
    let url = try address(file)
    try await persist(file, url) {
      let before = part.size
      do {
        try await attempt(file, url, part)
      } catch let failure as HTTPFailure where part.size > before {
        // Something came: that is no failed attempt, but the next one goes on from here.
        if failure == .cancelled { throw failure }
        throw HTTPFailure.cut("it ended after \(part.size) bytes")
      }
    }
  }

  private func address(_ file: RemoteFile) throws(Failure) -> URL {
    let text = HubFile(file.url).map { hub.address(of: $0) } ?? file.url
    guard let url = URL(string: text), HTTPExchange.isAllowed(url) else {
      throw Failure(
        .badConfiguration, "\(text) cannot be asked for \(file.url)", at: file.place,
        remedy: "Set \(Hub.filesVariable) to an address that begins with https://.")
    }
    return url
  }

  private func attempt(_ file: RemoteFile, _ url: URL, _ part: PartFile) async throws {
    let known = part.origin
    let isKnown = known?.url == file.url && (known?.validator != nil || file.sha256 != nil)
    if !isKnown, part.size > 0 { try part.truncate() }
    var headers: [String: String] = [:]
    if part.size > 0 {
      headers["Range"] = "bytes=\(part.size)-"
      if let validator = known?.validator { headers["If-Range"] = validator }
    }
    var whole: Int?
    var isComplete = false
    try await HTTPExchange.run(
      url, headers: headers, idle: patience.idle,
      receiver: HTTPExchange.Receiver(
        head: { head in
          switch RangeAnswer(head, from: part.size) {
          case .rest(let total): whole = total
          case .whole(let total):
            try part.truncate()
            whole = total
          case .nothing:
            isComplete = true
          case .restart:
            try part.truncate()
            throw HTTPFailure.cut("the part does not fit the file any more")
          case .refused: throw Unwanted(head: head)
          }
          part.origin = PartFile.Origin(
            url: file.url, validator: RangeAnswer.validator(head) ?? known?.validator)
        },
        body: { data in
          guard !isComplete else { return }
          try part.append(data)
          if let whole, part.size > whole {
            try part.truncate()
            throw HTTPFailure.cut("more came than was announced")
          }
          report(Progress(url: file.url, bytes: part.size, total: whole))
        }))
    if let whole, part.size < whole {
      throw HTTPFailure.cut("\(part.size) of \(whole) bytes came")
    }
  }
}

/// What an answer means for a part that has some bytes.
enum RangeAnswer: Equatable {
  /// The rest follows; the size of the whole, where it is said.
  case rest(total: Int?)
  /// The whole follows from its beginning.
  case whole(total: Int?)
  /// There is nothing beyond what is there.
  case nothing
  /// What is there is no part of the file.
  case restart
  case refused

  /// Reads an answer to a request from a byte on.
  init(_ head: HTTPHead, from start: Int) {
    switch head.status {
    case 200:
      self = .whole(total: head["content-length"].flatMap { Int($0) })
    case 206:
      let range = RangeAnswer.range(head["content-range"] ?? "")
      self = range?.start == start ? .rest(total: range?.total) : .restart
    case 416:
      let total = RangeAnswer.range(head["content-range"] ?? "")?.total
      self = start > 0 ? (total == start ? .nothing : .restart) : .refused
    default: self = .refused
    }
  }

  /// Reads "bytes 100-199/200" or "bytes */200".
  private static func range(_ text: String) -> (start: Int?, total: Int?)? {
    guard text.hasPrefix("bytes ") else { return nil }
    let parts = text.dropFirst(6).split(separator: "/", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    return (parts[0].split(separator: "-").first.flatMap { Int($0) }, Int(parts[1]))
  }

  /// What tells this content from another: a strong ETag, or else the date.
  static func validator(_ head: HTTPHead) -> String? {
    if let tag = head["etag"], !tag.hasPrefix("W/") { return tag }
    return head["last-modified"]
  }
}
