import Evaluation
import Foundation
import TestSupport
import Testing

/// Law 3: same inputs, same bytes, whatever the threads and the memory.
struct SameBytesTests {
  private static let gate = [
    "{id: measured, kind: completeness}",
    "{id: macro, metric: choice.f1_macro, kind: threshold, at_least: 0.05, estimator: lower_bound}",
    "{id: apart, metric: odds.auroc, kind: threshold, at_least: 0.9, estimator: lower_bound, safety: true}",
    "{id: pairs, metric: pair.pct_stereotype, kind: threshold, at_most: 0.9, estimator: upper_bound}",
    "{id: pages, metric: page.bits_per_byte, kind: threshold, at_most: 1, severity: warn}",
  ]

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func run(
    _ name: String, _ arguments: [String], expecting exitCode: Int32? = nil
  ) async throws -> ResultFolder {
    let out = folder.file(name)
    let result = try await assay(["run"] + arguments + ["--out", out])
    #expect(
      exitCode.map { $0 == result.exitCode } ?? (0...3).contains(result.exitCode),
      "\(result.output)\(result.errors)")
    let folder = ResultFolder(out)
    #expect(folder.names == ResultFolder.everything)
    return folder
  }

  @Test(arguments: ["fast", "exact"], ["tiny-f32", "tiny-q4_1", "tiny-q8_0", "tiny-bf16"])
  func threadsAndMemoryChangeNoByte(precision: String, checkpoint: String) async throws {
    let plan = try TaskSuites.write(to: folder, gate: SameBytesTests.gate)
    let model = fixtureURL("tiny-llama/\(checkpoint).gguf").path
    let arguments = [plan, "--model", model, "--precision", precision]
    let first = try await run("first", arguments + ["--threads", "1"])
    #expect(try first.lines("samples.jsonl").count == 45)
    let variants = [
      ["--threads", "1"], ["--threads", "2"], ["--threads", "3", "--cache-mib", "1"],
    ]
    for (index, variant) in variants.enumerated() {
      let again = try await run("again-\(index)", arguments + variant)
      #expect(try again.differences(from: first) == [], "\(variant)")
    }
  }

  @Test func theSeedIsAnInputAndGivesOtherBytes() async throws {
    let plan = try TaskSuites.write(to: folder, gate: SameBytesTests.gate)
    let arguments = [plan, "--model", Checkpoints.tiny, "--limit", "4"]
    let first = try await run("first", arguments + ["--seed", "1"])
    let second = try await run("second", arguments + ["--seed", "2"])
    #expect(try second.differences(from: first) == ResultFolder.reproducible)
  }

  @Test func theNameAndPlaceOfTheCheckpointChangeNoSampleAndNoRunID() async throws {
    let plan = try TaskSuites.write(to: folder, gate: SameBytesTests.gate)
    let copy = folder.file("candidate.gguf")
    try FileManager.default.copyItem(atPath: Checkpoints.tiny, toPath: copy)
    let first = try await run("first", [plan, "--model", Checkpoints.tiny])
    let second = try await run("second", [plan, "--model", copy])
    #expect(try first.bytes("samples.jsonl") == second.bytes("samples.jsonl"))
    let ids = try [first, second].map { try $0.json("results.json")["run"]?["id"]?.text }
    #expect(ids[0] != nil)
    #expect(ids[0] == ids[1])
  }

  @Test func threadsChangeNoByteOfTheShippedSuitesOnARealModel() async throws {
    let arguments = [
      repositoryURL("suites/release.yaml").path, "--model", Checkpoints.real, "--limit", "2",
    ]
    let first = try await run("first", arguments + ["--threads", "1"], expecting: 3)
    let second = try await run("second", arguments + ["--threads", "2"], expecting: 3)
    #expect(try second.differences(from: first) == [])
  }

  @Test func theManifestNamesTheBytesOfEveryFile() async throws {
    let plan = try TaskSuites.write(to: folder, gate: SameBytesTests.gate)
    let results = try await run("out", [plan, "--model", Checkpoints.tiny])
    let outputs = try #require(try results.json("manifest.json")["outputs"]).items
    let named = outputs.compactMap { $0["name"]?.text }
    let others = ["answers.jsonl", "manifest.json", "run.json"]
    #expect(named == ResultFolder.everything.filter { !others.contains($0) })
    for output in outputs {
      let name = try #require(output["name"]?.text)
      #expect(output["bytes"]?.whole == (try results.bytes(name).count), "\(name)")
      #expect(output["sha256"]?.text == (try sha256(results.path + "/" + name)), "\(name)")
    }
  }

  /// By an independent tool.
  private func sha256(_ path: String) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
    process.arguments = [path]
    process.standardOutput = pipe
    try process.run()
    let said = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: said.prefix(64), as: UTF8.self)
  }
}
