/// Samples that ask the same: they count twice, and intervals believe them independent.
enum DuplicateCheck: LintCheck {
  static let name = "duplicates"

  static func findings(_ samples: [LintSample], _ suite: SuiteDefinition) -> [LintFinding] {
    var groups: [Asked: [LintSample]] = [:]
    for sample in samples {
      groups[Asked(question: sample.question, choices: sample.choices.sorted()), default: []]
        .append(sample)
    }
    let repeated = groups.values.filter { $0.count > 1 }.sorted { $0[0].id < $1[0].id }
    let place = Place(file: suite.file)
    var findings: [LintFinding] = []
    let same = repeated.filter { group in
      Set(group.map(\.answer)).count == 1 && Set(group.map(\.cluster)).count > 1
    }
    if let first = same.first {
      let surplus = same.reduce(0) { $0 + $1.count - 1 }
      findings.append(
        LintFinding(
          name,
          "\(surplus) of \(samples.count) samples repeat another, such as "
            + LintWording.ids(first.map(\.id)), at: place,
          remedy: "Remove the copies, or name a field in data.cluster that they share."))
    }
    let contradictory = repeated.filter { Set($0.map(\.answer)).count > 1 }
    if let first = contradictory.first {
      let answers = Set(first.compactMap(\.answer)).sorted().prefix(3)
      findings.append(
        LintFinding(
          "contradictions",
          "\(contradictory.count) questions stand there with different answers, such as "
            + "\(LintWording.ids(first.map(\.id))): "
            + answers.map { "\"\($0.prefix(40))\"" }.joined(separator: " and "), at: place,
          remedy: "Decide which answer is right; accept several with a list in target."))
    }
    return findings
  }

  private struct Asked: Hashable {
    var question: String
    var choices: [String]
  }
}
