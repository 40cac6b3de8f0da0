internal import Foundation

/// A file mapped read-only into memory.
///
/// `@unchecked Sendable`: the mapping is never written and lives as long as the object.
final class MappedFile: @unchecked Sendable {
  /// What tells a file from others, and from itself before a change.
  struct Identity: Codable, Equatable, Sendable {
    let device: UInt64
    let inode: UInt64
    let size: Int
    /// When content and status changed last, in nanoseconds since 1970.
    let modified: Int
    let changed: Int

    init(_ status: stat) {
      device = UInt64(status.st_dev)
      inode = UInt64(status.st_ino)
      size = Int(status.st_size)
      modified = status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
      changed = status.st_ctim.tv_sec * 1_000_000_000 + status.st_ctim.tv_nsec
    }
  }

  let path: String
  /// Of the file that was opened, whatever is at its path now.
  let identity: Identity
  /// The whole file.
  let bytes: UnsafeRawBufferPointer

  init(path: String) throws(InferenceError) {
    self.path = path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw InferenceError(
        .unreadable, "cannot open the checkpoint: \(String(cString: strerror(errno)))", file: path,
        remedy: "Name a GGUF file that exists and is readable")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw InferenceError(
        .unreadable, "is not a regular file", file: path, remedy: "Name the GGUF file itself")
    }
    guard status.st_size > 0 else {
      throw InferenceError(.malformed, "is empty", file: path, remedy: "Fetch the file again")
    }
    identity = Identity(status)
    let length = Int(status.st_size)
    guard let address = mmap(nil, length, PROT_READ, MAP_PRIVATE, descriptor, 0),
      address != MAP_FAILED
    else {
      throw InferenceError(
        .resources, "cannot map \(length) bytes: \(String(cString: strerror(errno)))", file: path)
    }
    self.bytes = UnsafeRawBufferPointer(start: address, count: length)
  }

  /// Gives back the memory of bytes that will not be read soon; they can still be read.
  ///
  /// - Parameter range: A part of `bytes`.
  func release(_ range: UnsafeRawBufferPointer) {
    guard let start = range.baseAddress else { return }
    // Whole pages only.
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let first = (Int(bitPattern: start) + page - 1) / page * page
    let end = (Int(bitPattern: start) + range.count) / page * page
    guard first < end, let address = UnsafeMutableRawPointer(bitPattern: first) else { return }
    _ = madvise(address, end - first, MADV_DONTNEED)
  }

  deinit {
    munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
  }
}
