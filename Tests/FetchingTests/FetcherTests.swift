import Evaluation
import Fetching
import Foundation
import Synchronization
import TestSupport
import Testing

struct FetcherTests {
  private static let content = Array((0..<40_000).map { UInt8(truncatingIfNeeded: $0 * 7) })
  /// Of the content, by Python's hashlib.
  private static let digest = "bb34e9c26e2402d1f56b9b05c69d64cf7c145a9b65db5a23b8260f13754bf00a"

  private let folder: TemporaryFolder
  private let waits = Waits()

  /// How long was waited, without waiting.
  private final class Waits: Sendable {
    let all = Mutex<[Double]>([])
  }

  init() throws {
    folder = try TemporaryFolder()
  }

  private func fetcher(
    idle: Double = 20, hub: Hub = Hub(), attempts: Int = 4
  ) -> Fetcher {
    let waits = waits
    return Fetcher(
      places: DataPlaces(cache: folder.path), hub: hub,
      patience: Patience(idle: idle, attempts: attempts, longestWait: 60) { seconds in
        waits.all.withLock { $0.append(seconds) }
      })
  }

  private func remote(_ url: String, sha256: String? = nil) -> RemoteFile {
    RemoteFile(url: url, sha256: sha256, place: Place(file: "suite.yaml", line: 3))
  }

  private func failure(_ fetcher: Fetcher, _ file: RemoteFile) async -> Failure? {
    do throws(Failure) {
      _ = try await fetcher.fetch(file)
      return nil
    } catch {
      return error
    }
  }

  // MARK: Files

  @Test func aFileIsFetchedOnceAndListed() async throws {
    let server = try LoopbackServer { asked, _ in .file(FetcherTests.content, asked) }
    let file = remote("\(server.url)/sets/d.jsonl", sha256: FetcherTests.digest)
    let first = try await fetcher().fetch(file)
    #expect(!first.wasThere)
    #expect(first.file.sha256 == FetcherTests.digest)
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: first.file.path)) == Data(FetcherTests.content))
    #expect(first.file.path == DataPlaces(cache: folder.path).path(of: file))
    let second = try await fetcher().fetch(file)
    #expect(second.wasThere)
    #expect(second.file == first.file)
    #expect(server.requests.map(\.path) == ["/sets/d.jsonl"])
    #expect(server.requests[0].headers["accept-encoding"] == "identity")
    #expect(CacheList.files(DataPlaces(cache: folder.path)) == [first.file])
  }

  @Test func aCutConnectionIsResumedWhereItEnded() async throws {
    let server = try LoopbackServer { asked, number in
      var answer = LoopbackServer.Answer.file(FetcherTests.content, asked)
      if number < 2 {
        answer.announced = answer.body.count
        answer.body = Array(answer.body.prefix(10_000))
      }
      return answer
    }
    let file = remote("\(server.url)/d.jsonl", sha256: FetcherTests.digest)
    #expect(try await fetcher().fetch(file).file.bytes == 40_000)
    #expect(
      server.requests.map { $0.headers["range"] } == [nil, "bytes=10000-", "bytes=20000-"])
    #expect(server.requests[1].headers["if-range"] == "\"v1\"")
    #expect(waits.all.withLock { $0 } == [1, 2])
  }

  @Test func anotherCallGoesOnFromAnEarlierOne() async throws {
    let server = try LoopbackServer { asked, number in
      var answer = LoopbackServer.Answer.file(FetcherTests.content, asked)
      if number == 0 {
        answer.announced = answer.body.count
        answer.body = Array(answer.body.prefix(30_000))
      }
      return answer
    }
    let file = remote("\(server.url)/d.jsonl")
    let cut = await failure(fetcher(attempts: 1), file)
    #expect(cut?.code == .transient)
    #expect(cut?.remedy == "Run the command again: it goes on where it stopped.")
    #expect(try await fetcher().fetch(file).file.sha256 == FetcherTests.digest)
    #expect(server.requests.map { $0.headers["range"] } == [nil, "bytes=30000-"])
    #expect(folder.names.count == 1)
  }

  @Test func aFileThatChangedMeanwhileIsFetchedAnew() async throws {
    let server = try LoopbackServer { asked, number in
      var answer = LoopbackServer.Answer.file(
        number == 0 ? [1, 2, 3, 4] : FetcherTests.content, asked,
        tag: number == 0 ? "\"old\"" : "\"new\"")
      if number == 0 {
        answer.announced = 4
        answer.body = [1, 2]
      }
      return answer
    }
    let file = remote("\(server.url)/d.jsonl")
    #expect(try await fetcher().fetch(file).file.sha256 == FetcherTests.digest)
    #expect(server.requests.map { $0.headers["range"] } == [nil, "bytes=2-"])
  }

  @Test func aPartThatIsWholeOrTooLongIsNoTrouble() async throws {
    let server = try LoopbackServer { asked, _ in .file(FetcherTests.content, asked) }
    for (name, bytes) in [("whole", FetcherTests.content), ("long", FetcherTests.content + [1])] {
      let file = remote("\(server.url)/\(name)", sha256: FetcherTests.digest)
      let path = DataPlaces(cache: folder.path).path(of: file)
      let relative = String(path.dropFirst(folder.path.count + 1))
      try folder.write("", to: relative + ".part")
      try Data(bytes).write(to: URL(fileURLWithPath: path + ".part"))
      try folder.write("{\"url\": \"\(file.url)\"}", to: relative + ".part.json")
      #expect(try await fetcher().fetch(file).file.sha256 == FetcherTests.digest)
    }
  }

  @Test func aWrongDigestIsNotKept() async throws {
    let server = try LoopbackServer { asked, _ in .file([1, 2, 3], asked) }
    let file = remote("\(server.url)/d.jsonl", sha256: FetcherTests.digest)
    let wrong = await failure(fetcher(), file)
    #expect(wrong?.code == .badData)
    #expect(
      wrong?.message == "\(file.url) has the SHA-256 "
        + "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81, not "
        + "\(FetcherTests.digest) as stated; it was not kept")
    let path = DataPlaces(cache: folder.path).path(of: file)
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(!FileManager.default.fileExists(atPath: path + ".part"))
    #expect(CacheList.files(DataPlaces(cache: folder.path)).isEmpty)
  }

  @Test(arguments: [
    (404, Failure.Code.inputMissing, "has no"), (403, .inputMissing, "does not give out"),
    (451, .transient, "answers with status 451"),
  ])
  func aRefusalIsFinal(_ status: Int, _ code: Failure.Code, _ words: String) async throws {
    let server = try LoopbackServer { _, _ in LoopbackServer.Answer(status: status) }
    let wrong = await failure(fetcher(), remote("\(server.url)/d.jsonl"))
    #expect(wrong?.code == code)
    #expect(wrong?.message.contains(words) == true)
    #expect(wrong?.place?.line == 3)
    #expect(server.requests.count == 1)
  }

  @Test func aServerThatAsksToWaitIsWaitedFor() async throws {
    let server = try LoopbackServer { asked, number in
      switch number {
      case 0: LoopbackServer.Answer(status: 429, headers: ["Retry-After": "17"])
      case 1: LoopbackServer.Answer(status: 503)
      default: .file(FetcherTests.content, asked)
      }
    }
    _ = try await fetcher().fetch(remote("\(server.url)/d.jsonl"))
    #expect(waits.all.withLock { $0 } == [17, 2])
  }

  @Test func aServerThatAsksToWaitForTooLongIsNot() async throws {
    let server = try LoopbackServer { _, _ in
      LoopbackServer.Answer(status: 429, headers: ["Retry-After": "3600"])
    }
    let wrong = await failure(fetcher(), remote("\(server.url)/d.jsonl"))
    #expect(wrong?.code == .transient)
    #expect(wrong?.message.contains("status 429, which asks to wait for 3600 s") == true)
    #expect(server.requests.count == 1)
  }

  @Test func aServerThatFallsSilentIsLeft() async throws {
    let server = try LoopbackServer { asked, number in
      var answer = LoopbackServer.Answer.file(FetcherTests.content, asked)
      if number == 0 {
        answer.announced = answer.body.count
        answer.body = Array(answer.body.prefix(5000))
        answer.hangs = true
      }
      return answer
    }
    let file = remote("\(server.url)/d.jsonl")
    #expect(try await fetcher(idle: 1).fetch(file).file.sha256 == FetcherTests.digest)
    #expect(server.requests.map { $0.headers["range"] } == [nil, "bytes=5000-"])
  }

  @Test func noNetworkIsSaidPlainly() async throws {
    // A port that nobody listens on any more.
    let port = try LoopbackServer { _, _ in LoopbackServer.Answer() }.port
    let wrong = await failure(fetcher(), remote("http://127.0.0.1:\(port)/d.jsonl"))
    #expect(wrong?.code == .transient)
    #expect(
      wrong?.message.hasPrefix("there is no network, or no way to 127.0.0.1 (3 tries)") == true)
    #expect(wrong?.remedy?.contains("--data") == true)
    #expect(waits.all.withLock { $0 } == [1, 2])
  }

  @Test func aWayOutOfTheProtectedNetIsNotFollowed() async throws {
    let server = try LoopbackServer { _, number in
      LoopbackServer.Answer(
        status: 302,
        headers: ["Location": number == 0 ? "http://192.0.2.1/d.jsonl" : "ftp://127.0.0.1/d"])
    }
    let wrong = await failure(fetcher(), remote("\(server.url)/d.jsonl"))
    #expect(wrong?.code == .badData)
    #expect(wrong?.message.contains("leads to http://192.0.2.1/d.jsonl") == true)
  }

  @Test func aWayWithinItIs() async throws {
    let server = try LoopbackServer { asked, _ in
      asked.path == "/d.jsonl"
        ? LoopbackServer.Answer(status: 302, headers: ["Location": "/there/d.jsonl"])
        : .file(FetcherTests.content, asked)
    }
    _ = try await fetcher().fetch(remote("\(server.url)/d.jsonl", sha256: FetcherTests.digest))
    #expect(server.requests.map(\.path) == ["/d.jsonl", "/there/d.jsonl"])
  }

  @Test func aFileInTheCacheThatIsNotTheStatedOneIsTold() async throws {
    let server = try LoopbackServer { asked, _ in .file([1, 2, 3], asked) }
    let url = "\(server.url)/d.jsonl"
    _ = try await fetcher().fetch(remote(url))
    let wrong = await failure(fetcher(), remote(url, sha256: FetcherTests.digest))
    #expect(wrong?.code == .badData)
    #expect(wrong?.remedy == "Remove it to fetch it again, or state its digest.")
  }

  // MARK: Rows of a hub

  /// A page of `total` rows `{"n": i, "text": "row i"}`, as the hub's rows interface writes it.
  private static func page(
    _ asked: LoopbackServer.Asked, total: Int, truncated: Bool = false
  ) -> LoopbackServer.Answer {
    let query = URLComponents(string: asked.path)?.queryItems ?? []
    let number = { (name: String) in
      query.first { $0.name == name }?.value.flatMap { Int($0) } ?? 0
    }
    let first = number("offset")
    let rows = (first..<min(first + number("length"), total)).map { index in
      "{\"row_idx\": \(index), \"row\": {\"n\": \(index), \"text\": \"row \\u00e9 \(index)\"}, "
        + "\"truncated_cells\": [\(truncated && index == 150 ? "\"text\"" : "")]}"
    }
    let text =
      "{\"features\": [], \"rows\": [\(rows.joined(separator: ","))], \"num_rows_total\": \(total), "
      + "\"num_rows_per_page\": 100, \"partial\": false}"
    return LoopbackServer.Answer(body: Array(text.utf8))
  }

  private static let split = "hf://datasets/owner/set/main/test"

  @Test func rowsAreFetchedPageByPage() async throws {
    let server = try LoopbackServer { asked, _ in FetcherTests.page(asked, total: 230) }
    let fetched = try await fetcher(hub: Hub(rows: server.url)).fetch(remote(FetcherTests.split))
    let lines = try String(contentsOfFile: fetched.file.path, encoding: .utf8)
      .split(separator: "\n")
    #expect(lines.count == 230)
    #expect(lines[229] == "{\"n\":229,\"text\":\"row é 229\"}")
    #expect(
      server.requests.map(\.path)
        == [0, 100, 200].map {
          "/rows?dataset=owner/set&config=main&split=test&offset=\($0)&length=100"
        })
  }

  @Test func rowsAreResumedBehindTheLastWholeOne() async throws {
    let server = try LoopbackServer { asked, number in
      number == 1 ? LoopbackServer.Answer(status: 500) : FetcherTests.page(asked, total: 230)
    }
    let hub = Hub(rows: server.url)
    let file = remote(FetcherTests.split)
    #expect(await failure(fetcher(hub: hub, attempts: 1), file)?.code == .transient)
    let part = DataPlaces(cache: folder.path).path(of: file) + ".part"
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: part))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("{\"n\": 10".utf8))
    try handle.close()
    let fetched = try await fetcher(hub: hub).fetch(file)
    let lines = try String(contentsOfFile: fetched.file.path, encoding: .utf8)
      .split(separator: "\n")
    #expect(lines.count == 230)
    #expect(lines[100] == "{\"n\":100,\"text\":\"row é 100\"}")
    #expect(server.requests.count == 4)
  }

  @Test func rowsThatAreNotWholeAreRefused() async throws {
    let server = try LoopbackServer { asked, _ in
      FetcherTests.page(asked, total: 230, truncated: true)
    }
    let wrong = await failure(fetcher(hub: Hub(rows: server.url)), remote(FetcherTests.split))
    #expect(wrong?.code == .badData)
    #expect(wrong?.message.hasSuffix("row 150 is longer than the hub hands out") == true)
  }

  @Test func rowsThatChangeMeanwhileAreRefused() async throws {
    let server = try LoopbackServer { asked, number in
      FetcherTests.page(asked, total: 230 + number)
    }
    let wrong = await failure(fetcher(hub: Hub(rows: server.url)), remote(FetcherTests.split))
    #expect(wrong?.code == .transient)
    #expect(wrong?.message.hasSuffix("changed while they were fetched") == true)
  }

  @Test(arguments: [
    "[]", "{\"rows\": []}", "{\"rows\": [{}], \"num_rows_total\": 1}", "<html>", "",
  ])
  func whatIsNoPageIsRefused(_ text: String) async throws {
    let server = try LoopbackServer { _, _ in LoopbackServer.Answer(body: Array(text.utf8)) }
    let wrong = await failure(fetcher(hub: Hub(rows: server.url)), remote(FetcherTests.split))
    #expect(wrong?.code == .badData)
  }

  @Test func filesOfAHubComeFromItsRepository() async throws {
    let server = try LoopbackServer { asked, _ in .file(FetcherTests.content, asked) }
    let hub = Hub(environment: ["HF_ENDPOINT": "\(server.url)/"])
    #expect(hub.rows == Hub().rows)
    _ = try await fetcher(hub: hub).fetch(remote("hf://datasets/owner/set/data/test.csv"))
    #expect(server.requests.map(\.path) == ["/datasets/owner/set/resolve/main/data/test.csv"])
  }
}
