import Evaluation

/// Whether a model is right as often as it is sure: accuracy over confidence, in bins of equal mass.
struct ReliabilityDiagram {
  /// Samples of similar confidence.
  struct Bin: Equatable {
    /// The mean of the probabilities of the chosen answers.
    var confidence: Double
    /// The share of right answers.
    var accuracy: Double
    var count: Int
  }

  /// Fewer samples draw noise.
  static let minimum = 40
  /// As many as the calibration error uses.
  static let mostBins = 15

  let bins: [Bin]
  private let suite: String

  /// `nil` where fewer than `minimum` samples have a confidence (`p_max`) and a verdict (`acc`).
  init?(_ suite: SuiteResult) {
    var points: [(confidence: Double, right: Double)] = []
    if let confidence = suite.scores.column("p_max"), let right = suite.scores.column("acc") {
      for row in 0..<suite.scores.count {
        if let confidence = confidence[row], let right = right[row] {
          points.append((confidence, right))
        }
      }
    }
    guard points.count >= Self.minimum else { return nil }
    points.sort { ($0.confidence, $0.right) < ($1.confidence, $1.right) }
    let count = min(Self.mostBins, points.count / 10)
    bins = (0..<count).map { index in
      let part = points[(index * points.count / count)..<((index + 1) * points.count / count)]
      let size = Double(part.count)
      return Bin(
        confidence: part.reduce(0) { $0 + $1.confidence } / size,
        accuracy: part.reduce(0) { $0 + $1.right } / size, count: part.count)
    }
    self.suite = suite.definition.id
  }

  func write(to page: inout HTMLWriter) {
    page.element("figure", ["class": "diagram"]) { page in
      page.element("figcaption") { page in
        page.element("b", "Reliability")
        page.text(" Accuracy over confidence; on the diagonal the model is as right as it is sure.")
      }
      page.element(
        "svg",
        [
          "class": "plot", "viewBox": "0 0 260 232", "role": "img",
          "aria-label": "Reliability diagram of \(suite); the table below has its numbers",
        ]
      ) { plot(to: &$0) }
      page.element("details") { page in
        page.element("summary", "Numbers")
        table(to: &page)
      }
    }
  }

  private func plot(to page: inout HTMLWriter) {
    for share in [0, 0.25, 0.5, 0.75, 1] {
      page.leaf(
        "line", ["class": "grid", "x1": x(0), "x2": x(1), "y1": y(share), "y2": y(share)])
      page.leaf(
        "line", ["class": "grid", "x1": x(share), "x2": x(share), "y1": y(0), "y2": y(1)])
      let name = Figure.percent(share).filter { $0 != " " }
      page.element("text", ["class": "end middle", "x": x(share), "y": "214"], name)
      if share > 0 {
        page.element("text", ["class": "end high", "x": "42", "y": y(share, offset: 3)], name)
      }
    }
    page.leaf("line", ["class": "diagonal", "x1": x(0), "x2": x(1), "y1": y(0), "y2": y(1)])
    let line = bins.map { "\(x($0.confidence)) \(y($0.accuracy))" }.joined(separator: "L")
    page.leaf("path", ["class": "curve", "d": "M\(line)"])
    for bin in bins {
      page.leaf(
        "circle",
        ["class": "dot", "cx": x(bin.confidence), "cy": y(bin.accuracy), "r": "3.5"])
    }
    page.element("text", ["class": "end middle", "x": x(0.5), "y": "229"], "confidence")
    page.element(
      "text", ["class": "end middle", "transform": "translate(9 102) rotate(-90)"], "accuracy")
  }

  private func table(to page: inout HTMLWriter) {
    page.element("table", ["class": "plain"]) { page in
      page.element("caption", ["class": "quiet"], "Bins of the reliability diagram")
      page.element("thead") { page in
        page.element("tr") { page in
          for name in ["Confidence", "Accuracy", "n"] {
            page.element("th", ["scope": "col"], name)
          }
        }
      }
      page.element("tbody") { page in
        for bin in bins {
          page.element("tr") { page in
            page.element("th", ["scope": "row"], Figure.short(bin.confidence))
            page.element("td", Figure.short(bin.accuracy))
            page.element("td", String(bin.count))
          }
        }
      }
    }
  }

  private func x(_ share: Double) -> String { Figure.fixed(48 + share * 202, decimals: 1) }

  private func y(_ share: Double, offset: Double = 0) -> String {
    Figure.fixed(198 - share * 190 + offset, decimals: 1)
  }
}
