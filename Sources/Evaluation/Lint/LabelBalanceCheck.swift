/// Classes so unequal that always giving the commonest answer looks like skill.
enum LabelBalanceCheck: LintCheck {
  static let name = "label-imbalance"
  /// The share of the commonest class from which accuracy says little.
  private static let mostOfOne = 0.7
  /// Fewer samples of a class leave its recall without an interval worth reading.
  private static let fewest = 10
  /// More different answers than this are texts, not classes.
  private static let mostClasses = 100

  static func findings(_ samples: [LintSample], _ suite: SuiteDefinition) -> [LintFinding] {
    guard suite.task == .multipleChoice || suite.task == .generate else { return [] }
    let classes = LabelBalanceCheck.classes(samples)
    let total = classes.values.reduce(0, +)
    guard classes.count > 1, classes.count <= mostClasses, total >= 4 * classes.count else {
      return []
    }
    let sorted = classes.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
    var findings: [LintFinding] = []
    let share = Double(sorted[0].value) / Double(total)
    if share >= mostOfOne {
      findings.append(
        LintFinding(
          name,
          "\(LintWording.percent(share)) of the answers are \"\(sorted[0].key)\": saying it always "
            + "would reach an accuracy of \(LintWording.percent(share))",
          at: Place(file: suite.file),
          remedy: "Judge by f1_macro, balanced_accuracy or mcc, or balance the data."))
    }
    let rare = sorted.filter { $0.value < fewest }
    if !rare.isEmpty, total >= 5 * fewest {
      findings.append(
        LintFinding(
          "rare-classes",
          "\(rare.count) of \(classes.count) classes have fewer than \(fewest) samples, such as "
            + "\"\(rare[rare.count - 1].key)\" with \(rare[rare.count - 1].value)", severity: .note,
          at: Place(file: suite.file),
          remedy: "Macro averages count each class alike: add samples of these."))
    }
    return findings
  }

  /// Samples by answer, where the same answers recur; choices of a row's own are no classes.
  private static func classes(_ samples: [LintSample]) -> [String: Int] {
    let sets = Set(samples.map { Set($0.choices) })
    guard sets.count == 1 else { return [:] }
    var classes: [String: Int] = [:]
    for choice in sets.first ?? [] { classes[choice] = 0 }
    for answer in samples.lazy.compactMap(\.answer) { classes[answer, default: 0] += 1 }
    return classes
  }
}
