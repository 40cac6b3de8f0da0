import Evaluation
import Foundation
import TestSupport
import Testing

struct MutatorDocumentTests {
  @Test func theTableOfThePageIsTheCatalogs() throws {
    let page = try String(contentsOf: repositoryURL("docs/mutators.md"), encoding: .utf8)
    #expect(page.contains("\n\n" + MutatorCatalog.reference + "\n"))
  }
}
