import Foundation
import Inference
import TestSupport
import Testing

/// Digests that are remembered: right or not at all.
struct DigestMemoryTests {
  /// A checkpoint that may be changed, and a memory of its own.
  private struct Place {
    let folder: URL
    var file: URL { folder.appending(path: "model.gguf") }
    var memory: DigestMemory { DigestMemory(folder: folder.appending(path: "memory").path) }
    var kept: URL { folder.appending(path: "memory/digests.json") }

    init() throws {
      folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try fill(with: "tiny-q8_0.gguf")
    }

    func fill(with name: String) throws {
      try? FileManager.default.removeItem(at: file)
      try FileManager.default.copyItem(at: fixtureURL("tiny-llama/\(name)"), to: file)
    }

    func digest() throws -> String { try Checkpoint(path: file.path, digests: memory).digest }
    func plainDigest() throws -> String { try Checkpoint(path: file.path).digest }

    /// A file that has just changed is not remembered yet.
    func settle() async throws { try await Task.sleep(for: .seconds(4)) }

    func remove() { try? FileManager.default.removeItem(at: folder) }
  }

  @Test func aSettledFileIsReadOnce() async throws {
    let place = try Place()
    defer { place.remove() }
    try await place.settle()
    let digest = try place.digest()
    #expect(digest == (try place.plainDigest()))
    // The memory is what answers: a digest put there by hand comes back.
    let text = try String(contentsOf: place.kept, encoding: .utf8)
    let forged = String(repeating: "0", count: 64)
    try text.replacingOccurrences(of: digest, with: forged)
      .write(to: place.kept, atomically: true, encoding: .utf8)
    #expect(try place.digest() == forged)
  }

  @Test func aFreshFileIsNotRemembered() throws {
    let place = try Place()
    defer { place.remove() }
    #expect(try place.digest() == place.plainDigest())
    #expect(!FileManager.default.fileExists(atPath: place.kept.path))
  }

  @Test func aChangedFileIsReadAgainEvenWithItsOldTimes() async throws {
    let place = try Place()
    defer { place.remove() }
    try await place.settle()
    let first = try place.digest()
    let times = try FileManager.default.attributesOfItem(atPath: place.file.path)
    let handle = try FileHandle(forUpdating: place.file)
    try handle.seek(toOffset: handle.seekToEnd() - 1)
    try handle.write(contentsOf: Data([0x5A]))
    try handle.close()
    try FileManager.default.setAttributes(
      [.modificationDate: times[.modificationDate] as Any], ofItemAtPath: place.file.path)
    let second = try place.digest()
    #expect(second != first)
    #expect(second == (try place.plainDigest()))
  }

  @Test func aDamagedMemoryIsNone() async throws {
    let place = try Place()
    defer { place.remove() }
    try FileManager.default.createDirectory(
      at: place.folder.appending(path: "memory"), withIntermediateDirectories: true)
    try Data("not JSON".utf8).write(to: place.kept)
    #expect(try place.digest() == place.plainDigest())
    let nowhere = DigestMemory(folder: "/proc/nowhere")
    #expect(try Checkpoint(path: place.file.path, digests: nowhere).digest == place.plainDigest())
  }
}
