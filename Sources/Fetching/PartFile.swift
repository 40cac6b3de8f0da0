import Evaluation
import Foundation

/// A file on its way into the cache: what came so far, beside it what it was, and a lock on both.
final class PartFile {
  /// What a part is a part of.
  struct Origin: Codable, Equatable {
    var url: String
    /// What the server said that tells this content from another: an ETag or a date.
    var validator: String?
    /// Rows of the whole, for rows of a hub.
    var total: Int?
  }

  /// The file that it becomes.
  let path: String
  private let descriptor: Int32
  private(set) var size: Int

  private var partPath: String { path + ".part" }
  private var originPath: String { path + ".part.json" }

  /// Opens the part, or begins one.
  ///
  /// - Parameter path: The file that it becomes; folders on the way are made.
  /// - Throws: `Failure` where it cannot be written, or another process is at it.
  init(_ path: String) throws(Failure) {
    self.path = path
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw PartFile.unwritable(folder.path, "\(error.localizedDescription)")
    }
    descriptor = try PartFile.locked(path)
    size = max(0, Int(lseek(descriptor, 0, SEEK_END)))
  }

  deinit {
    close(descriptor)
  }

  /// Lets other processes have it; nothing is written afterwards.
  func unlock() {
    _ = flock(descriptor, LOCK_UN)
  }

  /// Opens and locks the part; what another process has just finished is no part any more.
  private static func locked(_ path: String) throws(Failure) -> Int32 {
    while true {
      let descriptor = open(path + ".part", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw unwritable(path, String(cString: strerror(errno))) }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        close(descriptor)
        throw Failure(
          .transient, "another process is fetching \(path)", remedy: "Wait until it has ended.")
      }
      var (opened, named) = (stat(), stat())
      if fstat(descriptor, &opened) == 0, stat(path + ".part", &named) == 0,
        opened.st_ino == named.st_ino
      {
        return descriptor
      }
      close(descriptor)
    }
  }

  /// What the part is of, if that is known.
  var origin: Origin? {
    get {
      guard let data = FileManager.default.contents(atPath: originPath) else { return nil }
      return try? JSONDecoder().decode(Origin.self, from: data)
    }
    set {
      guard let newValue, let data = try? JSONEncoder().encode(newValue) else { return }
      try? data.write(to: URL(fileURLWithPath: originPath))
    }
  }

  /// Keeps only so many bytes.
  func truncate(to length: Int = 0) throws(Failure) {
    guard ftruncate(descriptor, off_t(length)) == 0,
      lseek(descriptor, off_t(length), SEEK_SET) == off_t(length)
    else { throw PartFile.unwritable(partPath, String(cString: strerror(errno))) }
    size = length
  }

  func append(_ data: Data) throws(Failure) {
    var done = 0
    while done < data.count {
      let put = data.withUnsafeBytes { buffer in
        write(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done)
      }
      if put < 0, errno == EINTR { continue }
      guard put > 0 else {
        throw PartFile.unwritable(partPath, String(cString: strerror(errno)))
      }
      done += put
    }
    size += data.count
  }

  /// The bytes so far.
  func contents() -> Data? { FileManager.default.contents(atPath: partPath) }

  /// SHA-256 of the bytes so far.
  func digest() throws(Failure) -> String { try FileDigest.of(partPath) }

  /// Makes it the file that it was to become.
  func finish() throws(Failure) {
    guard fsync(descriptor) == 0, rename(partPath, path) == 0 else {
      throw PartFile.unwritable(path, String(cString: strerror(errno)))
    }
    try? FileManager.default.removeItem(atPath: originPath)
  }

  /// Removes it: what came cannot become the file.
  func discard() {
    try? FileManager.default.removeItem(atPath: partPath)
    try? FileManager.default.removeItem(atPath: originPath)
  }

  private static func unwritable(_ path: String, _ reason: String) -> Failure {
    Failure(
      .cannotWrite, "\(path) cannot be written: \(reason)",
      remedy: "Make room, or name another folder with --cache.")
  }
}
