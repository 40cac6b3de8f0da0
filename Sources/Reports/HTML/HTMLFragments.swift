import Evaluation

/// Small pieces that several parts of the page use.
enum HTMLFragments {
  /// An empty picture, so that no browser asks for one.
  static let icon = "data:,"

  /// Shapes that differ without colour, and the hatching of what may not be.
  static let symbols = """
    <svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>\
    <symbol id="i-pass" viewBox="0 0 24 24"><circle cx="12" cy="12" r="10"/>\
    <path class="ink" d="M7 12.5l3.4 3.4L17 9"/></symbol>\
    <symbol id="i-fail" viewBox="0 0 24 24"><path d="M7.9 2h8.2L22 7.9v8.2L16.1 22H7.9L2 16.1V7.9z"/>\
    <path class="ink" d="M8.5 8.5l7 7m0-7l-7 7"/></symbol>\
    <symbol id="i-warn" viewBox="0 0 24 24"><path d="M12 2.2L23 21.5H1z"/>\
    <path class="ink" d="M12 9v6m0 2.6v.6"/></symbol>\
    <symbol id="i-open" viewBox="0 0 24 24"><rect x="3" y="3" width="18" height="18" rx="4"/>\
    <path class="ink" d="M9 9.6a3 3 0 1 1 4.2 2.8c-.8.4-1.2.9-1.2 1.8m0 2.6v.4"/></symbol>\
    <symbol id="i-none" viewBox="0 0 24 24"><circle cx="12" cy="12" r="10"/>\
    <path class="ink" d="M7.5 12h9"/></symbol>\
    <symbol id="i-brand" viewBox="0 0 24 24"><path d="M5 3h14v3.2l-2 1V11a5 5 0 0 1-10 0V7.2l-2-1z"/>\
    <path d="M8.5 18h7l2 3h-11z"/></symbol>\
    <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" \
    patternTransform="rotate(45)"><rect class="hatch-bg" width="6" height="6"/>\
    <line class="hatch-line" x1="0" y1="0" x2="0" y2="6"/></pattern>\
    <pattern id="cross" width="6" height="6" patternUnits="userSpaceOnUse">\
    <rect class="cross-bg" width="6" height="6"/>\
    <path class="cross-line" d="M0 0l6 6M6 0L0 6"/></pattern>\
    </defs></svg>
    """

  /// One of the shapes above, for the eye alone.
  static func icon(_ name: String, to page: inout HTMLWriter) {
    page.element("svg", ["class": "icon", "aria-hidden": "true", "focusable": "false"]) {
      $0.leaf("use", ["href": "#i-\(name)"])
    }
  }

  /// A condition's status as a shape and a word.
  static func badge(_ status: ConditionResult.Status, to page: inout HTMLWriter) {
    let look = look(status)
    page.element("span", ["class": "badge \(look.tone)"]) { page in
      icon(look.icon, to: &page)
      page.text(status.rawValue)
    }
  }

  /// Shape and tone of a status.
  static func look(_ status: ConditionResult.Status) -> (icon: String, tone: String) {
    switch status {
    case .pass: ("pass", "good")
    case .fail: ("fail", "bad")
    case .inconclusive: ("open", "open")
    case .error: ("warn", "bad")
    case .missing: ("none", "bad")
    }
  }

  /// Shape and tone of a verdict.
  static func look(_ overall: Verdict.Overall) -> (icon: String, tone: String) {
    switch overall {
    case .passed: ("pass", "good")
    case .warned: ("warn", "warn")
    case .failed: ("fail", "bad")
    case .inconclusive: ("open", "open")
    case .ungated: ("none", "plain")
    }
  }

  /// A section with its heading.
  static func section(
    _ id: String, _ title: String, to page: inout HTMLWriter, _ body: (inout HTMLWriter) -> Void
  ) {
    page.element("section", ["id": id, "aria-labelledby": "h-\(id)"]) { page in
      page.element("h2", ["id": "h-\(id)"], title)
      body(&page)
    }
  }

  /// A box that scrolls sideways where its table is too wide.
  static func scrolling(
    _ label: String, to page: inout HTMLWriter, _ body: (inout HTMLWriter) -> Void
  ) {
    page.element(
      "div", ["class": "scroll", "role": "region", "aria-label": label, "tabindex": "0"], body)
  }

  /// `1 sample`, `2,000 samples`.
  static func count(_ number: Int, _ noun: String) -> String {
    "\(Figure.grouped(number)) \(noun)\(number == 1 ? "" : "s")"
  }
}
