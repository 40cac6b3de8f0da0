/// Makes the part of a plan that is run: by a filter, by what failed earlier, then by the limit.
struct PlanSelection {
  let filter: Selection?
  let earlier: EarlierFailures?
  let settings: RunSettings

  /// Whether it tells apart samples of one suite.
  private var readsSamples: Bool { filter?.readsSamples == true || earlier != nil }

  /// The suites that run, each with the samples that do.
  ///
  /// - Parameter suites: All suites of the plan, in its order.
  /// - Returns: Those that have a sample left, in the same order.
  /// - Throws: `Failure` with `nothingSelected` where no suite or no sample is left.
  func selected(_ suites: [Suite]) throws -> [Suite] {
    let candidates = suites.filter { suite in
      let definition = suite.definition
      return (filter?.contains(id: definition.id, tags: definition.tags) ?? true)
        && (earlier?.contains(suite: definition.id) ?? true)
    }
    if candidates.isEmpty, !suites.isEmpty { throw noSuite(suites.map(\.definition)) }
    let selected = candidates.map(narrowed).filter { !readsSamples || !$0.samples.isEmpty }
    guard selected.contains(where: { !$0.samples.isEmpty }) else {
      throw readsSamples ? noSample(candidates) : PlanSelection.nothing
    }
    return selected
  }

  /// A suite with the samples that are selected; how many were planned stays.
  private func narrowed(_ suite: Suite) -> Suite {
    guard readsSamples else { return suite }
    var narrowed = suite
    narrowed.samples = suite.samples.part { sample in
      (filter?.contains(sample, of: suite.definition) ?? true)
        && (earlier?.contains(sample, of: suite.definition) ?? true)
    }
    if let limit = settings.limit {
      narrowed.samples = narrowed.samples.choice(of: limit, seed: settings.seed)
    }
    return narrowed
  }

  /// What a person should know: terms that match nothing, samples that are gone.
  func warnings(_ suites: [Suite]) -> [String] {
    let definitions = suites.map(\.definition)
    let ofSuites = filter?.unmatched(in: definitions) ?? []
    let ofSamples = filter?.unmatched(among: suites) ?? []
    return ofSuites.map { "the filter's term '\($0)' matches no suite" + PlanSelection.hint($0) }
      + ofSamples.map {
        "the filter's term '\($0)' matches no sample"
          + ($0.contains("slice:") ? "; \(PlanSelection.slices(suites))" : "")
          + PlanSelection.hint($0)
      } + (earlier?.warnings(suites) ?? [])
  }

  /// For those who left out the blanks.
  private static func hint(_ term: String) -> String {
    guard term.contains("+"), !term.contains(" + ") else { return "" }
    return "; for \"and\" write + between blanks, or --filter twice"
  }

  private func noSuite(_ definitions: [SuiteDefinition]) -> Failure {
    if let filter = settings.filter,
      !definitions.contains(where: { self.filter?.contains(id: $0.id, tags: $0.tags) ?? true })
    {
      let known = definitions.map { "\($0.id) (\($0.tags.joined(separator: ", ")))" }
      return Failure(
        .nothingSelected, "the filter '\(filter)' selects no suite",
        remedy: "The suites, with their tags, are: \(known.joined(separator: ", "))"
          + PlanSelection.hint(filter))
    }
    return Failure(
      .nothingSelected, "no sample that failed in the earlier run is of the suites that are named",
      remedy: "Name the suites, and the filter, of the earlier run")
  }

  private func noSample(_ candidates: [Suite]) -> Failure {
    let count = candidates.reduce(0) { $0 + $1.samples.count }
    let what = [
      settings.filter.map { "the filter '\($0)'" },
      earlier.map { _ in "what failed in the earlier run" },
    ].compactMap { $0 }.joined(separator: " and ")
    let ids = candidates.prefix(3).compactMap { suite in
      suite.samples.first.map { "\(suite.definition.id)/\($0.id)" }
    }
    return Failure(
      .nothingSelected, "\(what) selects none of the \(count) samples",
      remedy: "Samples are such as \(ids.joined(separator: ", ")); "
        + PlanSelection.slices(candidates))
  }

  /// The keys of slices that there are, in words.
  private static func slices(_ suites: [Suite]) -> String {
    var keys: Set<String> = []
    for suite in suites {
      for sample in suite.samples.prefix(100) { keys.formUnion(sample.slices.keys) }
    }
    return keys.isEmpty
      ? "none has slices" : "slices are of \(keys.sorted().joined(separator: ", "))"
  }

  private static var nothing: Failure {
    Failure(
      .nothingSelected, "there is no sample to run",
      remedy: "Name a suite whose data has rows that its 'where' and 'limit' let through")
  }
}
