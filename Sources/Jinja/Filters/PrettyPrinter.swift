/// Lays out lists and dicts as Python's `pprint.pformat` does, with long strings left whole.
struct PrettyPrinter {
  /// In bytes of UTF-8.
  private let limit: Int
  private static let width = 80

  init(limit: Int) {
    self.limit = limit
  }

  /// The value's text in lines of at most 80 scalars where its parts allow.
  func text(of value: JinjaValue) throws(JinjaError) -> String {
    try text(of: sorted(value), indentation: 0, allowance: 0)
  }

  /// The value with the keys of every dict in order.
  private func sorted(_ value: JinjaValue) throws(JinjaError) -> JinjaValue {
    switch value {
    case .list(let items): return .list(try sorted(items))
    case .tuple(let items): return .tuple(try sorted(items))
    case .dict(let dictionary):
      var result = JinjaDictionary()
      for entry in dictionary.entries.sorted(by: Self.isOrdered) {
        result[entry.key] = try sorted(entry.value)
      }
      return .dict(result)
    default: return value
    }
  }

  private func sorted(_ items: [JinjaValue]) throws(JinjaError) -> [JinjaValue] {
    var result: [JinjaValue] = []
    for item in items {
      result.append(try sorted(item))
    }
    return result
  }

  /// Python's `<` for keys, and an order of types where it has none.
  private static func isOrdered(
    _ left: JinjaDictionary.Entry, _ right: JinjaDictionary.Entry
  ) -> Bool {
    var comparison = Comparison(limit: .max)
    do {
      return try comparison.less(left.key, right.key)
    } catch {
      return left.key.typeName < right.key.typeName
    }
  }

  private func text(
    of value: JinjaValue, indentation: Int, allowance: Int
  ) throws(JinjaError) -> String {
    let line = try PythonText.representation(value, limit: limit)
    guard line.scalarCount > Self.width - indentation - allowance else { return line }
    switch value {
    case .list(let items):
      return try lines(
        items.map { (nil, $0) }, "[", "]", indentation: indentation, allowance: allowance)
    case .tuple(let items):
      return try lines(
        items.map { (nil, $0) }, "(", items.count == 1 ? ",)" : ")", indentation: indentation,
        allowance: allowance)
    case .dict(let dictionary):
      return try lines(
        dictionary.entries.map { ($0.key, $0.value) }, "{", "}", indentation: indentation,
        allowance: allowance)
    default: return line
    }
  }

  private func lines(
    _ items: [(key: JinjaValue?, value: JinjaValue)], _ open: String, _ close: String,
    indentation: Int, allowance: Int
  ) throws(JinjaError) -> String {
    var text = open
    for (index, item) in items.enumerated() {
      let isLast = index == items.count - 1
      if index > 0 { text += ",\n" + String(repeating: " ", count: indentation + 1) }
      var inner = indentation + 1
      if let key = item.key {
        let label = try PythonText.representation(key, limit: limit) + ": "
        text += label
        inner += label.scalarCount
      }
      text += try self.text(
        of: item.value, indentation: inner,
        allowance: isLast ? allowance + close.scalarCount : 1)
      guard text.utf8.count <= limit else {
        throw .limit("the text of a value is larger than \(limit) bytes; print a part of it")
      }
    }
    return text + close
  }
}
