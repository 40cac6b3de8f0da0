import Evaluation
import TestSupport
import Testing

struct PlanTests {
  @Test func withoutAFilterEverySuiteIsSelectedInOrder() throws {
    let plan = try Plan.small()
    #expect(plan.suites.map(\.definition.id) == ["colours", "capitals", "pages"])
    #expect(plan.plannedSuites == ["colours", "capitals", "pages"])
    #expect(plan.warnings.isEmpty)
  }

  @Test func requestsAreCountedByKind() throws {
    let counts = try Plan.small().counts
    #expect(counts.samples == 15)
    #expect(counts.loglikelihood == 21)
    #expect(counts.generate == 5)
    #expect(counts.rollingLoglikelihood == 3)
    #expect(counts.requests == 29)
    #expect(counts.maxGeneratedTokens == 40)
  }

  @Test func aFilterKeepsTheWholePlanForTheGate() throws {
    let policy = [Condition(id: "c", metric: "pages.*", kind: .completeness)]
    let plan = try Plan.small(policy: policy, filter: "p*")
    #expect(plan.suites.map(\.definition.id) == ["pages"])
    #expect(plan.plannedSuites == ["colours", "capitals", "pages"])
  }

  @Test func withoutAGateOnlyTheSelectedSuitesAreAwaited() throws {
    #expect(try Plan.small(filter: "p*").plannedSuites == ["pages"])
  }

  @Test func warningsOfTheSelectedSuitesAreThePlans() throws {
    var suites = SmallSuites.mixed
    suites[0].warnings = [Failure(.badData, "first")]
    suites[2].warnings = [Failure(.badData, "third", at: Place(file: "pages.yaml", line: 3))]
    #expect(try Plan.small(suites, filter: "pages").warnings == ["pages.yaml:3: third"])
  }

  @Test func aTermThatMatchesNothingIsAWarningBesideOneThatDoes() throws {
    let plan = try Plan.small(filter: "pages,colors")
    #expect(plan.warnings == ["the filter's term 'colors' matches no suite"])
  }

  @Test func aFilterThatSelectsNothingNamesWhatThereIs() {
    let failure = #expect(throws: Failure.self) { try Plan.small(filter: "tag:safety") }
    #expect(failure?.code == .nothingSelected)
    #expect(failure?.message.contains("tag:safety") == true)
    #expect(failure?.remedy?.contains("colours (quality)") == true)
  }

  @Test func aPlanWithoutASampleIsNothingToRun() {
    for suites in [[], [SmallSuites.rolling("empty", samples: 0)]] {
      let failure = #expect(throws: Failure.self) { try Plan.small(suites) }
      #expect(failure?.code == .nothingSelected)
    }
  }

  @Test func twoSuitesWithOneIdAreRefused() {
    let suites = [
      SmallSuites.rolling("same", samples: 1), SmallSuites.generation("same", samples: 1),
    ]
    let failure = #expect(throws: Failure.self) { try Plan.small(suites) }
    #expect(failure?.code == .badData)
    #expect(failure?.message.contains("same") == true)
    #expect(failure?.place?.file == "same.yaml")
  }

  @Test func withoutANameThePlanIsCalledAfterItsSuites() throws {
    let plan = try Plan(suites: SmallSuites.mixed, settings: RunSettings(seed: 1, version: "1"))
    #expect(plan.name == "colours+capitals+pages")
  }
}
