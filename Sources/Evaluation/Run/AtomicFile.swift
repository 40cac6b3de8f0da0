import Foundation

/// Files that appear whole or not at all.
package enum AtomicFile {
  /// Writes a file beside its place, sees it onto the disk and moves it there.
  ///
  /// A reader finds the old bytes or the new ones, whenever the process is killed. The mode is 0644
  /// less the umask.
  ///
  /// - Parameters:
  ///   - bytes: all of the file.
  ///   - path: its place; its folder must exist.
  /// - Throws: `Failure` with `cannotWrite`, naming the path; what stood at the path stays.
  package static func write(_ bytes: some Sequence<UInt8>, to path: String) throws {
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent().path
    let mark = String(UInt64.random(in: .min ... .max), radix: 36)
    let temporary = "\(folder)/.\(url.lastPathComponent).\(mark)\(temporarySuffix)"
    do {
      let file = try OutputFile(temporary, .createNew)
      try file.write(Data(bytes))
      try file.synchronize()
      try file.close()
      guard rename(temporary, path) == 0 else { throw OutputFile.failure("write", path) }
    } catch let failure as Failure {
      unlink(temporary)
      throw Failure(
        failure.code, failure.message.replacing(temporary, with: path), remedy: failure.remedy)
    }
    synchronizeFolder(folder)
  }

  private static let temporarySuffix = ".part"

  /// The names of files that a kill left unfinished.
  static func leftovers(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasPrefix(".") && $0.hasSuffix(temporarySuffix) }.sorted()
  }

  /// Sees the move itself onto the disk; some file systems cannot, and the file is whole anyway.
  private static func synchronizeFolder(_ folder: String) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    _ = close(descriptor)
  }
}
