import Foundation
import Inference
import TestSupport
import Testing

/// A damaged or lying file gives an error that speaks, never a crash or a number.
struct BrokenCheckpointTests {
  static let broken: [String] = {
    let index = try? JSONDecoder().decode(
      [String: String].self, from: Data(contentsOf: fixtureURL("broken-gguf/index.json")))
    return (index ?? [:]).keys.sorted()
  }()

  @Test func thereAreBrokenFiles() {
    #expect(BrokenCheckpointTests.broken.count >= 30)
  }

  @Test(arguments: broken)
  func brokenFilesAreRefused(name: String) throws {
    do throws(InferenceError) {
      let engine = try Engine(
        Checkpoint(path: fixtureURL("broken-gguf/\(name)").path), precision: .exact, threads: 1)
      // What is only in the weights shows in the numbers.
      let scores = try engine.score([ScoringRequest(tokens: [1, 2, 3], scoredFrom: 1)])
      #expect(!scores[0].isFinite, "\(name) was accepted")
      #expect(name.contains("nan") || name.contains("infinity"))
    } catch {
      #expect(error.file?.hasSuffix(name) == true, "\(error)")
      #expect(!error.message.isEmpty)
    }
  }

  @Test func theSoundOneIsNot() throws {
    let engine = try Engine(
      Checkpoint(path: fixtureURL("broken-gguf/sound.gguf").path), precision: .exact, threads: 1)
    #expect(try engine.score([ScoringRequest(tokens: [1, 2, 3], scoredFrom: 1)])[0].isFinite)
  }

  @Test func everyTruncationIsRefused() throws {
    let whole = try Data(contentsOf: fixtureURL("broken-gguf/sound.gguf"))
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "cut.gguf")
    for length in stride(from: 1, to: whole.count, by: max(1, whole.count / 400)) {
      try whole.prefix(length).write(to: file)
      #expect(throws: InferenceError.self, "cut at \(length)") {
        try Engine(Checkpoint(path: file.path), precision: .exact, threads: 1)
      }
    }
  }

  @Test func randomDamageNeverCrashes() throws {
    let whole = try Data(contentsOf: fixtureURL("broken-gguf/sound.gguf"))
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "damaged.gguf")
    var state: UInt64 = 99
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var refused = 0
    for _ in 0..<600 {
      var damaged = whole
      for _ in 0..<random(6) + 1 {
        // Most of the damage where the structure is.
        let position = random(random(2) == 0 ? min(9000, whole.count) : whole.count)
        damaged[position] = UInt8(random(256))
      }
      try damaged.write(to: file)
      do throws(InferenceError) {
        let engine = try Engine(Checkpoint(path: file.path), precision: .fast, threads: 1)
        _ = try engine.score([ScoringRequest(tokens: [1, 2, 3, 4], scoredFrom: 1)])
        _ = try engine.checkpoint.tokenizer.encode("The quiet harbour", specialTokens: .parsed)
      } catch {
        refused += 1
      }
    }
    #expect(refused > 50)
  }

  @Test func aMissingFileIsNamed() {
    do {
      _ = try Checkpoint(path: "/nonexistent/model.gguf")
      Issue.record("was opened")
    } catch {
      #expect(error.kind == .unreadable)
      #expect("\(error)".contains("/nonexistent/model.gguf"))
      #expect("\(error)".contains("No such file"))
    }
  }
}
