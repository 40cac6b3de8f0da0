internal import Foundation

/// A file mapped read-only into memory.
///
/// `@unchecked Sendable`: the mapping is never written and lives as long as the object.
final class MappedFile: @unchecked Sendable {
  let path: String
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
    let length = Int(status.st_size)
    guard let address = mmap(nil, length, PROT_READ, MAP_PRIVATE, descriptor, 0),
      address != MAP_FAILED
    else {
      throw InferenceError(
        .resources, "cannot map \(length) bytes: \(String(cString: strerror(errno)))", file: path)
    }
    self.bytes = UnsafeRawBufferPointer(start: address, count: length)
  }

  deinit {
    munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
  }
}
