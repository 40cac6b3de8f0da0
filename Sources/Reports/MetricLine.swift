import Evaluation

/// A metric in a line: `acc=0.812 CI95[0.788, 0.834] wilson n=1000 clusters=200`.
enum MetricLine {
  static func text(_ metric: Metric) -> String {
    var text = "\(metric.name)="
    if let value = metric.value {
      text += Figure.short(value)
    } else {
      text += "undefined (\(metric.undefined ?? "no value"))"
    }
    if let interval = metric.interval {
      let coverage = Figure.percent(interval.confidence).filter { $0 != " " && $0 != "%" }
      text += " CI\(coverage)\(Figure.interval(interval)) \(interval.method)"
    }
    return text + " n=\(metric.n) clusters=\(metric.clusters) unscored=\(metric.unscored)"
      + " error=\(metric.errors)"
  }
}
