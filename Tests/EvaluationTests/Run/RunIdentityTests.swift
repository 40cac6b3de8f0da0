import Evaluation
import TestSupport
import Testing

/// Law 4: identity is content.
struct RunIdentityTests {
  private let model = ScriptedModel.identity()

  @Test func theIdIsADigestAndTheSameForTheSamePlan() throws {
    let id = try Plan.small().id(for: model)
    #expect(id.count == 64)
    #expect(id.allSatisfy { "0123456789abcdef".contains($0) })
    #expect(try Plan.small().id(for: model) == id)
  }

  @Test func whatDecidesTheResultsChangesTheId() throws {
    let policy = [Condition(id: "c", metric: "colours.acc", kind: .threshold, atLeast: 0.5)]
    var stricter = policy
    stricter[0].atLeast = 0.6
    var edited = SmallSuites.mixed
    edited[1].definition.digest = String(repeating: "d2", count: 32)
    var shorter = SmallSuites.mixed
    shorter[2].samples = SampleList(Array(shorter[2].samples.dropLast()))
    let plans = [
      try Plan.small(), try Plan.small(seed: 2), try Plan.small(limit: 100),
      try Plan.small(filter: "*"), try Plan.small(edited), try Plan.small(shorter),
      try Plan.small(SmallSuites.mixed.reversed()), try Plan.small(policy: policy),
      try Plan.small(policy: stricter), try Plan.small(filter: "pages"),
    ]
    let models = [
      ScriptedModel.identity(digest: String(repeating: "5d", count: 32)),
      ScriptedModel.identity(precision: "fast"), ScriptedModel.identity(engine: "1.0.1"),
      ScriptedModel.identity(instructionSet: "avx2"),
    ]
    let ids = plans.map { $0.id(for: model) } + (try models.map { try Plan.small().id(for: $0) })
    #expect(Set(ids).count == ids.count)
  }

  @Test func pathsAndNamesAreNoPartOfTheId() throws {
    var renamed = model
    renamed.name = "another-file.gguf"
    var moved = SmallSuites.mixed
    for index in moved.indices { moved[index].definition.file = "/elsewhere/\(index).yaml" }
    let condition = Condition(id: "c", metric: "*", kind: .completeness)
    var placed = condition
    placed.place = Place(file: "/elsewhere/plan.yaml", line: 3)
    let id = try Plan.small(policy: [condition]).id(for: model)
    #expect(try Plan.small(moved, policy: [placed]).id(for: renamed) == id)
  }

  @Test func partsThatJoinToTheSameTextDiffer() throws {
    let settings = RunSettings(seed: 1, version: "1")
    let one = try Plan(
      name: "ab", suites: [SmallSuites.rolling("c", samples: 1)], settings: settings)
    let two = try Plan(
      name: "a", suites: [SmallSuites.rolling("bc", samples: 1)], settings: settings)
    #expect(one.id(for: model) != two.id(for: model))
  }

  @Test func theFolderNameIsPlainWhateverThePlanIsCalled() throws {
    let settings = RunSettings(seed: 1, version: "1")
    for example in HostileText.all {
      let plan = try Plan(
        name: example.text, suites: [SmallSuites.rolling("c", samples: 1)], settings: settings)
      let name = plan.folderName(for: model)
      #expect(name.hasSuffix("-" + plan.id(for: model).prefix(16)))
      #expect(name.utf8.count <= 97)
      #expect(name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") })
      #expect(!name.hasPrefix(".") && !name.hasPrefix("-"))
    }
  }
}
