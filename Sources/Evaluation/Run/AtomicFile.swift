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
    let partial = try PartialFile(for: path)
    try partial.file.write(Array(bytes))
    try partial.complete()
    try partial.file.close()
  }
}
