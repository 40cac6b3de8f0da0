import Evaluation

/// Which class was taken for which, where a suite's targets are a few classes that repeat.
///
/// Only the data set's own classes name rows and columns: answers that are none of them count as
/// `other`, so that no text of the model stands in the page.
struct ConfusionMatrix {
  /// More classes than this do not fit a page.
  static let mostLabels = 10

  /// In ascending order.
  let labels: [String]
  /// `counts[truth][answer]`; the last column is `other`.
  let counts: [[Int]]
  private let suite: String

  /// `nil` where there are too many classes, one alone, or fewer than four samples a class.
  init?(_ suite: SuiteResult) {
    guard suite.definition.probe == nil else { return nil }
    let answered = Self.answered(suite.scores)
    var truths: Set<Int> = []
    for row in answered {
      if let truth = suite.scores.targetLabel(row) { truths.insert(truth) }
      guard truths.count <= Self.mostLabels else { return nil }
    }
    let labels = Set(truths.map(suite.scores.label)).sorted()
    guard (2...Self.mostLabels).contains(labels.count), answered.count >= 4 * labels.count else {
      return nil
    }
    // By number: equal texts are one class, and answers of a million texts are not compared.
    var places: [Int: Int] = [:]
    for (place, label) in labels.enumerated() {
      for number in truths where suite.scores.label(number) == label { places[number] = place }
    }
    var counts = Array(repeating: Array(repeating: 0, count: labels.count + 1), count: labels.count)
    for row in answered {
      guard let truth = suite.scores.targetLabel(row).flatMap({ places[$0] }),
        let answer = suite.scores.predictionLabel(row)
      else { continue }
      counts[truth][places[answer] ?? labels.count] += 1
    }
    self.labels = labels
    self.counts = counts
    self.suite = suite.definition.id
  }

  /// The scored rows that have a target and a prediction.
  private static func answered(_ scores: ScoreTable) -> [Int] {
    (0..<scores.count).filter { row in
      (scores.state(row) == .scored || scores.state(row) == .notFinite)
        && scores.targetLabel(row) != nil && scores.predictionLabel(row) != nil
    }
  }

  private var hasOther: Bool { counts.contains { ($0.last ?? 0) > 0 } }

  func write(to page: inout HTMLWriter) {
    page.element("figure", ["class": "diagram wide"]) { page in
      page.element("figcaption") { page in
        page.element("b", "Confusion matrix")
        page.text(" Rows are the truth, columns the answer; shade is the share of the row.")
      }
      HTMLFragments.scrolling("Confusion matrix of \(suite)", to: &page) { page in
        page.element("table", ["class": "confusion"]) { page in
          page.element("caption", ["class": "quiet"], "Confusion matrix of \(suite)")
          head(to: &page)
          page.element("tbody") { page in
            for index in labels.indices { row(index, to: &page) }
          }
          foot(to: &page)
        }
      }
    }
  }

  private func head(to page: inout HTMLWriter) {
    page.element("thead") { page in
      page.element("tr") { page in
        page.element("td", "truth ↓ answer →")
        for label in labels { page.element("th", ["scope": "col"], Self.short(label)) }
        if hasOther { page.element("th", ["scope": "col"], "other") }
        page.element("th", ["scope": "col", "class": "sum"], "recall")
      }
    }
  }

  private func row(_ truth: Int, to page: inout HTMLWriter) {
    let total = counts[truth].reduce(0, +)
    page.element("tr") { page in
      page.element("th", ["scope": "row"], Self.short(labels[truth]))
      for (answer, count) in counts[truth].enumerated() where answer < labels.count || hasOther {
        let share = Double(count) / Double(max(1, total))
        let tone = answer == truth ? "hit" : "miss"
        page.element(
          "td", ["class": "\(tone) s\(Int((share * 8).rounded(.up)))"], Figure.grouped(count))
      }
      page.element("td", ["class": "sum"], Self.share(counts[truth][truth], of: total))
    }
  }

  private func foot(to page: inout HTMLWriter) {
    page.element("tfoot") { page in
      page.element("tr") { page in
        page.element("th", ["scope": "row"], "precision")
        for answer in labels.indices {
          let total = counts.reduce(0) { $0 + $1[answer] }
          page.element("td", ["class": "sum"], Self.share(counts[answer][answer], of: total))
        }
        if hasOther { page.element("td", ["class": "sum"], "") }
        page.element("td", ["class": "sum"], "")
      }
    }
  }

  /// A share, or that nothing is there to be shared.
  private static func share(_ part: Int, of total: Int) -> String {
    total == 0 ? "undefined" : Figure.short(Double(part) / Double(total))
  }

  private static func short(_ label: String) -> String {
    label.count > 24 ? label.prefix(23) + "…" : label
  }
}
