import Crypto
import Foundation

/// Bytes that are read piece by piece: of a small file from memory, of a large one from the disk.
///
/// A file is read through its descriptor and never mapped into memory: touching a mapped file that
/// was cut short meanwhile would end the process.
final class ByteSource: Sendable {
  private enum Storage {
    case memory([UInt8])
    case file(OpenFile)
  }

  private let storage: Storage
  /// Where the bytes begin in the storage.
  private let base: Int
  /// The number of bytes when the source was opened.
  let count: Int

  /// The largest file that is held in memory.
  static let memoryLimit = 4 << 20
  /// How much is read at once in a pass over all bytes.
  static let block = 1 << 20

  init(_ bytes: [UInt8]) {
    storage = .memory(bytes)
    base = 0
    count = bytes.count
  }

  init(_ file: OpenFile) {
    storage = .file(file)
    base = 0
    count = file.size
  }

  private init(_ storage: Storage, base: Int, count: Int) {
    self.storage = storage
    self.base = base
    self.count = count
  }

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - place: Where it is named, for messages.
  /// - Returns: The file's bytes, to be read piece by piece.
  /// - Throws: `Failure` (`inputMissing`) where it cannot be read.
  static func open(_ path: String, place: Place?) throws(Failure) -> ByteSource {
    try FileBytes.check(path, place: place)
    guard let file = OpenFile(reading: path) else {
      throw FileBytes.unreadable(path, place: place)
    }
    let source = ByteSource(file)
    guard file.size <= memoryLimit else { return source }
    let bytes = source.read(0..<source.count)
    guard bytes.count == source.count else { throw FileBytes.unreadable(path, place: place) }
    return ByteSource(bytes)
  }

  /// A part of the bytes as a source of its own.
  func slice(_ range: Range<Int>) -> ByteSource {
    let inside = range.clamped(to: 0..<count)
    return ByteSource(storage, base: base + inside.lowerBound, count: inside.count)
  }

  /// The bytes of a range; fewer where the file was cut short since it was opened.
  func read(_ range: Range<Int>) -> [UInt8] {
    let inside = range.clamped(to: 0..<count)
    switch storage {
    case .memory(let bytes):
      let part = base + inside.lowerBound..<base + inside.upperBound
      return part == bytes.indices ? bytes : Array(bytes[part])
    case .file(let file):
      return file.read(inside.count, at: base + inside.lowerBound)
    }
  }

  /// SHA-256 of all bytes, in lower-case hexadecimal.
  var digest: String {
    var hash = SHA256()
    var position = 0
    while position < count {
      let bytes = read(position..<position + ByteSource.block)
      if bytes.isEmpty { break }
      hash.update(data: bytes)
      position += bytes.count
    }
    return Hexadecimal.text(hash.finalize())
  }
}

/// A file opened for reading, or for writing and reading; closed when nobody holds it any more.
final class OpenFile: Sendable {
  private let descriptor: Int32
  /// In bytes, when it was opened.
  let size: Int

  /// Opens a file; `nil` where the system refuses.
  init?(reading path: String) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      close(descriptor)
      return nil
    }
    size = Int(status.st_size)
  }

  /// Takes over a descriptor.
  init(descriptor: Int32, size: Int) {
    self.descriptor = descriptor
    self.size = size
  }

  deinit {
    close(descriptor)
  }

  /// Bytes from an offset on; fewer where the file ends before.
  ///
  /// The array's own memory is written to, at most `count` bytes of it.
  func read(_ count: Int, at offset: Int) -> [UInt8] {
    Array(unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = pread(
          descriptor, buffer.baseAddress.map { $0 + filled }, count - filled,
          off_t(offset + filled))
        if got < 0, errno == EINTR { continue }
        if got <= 0 { break }
        filled += got
      }
    }
  }
}

/// Collects bytes in memory and, where they are many, in a file that has no name any more.
final class ByteSpool {
  private var memory: [UInt8] = []
  private var descriptor: Int32 = -1
  private var written = 0
  /// How many bytes were appended.
  private(set) var count = 0

  init() {}

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  func append(_ bytes: ArraySlice<UInt8>) throws(Failure) {
    count += bytes.count
    memory += bytes
    if memory.count > ByteSource.memoryLimit { try flush() }
  }

  private func flush() throws(Failure) {
    if descriptor < 0 { descriptor = try ByteSpool.unnamedFile() }
    var done = 0
    while done < memory.count {
      let put = memory.withUnsafeBytes { buffer in
        write(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done)
      }
      if put < 0, errno == EINTR { continue }
      guard put > 0 else {
        let reason = String(cString: strerror(errno))
        throw Failure(
          .cannotWrite, "decompressed data cannot be kept in a temporary file: \(reason)",
          remedy: "Make room in \(FileManager.default.temporaryDirectory.path), or set TMPDIR.")
      }
      done += put
    }
    written += done
    memory.removeAll(keepingCapacity: true)
  }

  private static func unnamedFile() throws(Failure) -> Int32 {
    let folder = FileManager.default.temporaryDirectory.path
    var template = Array("\(folder)/assay-data-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      throw Failure(
        .cannotWrite, "no temporary file can be made in \(folder)",
        remedy: "Set TMPDIR to a folder that you may write to.")
    }
    unlink(template)
    return descriptor
  }

  /// Everything that was appended; nothing is appended afterwards.
  func finish() throws(Failure) -> ByteSource {
    guard descriptor >= 0 else { return ByteSource(memory) }
    try flush()
    let file = OpenFile(descriptor: descriptor, size: written)
    descriptor = -1
    return ByteSource(file)
  }
}
