package import Evaluation
import Foundation

/// A file that is in the cache.
package struct FetchedFile: Sendable, Equatable, Codable {
  package var url: String
  package var path: String
  /// SHA-256 in lower-case hexadecimal.
  package var sha256: String
  package var bytes: Int
}

/// Fetches files that suites name into the cache: whole, checked, and resumed where it was cut.
package struct Fetcher: Sendable {
  /// What a person may want to see while it lasts.
  package struct Progress: Sendable, Equatable {
    package var url: String
    /// So far.
    package var bytes: Int
    /// Of the whole, where the server says it.
    package var total: Int?
  }

  let places: DataPlaces
  let hub: Hub
  let patience: Patience
  let report: @Sendable (Progress) -> Void

  /// Makes a fetcher.
  ///
  /// - Parameters:
  ///   - places: Where the cache is.
  ///   - hub: Where `hf://` leads to.
  ///   - patience: How long it waits.
  ///   - report: Gets how far a file is.
  package init(
    places: DataPlaces, hub: Hub, patience: Patience = Patience(),
    report: @escaping @Sendable (Progress) -> Void = { _ in }
  ) {
    self.places = places
    self.hub = hub
    self.patience = patience
    self.report = report
  }

  /// Fetches a file unless it is there.
  ///
  /// - Parameter file: What a suite names.
  /// - Returns: The file in the cache, and whether it was there before.
  /// - Throws: `Failure`: `transient` where the network is to blame, `inputMissing` where there is no
  ///   such file, `badData` where it is not the stated one, `cannotWrite` where it cannot be kept.
  package func fetch(
    _ file: RemoteFile
  ) async throws(Failure) -> (file: FetchedFile, wasThere: Bool) {
    let path = places.path(of: file)
    if let there = try present(file, path) { return (there, true) }
    let part = try PartFile(path)
    defer { part.unlock() }
    if HubRows(file.url) != nil {
      try await fetchRows(file, part)
    } else {
      try await fetchFile(file, part)
    }
    let digest = try part.digest()
    if let stated = file.sha256, stated != digest {
      part.discard()
      throw Failure(
        .badData, "\(file.url) has the SHA-256 \(digest), not \(stated) as stated; it was not kept",
        at: file.place,
        remedy: "The published file has changed, or something on the way changed it.")
    }
    let fetched = FetchedFile(url: file.url, path: path, sha256: digest, bytes: part.size)
    try part.finish()
    CacheList.note(fetched)
    return (fetched, false)
  }

  /// The file, if it is in the cache and is the stated one.
  private func present(_ file: RemoteFile, _ path: String) throws(Failure) -> FetchedFile? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let digest = try FileDigest.of(path)
    if let stated = file.sha256, stated != digest {
      throw Failure(
        .badData, "\(path), fetched before, has the SHA-256 \(digest), not \(stated) as stated",
        at: file.place, remedy: "Remove it to fetch it again, or state its digest.")
    }
    let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
    return FetchedFile(url: file.url, path: path, sha256: digest, bytes: size ?? 0)
  }

  // MARK: Attempts

  /// An answer that is not what was asked for.
  struct Unwanted: Error {
    var head: HTTPHead
  }

  /// Tries until an attempt gives what is wanted, or there is no use in trying.
  ///
  /// - Parameters:
  ///   - file: For messages.
  ///   - url: What is asked for.
  ///   - work: One attempt; throws `Unwanted` for a status that is not wanted.
  /// - Returns: What the attempt gave.
  /// - Throws: `Failure` with what the last attempt ended in.
  func persist<Result>(
    _ file: RemoteFile, _ url: URL, _ work: () async throws -> Result
  ) async throws(Failure) -> Result {
    var attempt = 1
    while true {
      let head: HTTPHead?
      let failure: HTTPFailure?
      do {
        return try await work()
      } catch let error as Failure {
        throw error
      } catch let error as Unwanted {
        (head, failure) = (error.head, nil)
      } catch let error as HTTPFailure where error != .cancelled {
        if case .redirected(let place) = error { throw redirected(file, place) }
        (head, failure) = (nil, error)
      } catch {
        throw Failure(.transient, "fetching \(file.url) was ended", remedy: Fetcher.resume)
      }
      let step = patience.step(
        after: head, attempt: attempt, now: Date().timeIntervalSince1970)
      var isLost = false
      if case .unreachable? = failure { isLost = attempt >= patience.looks }
      guard case .again(let seconds) = step, !isLost else {
        throw self.failure(file, url, head: head, failure, attempts: attempt)
      }
      do {
        try await patience.wait(seconds)
      } catch {
        throw Failure(.transient, "fetching \(file.url) was ended", remedy: Fetcher.resume)
      }
      attempt += 1
    }
  }

  static let resume = "Run the command again: it goes on where it stopped."

  private func redirected(_ file: RemoteFile, _ place: String) -> Failure {
    Failure(
      .badData, "\(file.url) leads to \(place), which is not protected by https", at: file.place,
      remedy: "Download the file yourself and name it with --data.")
  }

  private func failure(
    _ file: RemoteFile, _ url: URL, head: HTTPHead?, _ failure: HTTPFailure?, attempts: Int
  ) -> Failure {
    let host = url.host() ?? ""
    let tries = attempts == 1 ? "" : " (\(attempts) tries)"
    let offline =
      "Where there is no network, copy the file from a machine that has one and name it with --data."
    switch (head?.status, failure) {
    case (404, _), (410, _):
      return Failure(
        .inputMissing, "\(host) has no \(file.url) (status \(head?.status ?? 0))", at: file.place,
        remedy: "The file was moved or removed: look for it and name a copy with --data.")
    case (401, _), (403, _):
      return Failure(
        .inputMissing, "\(host) does not give out \(file.url) (status \(head?.status ?? 0))",
        at: file.place,
        remedy: "Download it with your account and name it with --data.")
    case (let status?, _):
      let wait = head?["retry-after"].map { ", which asks to wait for \($0) s" } ?? ""
      return Failure(
        .transient, "\(host) answers with status \(status)\(wait)\(tries): \(file.url)",
        at: file.place, remedy: "Try again later. \(Fetcher.resume)")
    case (nil, .unreachable(let reason)):
      return Failure(
        .transient, "there is no network, or no way to \(host)\(tries): \(reason)", at: file.place,
        remedy: offline)
    case (nil, .timedOut):
      return Failure(
        .transient, "\(host) sent nothing for \(Int(patience.idle)) s\(tries): \(file.url)",
        at: file.place, remedy: "Try again later. \(Fetcher.resume)")
    case (nil, let other):
      var reason = ""
      if case .cut(let text)? = other { reason = ": \(text)" }
      return Failure(
        .transient, "the connection to \(host) is cut again and again\(tries)\(reason)",
        at: file.place, remedy: Fetcher.resume)
    }
  }
}
