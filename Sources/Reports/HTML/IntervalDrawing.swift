import Evaluation

/// A value with its interval and limits on an axis, as inline SVG with a text of the same content.
struct IntervalDrawing {
  /// How much room there is.
  enum Size {
    /// With numbers at the ends of the axis.
    case large
    /// For a line of a table.
    case small

    var width: Double { self == .large ? 260 : 170 }
    var height: Double { self == .large ? 46 : 22 }
    var middle: Double { self == .large ? 17 : 11 }
  }

  private let value: Double
  private let interval: Interval?
  private let judged: Double?
  private let atLeast: Double?
  private let atMost: Double?
  private let low: Double
  private let high: Double

  /// `nil` where there is no value, or nothing to set it against.
  init?(
    value: Double?, interval: Interval?, judged: Double? = nil, atLeast: Double? = nil,
    atMost: Double? = nil
  ) {
    guard let value, value.isFinite else { return nil }
    let numbers = [value, interval?.low, interval?.high, judged, atLeast, atMost]
      .compactMap { $0 }.filter(\.isFinite)
    guard let smallest = numbers.min(), let largest = numbers.max() else { return nil }
    if smallest >= 0, largest <= 1 {
      (low, high) = (0, 1)
    } else if largest > smallest {
      let margin = (largest - smallest) * 0.15
      (low, high) = (smallest - margin, largest + margin)
    } else {
      return nil
    }
    self.value = value
    self.interval = interval
    self.judged = judged == value ? nil : judged
    self.atLeast = atLeast
    self.atMost = atMost
  }

  func write(_ size: Size, to page: inout HTMLWriter) {
    let box = "0 0 \(Int(size.width)) \(Int(size.height))"
    page.element(
      "svg", ["class": "interval \(size)", "viewBox": box, "role": "img", "aria-label": label]
    ) { page in
      writeAxis(size, to: &page)
      writeInterval(size, to: &page)
      if let atLeast { writeLimit(atLeast, failsBelow: true, size, to: &page) }
      if let atMost { writeLimit(atMost, failsBelow: false, size, to: &page) }
      page.leaf(
        "circle",
        [
          "class": "dot", "cx": x(value, size), "cy": number(size.middle),
          "r": size == .large ? "4.5" : "3.6",
        ])
    }
  }

  /// What the drawing shows, in words.
  private var label: String {
    var parts = ["value \(Figure.short(value))"]
    if let interval {
      parts.append(
        "\(Figure.percent(interval.confidence)) interval \(Figure.short(interval.low)) to "
          + Figure.short(interval.high))
    }
    if let judged { parts.append("judged \(Figure.short(judged))") }
    if let atLeast { parts.append("limit at least \(Figure.limit(atLeast))") }
    if let atMost { parts.append("limit at most \(Figure.limit(atMost))") }
    return parts.joined(separator: ", ")
  }

  private func writeAxis(_ size: Size, to page: inout HTMLWriter) {
    let middle = number(size.middle)
    page.leaf(
      "line",
      ["class": "axis", "x1": x(low, size), "x2": x(high, size), "y1": middle, "y2": middle])
    for share in [0, 0.25, 0.5, 0.75, 1.0] {
      let at = x(low + (high - low) * share, size)
      page.leaf(
        "line",
        [
          "class": "tick", "x1": at, "x2": at, "y1": number(size.middle - 3),
          "y2": number(size.middle + 3),
        ])
    }
    guard size == .large else { return }
    let y = number(size.height - 3)
    // A limit's own number takes the place of the axis's where they would touch.
    let limits = [atLeast, atMost].compactMap { $0 }.map { position($0, size) }
    if !limits.contains(where: { $0 < 64 }) {
      page.element("text", ["class": "end", "x": x(low, size), "y": y], Figure.short(low))
    }
    if !limits.contains(where: { $0 > size.width - 64 }) {
      page.element("text", ["class": "end high", "x": x(high, size), "y": y], Figure.short(high))
    }
  }

  private func writeInterval(_ size: Size, to page: inout HTMLWriter) {
    let middle = number(size.middle)
    if let interval {
      page.leaf(
        "line",
        [
          "class": "range", "x1": x(interval.low, size), "x2": x(interval.high, size),
          "y1": middle, "y2": middle,
        ])
      for end in [interval.low, interval.high] {
        page.leaf(
          "line",
          [
            "class": "whisker", "x1": x(end, size), "x2": x(end, size),
            "y1": number(size.middle - 7), "y2": number(size.middle + 7),
          ])
      }
    }
    guard let judged else { return }
    let at = position(judged, size)
    let top = size.middle
    page.leaf(
      "path",
      [
        "class": "judged",
        "d": "M\(number(at)) \(number(top - 6))l5 6l-5 6l-5 -6z",
      ])
  }

  private func writeLimit(
    _ limit: Double, failsBelow: Bool, _ size: Size, to page: inout HTMLWriter
  ) {
    let at = position(limit, size)
    let end = position(failsBelow ? low : high, size)
    page.leaf(
      "rect",
      [
        "class": "forbidden", "x": number(min(at, end)), "y": number(size.middle - 12),
        "width": number(abs(at - end)), "height": "24", "fill": "url(#hatch)",
      ])
    page.leaf(
      "line",
      [
        "class": "limit-line", "x1": number(at), "x2": number(at),
        "y1": number(size.middle - 15), "y2": number(size.middle + 15),
      ])
    guard size == .large else { return }
    let side = at > size.width * 0.7 ? " high" : (at < size.width * 0.3 ? "" : " middle")
    page.element(
      "text", ["class": "limit-text\(side)", "x": number(at), "y": number(size.height - 3)],
      "\(failsBelow ? "≥" : "≤") \(Figure.limit(limit))")
  }

  private func position(_ value: Double, _ size: Size) -> Double {
    let share = (min(max(value, low), high) - low) / (high - low)
    return 8 + share * (size.width - 16)
  }

  private func x(_ value: Double, _ size: Size) -> String { number(position(value, size)) }

  private func number(_ value: Double) -> String { Figure.fixed(value, decimals: 1) }
}
