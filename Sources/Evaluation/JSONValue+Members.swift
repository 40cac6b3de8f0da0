extension JSONValue {
  /// The text, if this is one.
  package var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The whole number, if this is one.
  package var int: Int? {
    if case .int(let number) = self { number } else { nil }
  }

  /// The number, whole or not, if this is one.
  package var number: Double? {
    switch self {
    case .double(let number): number
    case .int(let number): Double(number)
    default: nil
    }
  }

  /// The texts, if this is an array of nothing else.
  var strings: [String]? { items { $0.string } }

  /// The numbers, if this is an array of nothing else.
  var numbers: [Double]? { items { $0.number } }

  private func items<Item>(_ read: (JSONValue) -> Item?) -> [Item]? {
    guard case .array(let values) = self else { return nil }
    let items = values.compactMap(read)
    return items.count == values.count ? items : nil
  }
}
