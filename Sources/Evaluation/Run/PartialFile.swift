import Foundation

/// A file that is written beside its place and moved there when it is complete.
///
/// One that is not completed is gone with its last holder; a kill leaves it as a leftover.
final class PartialFile: Sendable {
  private static let suffix = ".part"

  /// What is written, to be read back as well.
  let file: OutputFile
  private let path: String

  /// Begins the file; the folder of its place must exist.
  ///
  /// - Throws: `Failure` with `cannotWrite`, naming the file's place.
  init(for path: String) throws {
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent().path
    let mark = String(UInt64.random(in: .min ... .max), radix: 36)
    self.path = path
    file = try OutputFile(
      "\(folder)/.\(url.lastPathComponent).\(mark)\(PartialFile.suffix)", .createNew, called: path)
  }

  deinit {
    unlink(file.path)
  }

  /// Sees the file onto the disk and moves it to its place, where it replaces another.
  ///
  /// - Throws: `Failure` with `cannotWrite`; what stood at the place stays.
  func complete() throws {
    try file.synchronize()
    guard rename(file.path, path) == 0 else { throw OutputFile.failure("write", path) }
    PartialFile.synchronizeFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
  }

  /// The names of files that a kill left unfinished.
  static func leftovers(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasPrefix(".") && $0.hasSuffix(suffix) }.sorted()
  }

  /// Sees the move itself onto the disk; some file systems cannot, and the file is whole anyway.
  private static func synchronizeFolder(_ folder: String) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    _ = close(descriptor)
  }
}
