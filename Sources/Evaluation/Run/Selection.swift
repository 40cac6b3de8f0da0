/// Which suites and samples of a plan are run: the `--filter` expression.
///
/// Terms are separated by commas: `quality.*` is a glob (`*`, `?`) on the suite's id, `tag:safety` one
/// on its tags, `id:fr-*` one on the ids of samples, `reading/fr-*` one on a suite's samples, and
/// `slice:hazard=fraud` one on what a sample is sliced by. A sample is selected where any term matches
/// it or its suite; terms that begin with `!` take out again, and terms of that kind alone begin with
/// everything. Of several expressions, joined by a `+` between blanks, each must select the sample.
package struct Selection: Sendable, Equatable {
  private var expressions: [[SelectionTerm]]

  /// Reads the expression.
  ///
  /// - Parameter expression: as on the command line.
  /// - Throws: `Failure` with `usage` for an empty term.
  package init(_ expression: String) throws {
    expressions = try Selection.parts(expression).map { part in
      try part.split(separator: ",", omittingEmptySubsequences: false).map {
        try SelectionTerm($0, in: expression)
      }
    }
  }

  /// Several expressions as one; `nil` for none.
  ///
  /// - Parameter expressions: each must select a sample.
  /// - Returns: an expression.
  package static func joined(_ expressions: [String]) -> String? {
    expressions.isEmpty ? nil : expressions.joined(separator: " + ")
  }

  /// What stands between pluses that have blanks, or the expression's ends, on both sides.
  private static func parts(_ expression: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = expression[...]
    while let plus = rest.firstRange(of: " + ") {
      parts.append(rest[..<plus.lowerBound])
      // The blank behind may stand before the next plus as well.
      rest = rest[rest.index(before: plus.upperBound)...]
    }
    return parts + [rest]
  }

  /// Whether it tells apart samples of one suite.
  package var readsSamples: Bool {
    expressions.contains { $0.contains(where: \.readsSamples) }
  }

  /// Whether a suite is selected, as a whole or in part, for all that its own id and tags tell.
  package func contains(id: String, tags: [String]) -> Bool {
    expressions.allSatisfy { terms in
      let inclusions = terms.filter { !$0.isExclusion }
      return (inclusions.isEmpty || inclusions.contains { $0.mayMatch(id, tags) })
        && !terms.contains { $0.isExclusion && !$0.readsSamples && $0.matches(id, tags) }
    }
  }

  /// Whether a sample is selected.
  func contains(_ sample: Sample, of suite: SuiteDefinition) -> Bool {
    expressions.allSatisfy { terms in
      let inclusions = terms.filter { !$0.isExclusion }
      return (inclusions.isEmpty || inclusions.contains { $0.matches(sample, suite) })
        && !terms.contains { $0.isExclusion && $0.matches(sample, suite) }
    }
  }

  /// The terms, as written, that match none of the suites: misspelt, most likely.
  package func unmatched(in suites: [SuiteDefinition]) -> [String] {
    terms.filter { term in !suites.contains { term.mayMatch($0.id, $0.tags) } }.map(\.text)
  }

  /// The terms, as written, that could match a sample and match none.
  func unmatched(among suites: [Suite]) -> [String] {
    terms.filter { term in
      let readable = suites.filter { term.mayMatch($0.definition.id, $0.definition.tags) }
      guard term.readsSamples, !readable.isEmpty else { return false }
      return !readable.contains { suite in
        suite.samples.contains { term.matches($0, suite.definition) }
      }
    }.map(\.text)
  }

  private var terms: [SelectionTerm] { expressions.flatMap(\.self) }
}

/// What stands between the commas of a selection.
struct SelectionTerm: Sendable, Equatable {
  /// What the glob is held against.
  private enum Subject: Sendable, Equatable {
    case suite
    case tag
    /// The id of a sample; of the suites that the glob fits, where there is one.
    case sample(suite: Glob?)
    case slice
  }

  /// As written.
  let text: String
  let isExclusion: Bool
  private let glob: Glob
  private let subject: Subject

  private static let subjects: [(prefix: String, subject: Subject)] = [
    ("tag:", .tag), ("id:", .sample(suite: nil)), ("slice:", .slice),
  ]

  /// Reads a term.
  ///
  /// - Throws: `Failure` with `usage` where nothing stands there.
  init(_ part: Substring, in expression: String) throws {
    var rest = part.trimming(while: \.isWhitespace)
    text = String(rest)
    isExclusion = rest.first == "!"
    if isExclusion { rest = rest.dropFirst() }
    var subject = Subject.suite
    if let named = SelectionTerm.subjects.first(where: { rest.hasPrefix($0.prefix) }) {
      subject = named.subject
      rest = rest.dropFirst(named.prefix.count)
    } else if let slash = rest.firstIndex(of: "/"), slash > rest.startIndex {
      // Ids of suites have no slash; those of samples may have.
      subject = .sample(suite: Glob(String(rest[..<slash])))
      rest = rest[rest.index(after: slash)...]
    }
    guard !rest.isEmpty else {
      throw Failure(
        .usage, "the filter '\(expression)' has an empty term",
        remedy: "Write terms such as sentiment, quality-*, tag:safety, id:fr-*, reading/fr-*, "
          + "slice:topic=law or !tag:slow between commas; a + between blanks is and")
    }
    glob = Glob(String(rest))
    self.subject = subject
  }

  /// Whether it takes more than the suite to tell what it matches.
  var readsSamples: Bool {
    switch subject {
    case .suite, .tag: false
    case .sample, .slice: true
    }
  }

  /// Whether it matches a suite, or may match one of its samples.
  func mayMatch(_ id: String, _ tags: [String]) -> Bool {
    switch subject {
    case .suite, .tag: matches(id, tags)
    case .sample(let suite): suite?.matches(id) ?? true
    case .slice: true
    }
  }

  /// Whether it matches a whole suite.
  func matches(_ id: String, _ tags: [String]) -> Bool {
    switch subject {
    case .suite: glob.matches(id)
    case .tag: tags.contains { glob.matches($0) }
    case .sample, .slice: false
    }
  }

  /// Whether it matches a sample or its suite.
  func matches(_ sample: Sample, _ suite: SuiteDefinition) -> Bool {
    switch subject {
    case .suite, .tag: matches(suite.id, suite.tags)
    case .sample(let own): (own?.matches(suite.id) ?? true) && glob.matches(sample.id)
    case .slice: sample.slices.contains { glob.matches("\($0.key)=\($0.value)") }
    }
  }
}

extension Substring {
  /// Without what the predicate holds for, at both ends.
  fileprivate func trimming(while predicate: (Character) -> Bool) -> Substring {
    var rest = self.drop(while: predicate)
    while let last = rest.last, predicate(last) { rest.removeLast() }
    return rest
  }
}
