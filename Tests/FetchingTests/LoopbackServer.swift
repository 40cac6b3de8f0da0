import Foundation
import Synchronization

/// A small HTTP server inside the test process, on the loopback interface, one request a connection.
///
/// Unchecked, but safe to send: the listening socket is closed once, and the rest is behind a lock.
final class LoopbackServer: @unchecked Sendable {
  /// A request as it came.
  struct Asked: Sendable {
    var path: String
    /// Names in lower case.
    var headers: [String: String]
  }

  /// What goes back over the connection.
  struct Answer: Sendable {
    var status = 200
    var headers: [String: String] = [:]
    var body: [UInt8] = []
    /// What `Content-Length` says, where it is not the body's length.
    var announced: Int?
    /// Whether the connection stays open, and nothing more comes, until the test ends.
    var hangs = false
  }

  let port: UInt16
  private let listener: Int32
  private let answer: @Sendable (Asked, Int) -> Answer
  private let asked = Mutex<[Asked]>([])
  private let hanging = Mutex<[Int32]>([])

  /// Starts to listen.
  ///
  /// - Parameter answer: Gets a request and how many came before it.
  /// - Throws: Where no port can be had.
  init(_ answer: @escaping @Sendable (Asked, Int) -> Answer) throws {
    self.answer = answer
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    self.listener = listener
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, size) == 0 && listen(listener, 16) == 0
          && getsockname(listener, $0, &size) == 0
      }
    }
    guard listener >= 0, bound else { throw POSIXError(.EADDRNOTAVAIL) }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [weak self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0, let self else { return }
        self.serve(connection)
      }
    }
  }

  deinit {
    hanging.withLock { $0.forEach { close($0) } }
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  var url: String { "http://127.0.0.1:\(port)" }

  /// The requests so far.
  var requests: [Asked] { asked.withLock { $0 } }

  private func serve(_ connection: Int32) {
    guard let request = read(connection) else {
      close(connection)
      return
    }
    let number = asked.withLock { list in
      list.append(request)
      return list.count - 1
    }
    let answer = answer(request, number)
    var head = "HTTP/1.1 \(answer.status) Status\r\nConnection: close\r\n"
    head += "Content-Length: \(answer.announced ?? answer.body.count)\r\n"
    for (name, value) in answer.headers { head += "\(name): \(value)\r\n" }
    let bytes = Array((head + "\r\n").utf8) + answer.body
    var sent = 0
    while sent < bytes.count {
      let put = bytes.withUnsafeBytes { buffer in
        send(
          connection, buffer.baseAddress.map { $0 + sent }, bytes.count - sent,
          Int32(MSG_NOSIGNAL))
      }
      if put <= 0 { break }
      sent += put
    }
    if answer.hangs {
      hanging.withLock { $0.append(connection) }
    } else {
      close(connection)
    }
  }

  /// Reads up to the empty line behind the headers.
  private func read(_ connection: Int32) -> Asked? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !String(decoding: bytes, as: UTF8.self).contains("\r\n\r\n") {
      let got = recv(connection, &buffer, buffer.count, 0)
      guard got > 0, bytes.count < 1 << 16 else { return nil }
      bytes += buffer[..<got]
    }
    let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    guard words.count == 3 else { return nil }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
    }
    return Asked(path: String(words[1]), headers: headers)
  }
}

extension LoopbackServer.Answer {
  /// What a server that knows ranges says about a file.
  static func file(_ content: [UInt8], _ asked: LoopbackServer.Asked, tag: String = "\"v1\"")
    -> Self
  {
    var answer = LoopbackServer.Answer(headers: ["ETag": tag])
    let isSame = asked.headers["if-range"].map { $0 == tag } ?? true
    guard isSame, let range = asked.headers["range"], range.hasPrefix("bytes="),
      let first = Int(range.dropFirst(6).prefix { $0 != "-" })
    else {
      answer.body = content
      return answer
    }
    guard first < content.count else {
      answer.status = 416
      answer.headers["Content-Range"] = "bytes */\(content.count)"
      return answer
    }
    answer.status = 206
    answer.headers["Content-Range"] = "bytes \(first)-\(content.count - 1)/\(content.count)"
    answer.body = Array(content[first...])
    return answer
  }
}
