/// The `decoys` of a suite: what a target's likelihood is ranked among.
enum DecoysSection {
  /// As many random texts in the form of a canary, for a target that is the sample's canary.
  case canaries(Int)
  /// The texts that the templates give.
  case texts(ChoicesSection)

  /// Exposure needs company: with K decoys it is at most log2(1 + K) bits.
  private static let most = 4095

  static let shape = Shape<DecoysSection>(
    .any(
      .type("integer").with("minimum", .int(1)).with("maximum", .int(most)), .text,
      .list(of: .text, least: 1)), read: read)

  private static func read(_ value: YAMLValue) -> DecoysSection? {
    if let text = value.scalarText, let number = Int(text) {
      guard (1...most).contains(number) else {
        value.wrong("a whole number from 1 to \(most), a list of texts, or a template")
        return nil
      }
      return .canaries(number)
    }
    if value.isList {
      let values = value.list() ?? []
      let templates = values.compactMap(SuiteTemplate.init)
      if values.isEmpty { value.wrong("at least one decoy") }
      return templates.count == values.count && !values.isEmpty ? .texts(.each(templates)) : nil
    }
    guard value.scalarText != nil, let template = SuiteTemplate(value) else {
      if value.scalarText == nil {
        value.wrong("a whole number, a list of texts, or a template that gives one")
      }
      return nil
    }
    return .texts(.list(template))
  }

  var templates: [SuiteTemplate] {
    guard case .texts(let texts) = self else { return [] }
    return texts.templates
  }
}
