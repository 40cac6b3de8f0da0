/// Which suites of a plan are run: the `--filter` expression.
///
/// Terms are separated by commas. `quality.*` is a glob (`*`, `?`) on the suite's id, `tag:safety` one
/// on its tags. A suite is selected where any term matches it; terms that begin with `!` take suites
/// out again, and an expression of such terms alone begins with all suites.
package struct Selection: Sendable, Equatable {
  private struct Term: Sendable, Equatable {
    var text: String
    var glob: Glob
    var isTag: Bool
    var isExclusion: Bool
  }

  private var terms: [Term]

  /// Reads the expression.
  ///
  /// - Parameter expression: as on the command line.
  /// - Throws: `Failure` with `usage` for an empty term.
  package init(_ expression: String) throws {
    terms = try expression.split(separator: ",", omittingEmptySubsequences: false).map {
      try Selection.term($0, in: expression)
    }
  }

  private static func term(_ part: Substring, in expression: String) throws -> Term {
    var rest = part.trimming(while: \.isWhitespace)
    let text = String(rest)
    let isExclusion = rest.first == "!"
    if isExclusion { rest = rest.dropFirst() }
    let isTag = rest.hasPrefix("tag:")
    if isTag { rest = rest.dropFirst(4) }
    guard !rest.isEmpty else {
      throw Failure(
        .usage, "the filter '\(expression)' has an empty term",
        remedy: "Write terms such as sentiment, quality-*, tag:safety or !tag:slow between commas")
    }
    return Term(text: text, glob: Glob(String(rest)), isTag: isTag, isExclusion: isExclusion)
  }

  /// Whether a suite is selected.
  package func contains(id: String, tags: [String]) -> Bool {
    let inclusions = terms.filter { !$0.isExclusion }
    let exclusions = terms.filter(\.isExclusion)
    return (inclusions.isEmpty || inclusions.contains { matches($0, id, tags) })
      && !exclusions.contains { matches($0, id, tags) }
  }

  /// The terms, as written, that match none of the suites: misspelt, most likely.
  package func unmatched(in suites: [SuiteDefinition]) -> [String] {
    terms.filter { term in !suites.contains { matches(term, $0.id, $0.tags) } }.map(\.text)
  }

  private func matches(_ term: Term, _ id: String, _ tags: [String]) -> Bool {
    (term.isTag ? tags : [id]).contains { term.glob.matches($0) }
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
