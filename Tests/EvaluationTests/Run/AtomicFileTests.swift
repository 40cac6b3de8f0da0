import Evaluation
import Foundation
import TestSupport
import Testing

struct AtomicFileTests {
  @Test func theFileHoldsTheBytesAndNothingElseIsLeft() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(Data("old".utf8), to: folder.file("a.json"))
    try AtomicFile.write(Data("new\u{0}".utf8), to: folder.file("a.json"))
    #expect(try folder.bytes("a.json") == Data("new\u{0}".utf8))
    #expect(folder.names == ["a.json"])
  }

  @Test func othersMayReadTheFile() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(Data(), to: folder.file("a"))
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("a"))
    let mode = try #require(attributes[.posixPermissions] as? NSNumber)
    // The test does not change the umask, which all threads share.
    let mask = umask(0o022)
    umask(mask)
    #expect(mode.intValue == 0o644 & ~Int(mask))
  }

  @Test func aPathThatCannotBeWrittenIsNamedWithTheReason() throws {
    let folder = try TemporaryFolder()
    try folder.write("a file", to: "file")
    try FileManager.default.createDirectory(
      atPath: folder.file("taken/inside"), withIntermediateDirectories: true)
    let cases = [
      ("file/a.json", "Not a directory"), ("missing/a.json", "No such file or directory"),
      ("taken", "directory"),
    ]
    for (name, reason) in cases {
      let failure = #expect(throws: Failure.self) {
        try AtomicFile.write(Data("x".utf8), to: folder.file(name))
      }
      #expect(failure?.code == .cannotWrite)
      #expect(failure?.message.contains(folder.file(name)) == true)
      #expect(failure?.message.contains(reason) == true, "\(String(describing: failure))")
      #expect(failure?.message.contains(".part") == false)
      #expect(failure?.remedy != nil)
    }
    #expect(folder.names == ["file", "taken"])
  }

  @Test func aReaderNeverSeesHalfAFile() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a")
    let versions = [Data(repeating: 0x61, count: 300_000), Data(repeating: 0x62, count: 200_000)]
    try AtomicFile.write(versions[0], to: path)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for round in 0..<40 { try AtomicFile.write(versions[round % 2], to: path) }
      }
      group.addTask {
        for _ in 0..<200 {
          let seen = try Data(contentsOf: URL(filePath: path))
          #expect(versions.contains(seen))
        }
      }
      try await group.waitForAll()
    }
  }
}
