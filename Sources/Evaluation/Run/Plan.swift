/// What will run: a value, computed and printable before any model is asked.
package struct Plan: Sendable, Equatable {
  /// The plan's name, or the suites' names joined.
  package let name: String
  /// The selected suites, in the order of the plan.
  package let suites: [Suite]
  /// The ids of each suite's samples, for the run's own id.
  let sampleIDs: [CanonicalList]
  /// The ids of all suites that the gate must see, selected or not.
  ///
  /// A partial selection must not pass for what it left out: where there is a policy these are all
  /// suites of the plan, so that what was not selected is MISSING. Without a policy there is nothing to
  /// pass, and these are the selected suites.
  package let plannedSuites: [String]
  package let policy: [Condition]
  /// Figures over several suites.
  package let groups: [SuiteGroup]
  /// Whether a warning blocks.
  package let strict: Bool
  package let settings: RunSettings
  /// Who grades the answers of suites that want it; `nil` where nobody does.
  package private(set) var judge: ModelIdentity?
  /// What a person should know before it runs, such as a term of the filter that matches nothing.
  package let warnings: [String]

  /// Selects what runs.
  ///
  /// - Parameters:
  ///   - name: the plan's name; `nil` joins the names of the suites.
  ///   - suites: all suites of the plan, in its order.
  ///   - policy: the gate policy; empty where there is none.
  ///   - groups: figures over several suites.
  ///   - strict: whether a warning blocks.
  ///   - settings: among them the filter that selects suites.
  ///   - earlier: the samples of an earlier run that alone are asked, if any.
  /// - Throws: `Failure` with `badData` where two suites share an id, `usage` where the filter cannot be
  ///   read, `nothingSelected` where no suite or no sample is left.
  package init(
    name: String? = nil, suites: [Suite], policy: [Condition] = [], groups: [SuiteGroup] = [],
    strict: Bool = false, settings: RunSettings, earlier: EarlierFailures? = nil
  ) throws {
    try Plan.checkUnique(suites.map(\.definition))
    let selecting = PlanSelection(
      filter: try settings.filter.map { try Selection($0) }, earlier: earlier, settings: settings)
    let definitions = suites.map(\.definition)
    let selected = try selecting.selected(suites)
    self.name = name ?? definitions.map(\.id).joined(separator: "+")
    self.suites = selected
    self.sampleIDs = selected.map { CanonicalList($0.samples.ids) }
    self.plannedSuites = (policy.isEmpty ? selected.map(\.definition) : definitions).map(\.id)
    self.policy = policy
    self.groups = groups
    self.strict = strict
    self.settings = settings
    self.warnings =
      selecting.warnings(suites) + selected.flatMap(\.warnings).map(\.description)
  }

  /// The same plan, graded by a judge.
  ///
  /// - Parameter judge: Grades; `nil` for nobody.
  /// - Returns: The plan with its judge.
  /// - Throws: `Failure` with `usage` where a suite wants a judge and there is none, or one that is asked
  ///   for and has nothing to do; `unavailable` where it has no chat template.
  package func judged(by judge: ModelIdentity?) throws -> Plan {
    let wanting = suites.filter { $0.definition.judge != nil }
    if let suite = wanting.first, judge == nil {
      throw Failure(
        .usage, "the suite \(suite.definition.id) is graded by a judge, and none is named",
        at: Place(file: suite.definition.file, field: "judge"),
        remedy: "Name its checkpoint with --judge")
    }
    guard let judge else { return self }
    guard !wanting.isEmpty else {
      throw Failure(
        .usage, "no suite that runs is graded by a judge", remedy: "Leave --judge out")
    }
    guard judge.hasChatTemplate else {
      throw Failure(
        .unavailable, "the judge \(judge.name) has no chat template, which grading needs",
        remedy: "Name an instruction-tuned checkpoint with --judge")
    }
    var plan = self
    plan.judge = judge
    return plan
  }

  /// What all of it asks of the model.
  package var counts: RequestCounts {
    suites.reduce(RequestCounts()) { $0 + $1.samples.counts }
  }

  /// How many samples of a suite the gate expects.
  ///
  /// A limit on the command line takes evidence away, so a gated run with one is incomplete; without
  /// a gate there is nothing to be incomplete for.
  package func plannedSamples(of suite: Suite) -> Int {
    policy.isEmpty ? suite.samples.count : suite.planned
  }

  private static func checkUnique(_ definitions: [SuiteDefinition]) throws {
    var files: [String: String] = [:]
    for definition in definitions {
      if let first = files.updateValue(definition.file, forKey: definition.id) {
        throw Failure(
          .badData, "the suite id '\(definition.id)' is also that of \(first)",
          at: Place(file: definition.file, field: "suite"),
          remedy: "Give one of them another id, or name the suite once")
      }
    }
  }
}
