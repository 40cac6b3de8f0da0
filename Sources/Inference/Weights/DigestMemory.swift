internal import Foundation

/// Remembers files' digests from one process to the next, so that large checkpoints are read once.
///
/// A digest counts only while the file's path and `MappedFile.Identity` are what they were. The status
/// change time cannot be set back by ordinary means, so that a file that
/// was edited and dressed up as before is read again. A memory that cannot be read or written is none.
package struct DigestMemory: Sendable {
  private let folder: String
  /// Digests of this many files are kept, the latest first.
  private static let capacity = 256
  /// A file that changed less than this many seconds ago may change again within the clock's grain.
  private static let settlingSeconds = 2

  /// - Parameter folder: Created when the first digest is kept.
  package init(folder: String) {
    self.folder = folder
  }

  private var file: String { folder + "/digests.json" }

  /// The user's own memory, in the folder where programs keep what can be made again; `nil` where the
  /// system names none.
  package static var ofUser: DigestMemory? {
    let environment = ProcessInfo.processInfo.environment
    func absolute(_ name: String) -> String? {
      environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    guard let base = absolute("XDG_CACHE_HOME") ?? absolute("HOME").map({ $0 + "/.cache" }) else {
      return nil
    }
    return DigestMemory(folder: base + "/assay")
  }

  private struct Entry: Codable {
    let path: String
    let identity: MappedFile.Identity
    let sha256: String
  }

  /// The digest of an open file: the one that was kept, or computed and kept.
  func digest(of file: MappedFile, _ compute: () -> String) -> String {
    let known = entries()
    if let entry = known.first(where: { $0.path == file.path && $0.identity == file.identity }) {
      return entry.sha256
    }
    let digest = compute()
    var status = stat()
    let settled = Int(Date().timeIntervalSince1970) - DigestMemory.settlingSeconds
    guard file.identity.changed / 1_000_000_000 < settled,
      stat(file.path, &status) == 0, MappedFile.Identity(status) == file.identity
    else { return digest }
    let entry = Entry(path: file.path, identity: file.identity, sha256: digest)
    let others = known.filter { $0.path != file.path }.prefix(DigestMemory.capacity - 1)
    write([entry] + others)
    return digest
  }

  private func entries() -> [Entry] {
    guard let data = FileManager.default.contents(atPath: file) else { return [] }
    return (try? JSONDecoder().decode([Entry].self, from: data)) ?? []
  }

  private func write(_ entries: [Entry]) {
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    guard let data = try? JSONEncoder().encode(entries) else { return }
    // Whole or not at all: another process may read or write at the same time.
    try? data.write(to: URL(fileURLWithPath: file), options: .atomic)
  }
}
