package import Foundation
package import FoundationNetworking

/// What stands before the body of an answer.
package struct HTTPHead: Sendable, Equatable {
  package var status: Int
  /// Names in lower case.
  package var headers: [String: String]

  package init(status: Int, headers: [String: String] = [:]) {
    self.status = status
    self.headers = headers
  }

  package subscript(name: String) -> String? { headers[name] }
}

/// Why there is no answer, or only a part of one.
package enum HTTPFailure: Error, Sendable, Equatable {
  /// No way to the host, or none that it answers on.
  case unreachable(String)
  /// Nothing came for too long.
  case timedOut
  /// The connection ended early.
  case cut(String)
  /// It leads to an address that is not fetched from.
  case redirected(String)
  case cancelled
}

/// One question over HTTP and its answer, handed on as it comes.
///
/// Unchecked, but safe to send: the session calls it on one serial queue, and what others touch is
/// behind the lock.
package final class HTTPExchange: NSObject, URLSessionDataDelegate, @unchecked Sendable {
  /// Gets the head and then the body; what it throws ends the exchange.
  package struct Receiver {
    package var head: (HTTPHead) throws -> Void
    package var body: (Data) throws -> Void

    package init(
      head: @escaping (HTTPHead) throws -> Void, body: @escaping (Data) throws -> Void
    ) {
      self.head = head
      self.body = body
    }
  }

  private let lock = NSLock()
  private let receiver: Receiver
  private let url: URL
  private var continuation: CheckedContinuation<Void, any Error>?
  private var refusal: (any Error)?
  /// Where else the server says that it is.
  private var target: URL?

  private init(_ url: URL, _ receiver: Receiver) {
    self.url = url
    self.receiver = receiver
  }

  /// How often a server may send elsewhere.
  private static let hopLimit = 10

  /// Asks and receives, going where the server sends it as long as that is allowed.
  ///
  /// - Parameters:
  ///   - url: Whom.
  ///   - headers: Beside those that every request has.
  ///   - idle: Seconds without a byte after which it gives up.
  ///   - receiver: Gets the answer, whatever its status.
  /// - Throws: `HTTPFailure`, or what the receiver throws.
  package static func run(
    _ url: URL, headers: [String: String] = [:], idle: Double, receiver: Receiver
  ) async throws {
    var url = url
    for _ in 0...hopLimit {
      guard let next = try await ask(url, headers: headers, idle: idle, receiver: receiver) else {
        return
      }
      guard isAllowed(next) else { throw HTTPFailure.redirected(next.absoluteString) }
      url = next
    }
    throw HTTPFailure.cut("the server sends elsewhere again and again")
  }

  /// Asks once; answers where the server sends it, if it does.
  private static func ask(
    _ url: URL, headers: [String: String], idle: Double, receiver: Receiver
  ) async throws -> URL? {
    var request = URLRequest(url: url)
    request.timeoutInterval = idle
    // Ranges and digests are of the bytes as they are stored.
    request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
    request.setValue("assay", forHTTPHeaderField: "User-Agent")
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    let exchange = HTTPExchange(url, receiver)
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = idle
    configuration.httpCookieStorage = nil
    configuration.urlCache = nil
    let session = URLSession(configuration: configuration, delegate: exchange, delegateQueue: nil)
    defer { session.finishTasksAndInvalidate() }
    let task = session.dataTask(with: request)
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        exchange.lock.withLock { exchange.continuation = continuation }
        task.resume()
      }
    } onCancel: {
      task.cancel()
    }
    return exchange.lock.withLock { exchange.target }
  }

  // MARK: What the session says

  package func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    attempt(dataTask) {
      let answer = response as? HTTPURLResponse
      var headers: [String: String] = [:]
      for (name, value) in answer?.allHeaderFields ?? [:] {
        headers["\(name)".lowercased()] = "\(value)"
      }
      let status = answer?.statusCode ?? 0
      if [301, 302, 303, 307, 308].contains(status), let place = headers["location"] {
        guard let next = URL(string: place, relativeTo: url)?.absoluteURL else {
          throw HTTPFailure.redirected(place)
        }
        return lock.withLock { target = next }
      }
      try receiver.head(HTTPHead(status: status, headers: headers))
    }
    completionHandler(lock.withLock { refusal == nil } ? .allow : .cancel)
  }

  package func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data
  ) {
    guard lock.withLock({ target == nil }) else { return }
    attempt(dataTask) { try receiver.body(data) }
  }

  package func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    // Followed by `run`, which asks anew: the session's own way ends the process where a task is
    // cancelled while it follows.
    completionHandler(nil)
  }

  package func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    lock.lock()
    let (waiting, refusal) = (continuation, refusal)
    continuation = nil
    lock.unlock()
    if let refusal {
      waiting?.resume(throwing: refusal)
    } else if let error {
      waiting?.resume(throwing: HTTPExchange.failure(error))
    } else {
      waiting?.resume()
    }
  }

  private func attempt(_ task: URLSessionTask, _ work: () throws -> Void) {
    guard lock.withLock({ refusal == nil }) else { return }
    do {
      try work()
    } catch {
      lock.withLock { refusal = error }
      task.cancel()
    }
  }

  /// Whether a URL may be asked: protected, or of this machine.
  package static func isAllowed(_ url: URL) -> Bool {
    switch url.scheme?.lowercased() {
    case "https": true
    case "http": ["127.0.0.1", "localhost", "::1", "[::1]"].contains(url.host() ?? "")
    default: false
    }
  }

  private static func failure(_ error: any Error) -> HTTPFailure {
    guard let error = error as? URLError else { return .cut("\(error)") }
    switch error.code {
    case .timedOut: return .timedOut
    case .cancelled: return .cancelled
    case .cannotFindHost, .dnsLookupFailed, .notConnectedToInternet, .cannotConnectToHost,
      .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate,
      .serverCertificateNotYetValid, .serverCertificateHasUnknownRoot:
      return .unreachable(error.localizedDescription)
    default: return .cut(error.localizedDescription)
    }
  }
}
