import Evaluation
import Foundation
import TestSupport
import Testing

struct OutputFileTests {
  @Test func appendingKeepsWhatIsThereAndReplacingDoesNot() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("one ", to: "a")
    try OutputFile(path, .append).write(Data("two".utf8))
    #expect(try folder.bytes("a") == Data("one two".utf8))
    try OutputFile(path, .replace).write(Data("three".utf8))
    #expect(try folder.bytes("a") == Data("three".utf8))
  }

  @Test func aFileThatExistsIsNotCreatedAnew() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("one", to: "a")
    let failure = #expect(throws: Failure.self) { try OutputFile(path, .createNew) }
    #expect(failure?.message == "cannot open \(path): File exists")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aFullDiskIsAnErrorThatSaysSo() throws {
    let file = try OutputFile("/dev/full", .append)
    let failure = #expect(throws: Failure.self) { try file.write(Data("x".utf8)) }
    #expect(failure?.code == .cannotWrite)
    #expect(failure?.message == "cannot write /dev/full: No space left on device")
    #expect(failure?.remedy?.contains("Free some space") == true)
  }

  @Test func aLockedFileIsNotFreeUntilItIsClosed() throws {
    let folder = try TemporaryFolder()
    let first = try OutputFile(folder.file("a"), .append)
    let second = try OutputFile(folder.file("a"), .append)
    #expect(try first.lock())
    #expect(try !second.lock())
    try first.close()
    #expect(try second.lock())
  }

  @Test func aClosedFileTakesNothing() throws {
    let folder = try TemporaryFolder()
    let file = try OutputFile(folder.file("a"), .replace)
    try file.close()
    try file.close()
    #expect(throws: Failure.self) { try file.write(Data("x".utf8)) }
  }
}
