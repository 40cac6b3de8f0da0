import Evaluation

/// Samples to look at.
enum LintSamples {
  static let suite = SuiteDefinition(
    id: "s", task: .multipleChoice, metrics: ["acc"], file: "s.yaml")

  /// Questions without any word in common, answered by classes.
  static func classes(_ counts: [(String, Int)]) -> [LintSample] {
    let labels = counts.map(\.0)
    var samples: [LintSample] = []
    for (index, entry) in counts.enumerated() {
      for number in 0..<entry.1 {
        samples.append(
          LintSample(
            id: "\(entry.0)\(number)", question: "q\(index)-\(number)", answer: entry.0,
            choices: labels, rightChoice: index))
      }
    }
    return samples
  }

  /// Rows with choices of their own, the right one at the given positions.
  static func positions(_ positions: [Int], of count: Int = 4) -> [LintSample] {
    positions.enumerated().map { number, position in
      let choices = (0..<count).map { "choice \(number)-\($0)" }
      return LintSample(
        id: "\(number)", question: "q\(number)", answer: choices[position], choices: choices,
        rightChoice: position)
    }
  }

  static func checks(_ samples: [LintSample]) -> [String] {
    SuiteLint.findings(samples, suite).map(\.check)
  }
}
