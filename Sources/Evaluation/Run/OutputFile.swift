package import Foundation
import Synchronization

/// A file being written, where every system call either did its work or threw with words.
package final class OutputFile: Sendable {
  /// What is done with a file that exists.
  package enum Opening: Sendable {
    /// It is emptied.
    case replace
    /// It is read and appended to.
    case append
    /// It is read alone, and must be there.
    case read
    /// It is an error; what is written can be read back.
    case createNew
  }

  /// The path as it was given.
  package let path: String
  /// What messages call it.
  private let name: String
  /// -1 once it is closed.
  private let descriptor: Mutex<Int32>

  /// Opens the file, creating it where it does not exist with mode 0644 less the umask.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - opening: what is done with a file that exists.
  ///   - name: what messages call it; the path where none is given.
  /// - Throws: `Failure` with `cannotWrite`, naming the path and the system's reason.
  package init(_ path: String, _ opening: Opening, called name: String? = nil) throws {
    let flags =
      switch opening {
      case .replace: O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
      case .append: O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC
      case .read: O_RDONLY | O_CLOEXEC
      case .createNew: O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC
      }
    let opened = uninterrupted { Foundation.open(path, flags, 0o644) }
    guard opened >= 0 else { throw OutputFile.failure("open", name ?? path) }
    self.path = path
    self.name = name ?? path
    self.descriptor = Mutex(opened)
  }

  deinit {
    descriptor.withLock { if $0 >= 0 { _ = Foundation.close($0) } }
  }

  /// Takes the file for this process alone.
  ///
  /// - Returns: whether it was free.
  /// - Throws: `Failure` with `cannotWrite` where the file system has no locks.
  package func lock() throws -> Bool {
    try call("lock") { descriptor in
      let result = uninterrupted { flock(descriptor, LOCK_EX | LOCK_NB) }
      if result != 0, errno == EWOULDBLOCK { return false }
      return result == 0 ? true : nil
    }
  }

  /// Writes all of the bytes where the file stands, in one call of the system where it takes them.
  ///
  /// - Parameter bytes: what to write.
  /// - Throws: `Failure` with `cannotWrite`; a part of the bytes may then be in the file.
  package func write(_ bytes: some ContiguousBytes) throws {
    let done: Bool = try call("write") { descriptor in
      bytes.withUnsafeBytes { buffer in
        // `rest` is always the part of `buffer` that is not written yet.
        var rest = buffer[...]
        while !rest.isEmpty {
          let written = uninterrupted {
            Foundation.write(
              descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
          }
          guard written >= 0 else { return nil }
          rest = rest.dropFirst(written)
        }
        return true
      }
    }
    assert(done)
  }

  /// Reads bytes where they stand, which moves nothing.
  ///
  /// - Parameter range: offsets in the file.
  /// - Returns: the bytes; fewer where the file ends before them.
  /// - Throws: `Failure` with `cannotWrite`, naming the path and the system's reason.
  package func read(_ range: Range<Int>) throws -> [UInt8] {
    try call("read") { descriptor in
      var didFail = false
      let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
        // `count` bytes of `buffer`, which has room for `range.count`, are read.
        while count < range.count {
          let rest = UnsafeMutableRawBufferPointer(buffer)[count...]
          let got = uninterrupted {
            pread(
              descriptor, UnsafeMutableRawBufferPointer(rebasing: rest).baseAddress, rest.count,
              off_t(range.lowerBound + count))
          }
          if got < 0 { didFail = true }
          guard got > 0 else { return }
          count += got
        }
      }
      return didFail ? nil : bytes
    }
  }

  /// Waits until what was written is on the disk.
  package func synchronize() throws {
    let _: Bool = try call("synchronize") { descriptor in
      if uninterrupted({ fsync(descriptor) }) == 0 { return true }
      // Devices and pipes have nothing to wait for.
      return errno == EINVAL || errno == EROFS ? true : nil
    }
  }

  /// Cuts the file off after so many bytes.
  package func truncate(to length: Int) throws {
    let _: Bool = try call("truncate") { descriptor in
      uninterrupted { ftruncate(descriptor, off_t(length)) } == 0 ? true : nil
    }
  }

  /// Closes the file; closing it again does nothing.
  package func close() throws {
    let result = descriptor.withLock { descriptor in
      defer { descriptor = -1 }
      return descriptor < 0 ? 0 : Foundation.close(descriptor)
    }
    // After an interrupted close the descriptor is gone on Linux, and the data is the kernel's.
    guard result == 0 || errno == EINTR else { throw OutputFile.failure("close", name) }
  }

  /// Runs a system call on the open file; `nil` means that it failed and `errno` says why.
  private func call<Result>(_ verb: String, _ body: (Int32) -> Result?) throws -> Result {
    let (result, reason) = descriptor.withLock { descriptor -> (Result?, Int32) in
      guard descriptor >= 0 else { return (nil, EBADF) }
      let result = body(descriptor)
      return (result, errno)
    }
    guard let result else { throw OutputFile.failure(verb, name, reason) }
    return result
  }

  /// The failure of a system call in the words that a person needs.
  static func failure(_ verb: String, _ path: String, _ reason: Int32 = errno) -> Failure {
    Failure(
      .cannotWrite, "cannot \(verb) \(path): \(String(cString: strerror(reason)))",
      remedy: OutputFile.remedy(reason))
  }

  private static func remedy(_ reason: Int32) -> String {
    switch reason {
    case ENOSPC, EDQUOT: "Free some space there or choose another folder with --out"
    case EACCES, EPERM, EROFS: "Choose a folder that you may write to with --out"
    default: "Choose another folder with --out"
    }
  }
}

/// Repeats a system call that a signal interrupted before it did anything.
private func uninterrupted<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result != -1 || errno != EINTR { return result }
  }
}
