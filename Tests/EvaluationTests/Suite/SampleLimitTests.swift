import Evaluation
import Testing

struct SampleLimitTests {
  private func folder(_ ids: [Int], limit: String = "") throws -> SuiteFolder {
    try SuiteFolder(
      "suite: s\ndata: {path: items.jsonl, id: id\(limit)}\ntask: perplexity\ntarget: \"{{ id }}\"\n",
      ids.map { "{\"id\": \"n\($0)\"}\n" }.joined())
  }

  private func ids(_ suite: Suite) -> [String] { suite.samples.map(\.id) }

  @Test func aLimitIsASeededChoiceInTheOrderOfTheData() throws {
    let folder = try folder(Array(0..<100))
    let chosen = ids(try folder.load(limit: 10))
    let all = ids(try folder.load())
    #expect(chosen.count == 10)
    #expect(chosen == all.filter(chosen.contains))
    #expect(chosen != Array(all.prefix(10)))
    #expect(ids(try folder.load(limit: 10)) == chosen)
    #expect(ids(try folder.load(seed: 2, limit: 10)) != chosen)
    #expect(ids(try folder.load(limit: 100)) == all)
    #expect(ids(try folder.load(limit: 1000)) == all)
  }

  @Test func aSmallerChoiceIsPartOfALargerOne() throws {
    let folder = try folder(Array(0..<100))
    #expect(Set(ids(try folder.load(limit: 5))).isSubset(of: ids(try folder.load(limit: 20))))
  }

  @Test func theChoiceDoesNotDependOnTheOrderOfTheData() throws {
    let forward = ids(try folder(Array(0..<100)).load(limit: 10))
    let backward = ids(try folder((0..<100).reversed()).load(limit: 10))
    #expect(forward == backward.reversed())
  }

  @Test func rowsThatAreAppendedOnlyTakeThePlacesThatTheyWin() throws {
    let before = Set(ids(try folder(Array(0..<100)).load(limit: 20)))
    let after = ids(try folder(Array(0..<110)).load(limit: 20))
    let added = after.filter { !before.contains($0) }
    #expect(added.allSatisfy { (Int($0.dropFirst()) ?? 0) >= 100 })
    #expect(before.intersection(after).count == 20 - added.count)
  }

  @Test func theSmallestOfAllLimitsCounts() throws {
    let folder = try folder(Array(0..<50), limit: ", limit: 10")
    #expect(try folder.load().samples.count == 10)
    #expect(try folder.load(limit: 20).samples.count == 10)
    #expect(try folder.load(limit: 20, limits: ["s": 7]).samples.count == 7)
    #expect(try folder.load(limit: 3, limits: ["s": 7]).samples.count == 3)
    #expect(try folder.load(limits: ["other": 2]).samples.count == 10)
  }

  @Test func rowsThatWereNotChosenAreNotRendered() throws {
    let folder = try folder(Array(0..<50))
    let chosen = try #require(try folder.load(limit: 1).samples.first?.id)
    try folder.write(
      "items.jsonl",
      Array(
        (0..<50).map { "{\"id\": \"n\($0)\"\("n\($0)" == chosen ? "" : ", \"x\": 1")}\n" }.joined()
          .utf8))
    try folder.write(
      "suite.yaml",
      Array(
        "suite: s\ndata: {path: items.jsonl, id: id}\ntask: perplexity\ntarget: \"{{ id if x is undefined else x.y.z }}\"\n"
          .utf8))
    #expect(try folder.load(limit: 1).samples.map(\.id) == [chosen])
    #expect(!folder.failures().isEmpty)
  }
}
