import Evaluation
import Foundation
import Models
import TestSupport
import Testing

struct RecordedModelTests {
  private let folder: TemporaryFolder

  init() async throws {
    folder = try TemporaryFolder()
    let plan = try Plan.small()
    let model = ScriptedModel()
    let opened = try RunFolder(folder.path, plan: plan, model: model.identity)
    _ = try await Runner(
      plan, model: model, cache: opened.cache, recorder: EventCollector()
    ).run()
    try opened.finish()
  }

  private var requests: [ModelRequest] {
    SmallSuites.mixed.flatMap(\.samples).flatMap(\.requests)
  }

  @Test func theModelLawsHoldForIt() async throws {
    let model = try RecordedModel(folder: folder.path)
    let unknown = ModelRequest.rollingLoglikelihood(text: "never asked")
    #expect(try await ModelLaws.check(model, requests, impossible: [unknown]) == [])
  }

  @Test func itAnswersAsTheModelDidUnderItsName() async throws {
    let model = try RecordedModel(folder: folder.path)
    #expect(model.identity == ScriptedModel.identity())
    #expect(try await model.answer(requests).map(\.response) == requests.map(PseudoModel.response))
    #expect(model.warnings.isEmpty)
  }

  @Test func aFolderWithoutARunIsAnInputThatIsMissing() throws {
    let empty = try TemporaryFolder()
    let failure = #expect(throws: Failure.self) { try RecordedModel(folder: empty.path) }
    #expect(failure?.code == .inputMissing)
    #expect(empty.names.isEmpty)
  }
}
