/// Takes from items what an `attribute` argument names: a dotted path, or an index.
struct AttributeGetter {
  private let keys: [JinjaValue]

  /// A getter that gives the item itself where there is no attribute.
  init(_ attribute: JinjaValue?) {
    switch attribute {
    case nil, JinjaValue.none?: keys = []
    case .string(let path):
      keys = path.split(at: ".").map { part in
        let digits = part.unicodeScalars.map { $0.decimalValue }
        guard !part.isEmpty, digits.count < 10, digits.allSatisfy({ $0 != nil }) else {
          return .string(part)
        }
        return .int(digits.reduce(0) { $0 * 10 + ($1 ?? 0) })
      }
    case .some(let key): keys = [key]
    }
  }

  /// The part of an item, `standard` standing in for missing ones.
  func value(
    of item: JinjaValue, _ interpreter: Interpreter, default standard: JinjaValue? = nil
  ) throws(JinjaError) -> JinjaValue {
    var value = item
    for key in keys {
      value = try interpreter.item(key, of: value, path: Path(name: "item", steps: []))
      if let standard, value.isUndefined { value = standard }
    }
    return value
  }
}

extension JinjaValue {
  /// The value by which filters compare where case does not matter.
  func folded(caseSensitive: Bool) -> JinjaValue {
    guard !caseSensitive, case .string(let text) = self else { return self }
    return .string(text.pythonLowercased)
  }
}

extension Filters {
  static let orderFilters: [String: Filter] = [
    "dictsort": dictSort,
    "groupby": groupBy,
    "max": { interpreter, value, arguments throws(JinjaError) in
      try extreme(interpreter, value, arguments, isLargest: true)
    },
    "min": { interpreter, value, arguments throws(JinjaError) in
      try extreme(interpreter, value, arguments, isLargest: false)
    },
    "sort": sort,
    "unique": unique,
  ]

  /// Items in the order of their keys; equal ones keep their order, reversed or not.
  private static func sorted(
    _ items: [JinjaValue], by keys: [JinjaValue], reverse: Bool, _ interpreter: Interpreter
  ) throws(JinjaError) -> [JinjaValue] {
    do {
      return try items.indices.sorted { left, right in
        try reverse
          ? interpreter.less(keys[right], keys[left]) : interpreter.less(keys[left], keys[right])
      }.map { items[$0] }
    } catch let error as JinjaError {
      throw error
    } catch {
      throw .type("the items cannot be sorted: \(error)")
    }
  }

  @Sendable private static func sort(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let bound = try arguments.bind("reverse", "case_sensitive", "attribute", in: "sort")
    let caseSensitive = try interpreter.flag(bound[1])
    var getters = [AttributeGetter(bound[2])]
    if case .string(let names) = bound[2] {
      getters = names.split(at: ",").map { AttributeGetter(.string($0)) }
    }
    let items = try interpreter.items(of: value)
    var keys: [JinjaValue] = []
    for item in items {
      var key: [JinjaValue] = []
      for getter in getters {
        key.append(
          try getter.value(of: item, interpreter).folded(caseSensitive: caseSensitive))
      }
      keys.append(.list(key))
      try interpreter.spend(1)
    }
    return .list(
      try sorted(items, by: keys, reverse: try interpreter.flag(bound[0]), interpreter))
  }

  @Sendable private static func dictSort(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let bound = try arguments.bind("case_sensitive", "by", "reverse", in: "dictsort")
    guard case .dict(let dictionary) = value else {
      if case .undefined(let name) = value { throw .undefinedValue(name) }
      throw .type("'dictsort' needs a dict")
    }
    let by = bound[1] ?? .string("key")
    guard by == .string("key") || by == .string("value") else {
      throw .type("'dictsort' needs 'key' or 'value' as 'by'")
    }
    let caseSensitive = try interpreter.flag(bound[0])
    let keys = dictionary.entries.map {
      (by == .string("key") ? $0.key : $0.value).folded(caseSensitive: caseSensitive)
    }
    let pairs = dictionary.entries.map { JinjaValue.tuple([$0.key, $0.value]) }
    return try interpreter.nested(
      .list(try sorted(pairs, by: keys, reverse: try interpreter.flag(bound[2]), interpreter)))
  }

  private static func extreme(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments, isLargest: Bool
  ) throws(JinjaError) -> JinjaValue {
    let name = isLargest ? "max" : "min"
    let bound = try arguments.bind("case_sensitive", "attribute", in: name)
    let caseSensitive = try interpreter.flag(bound[0])
    let getter = AttributeGetter(bound[1])
    var best: (item: JinjaValue, key: JinjaValue)?
    for item in try interpreter.items(of: value) {
      try interpreter.spend(1)
      let key = try getter.value(of: item, interpreter).folded(caseSensitive: caseSensitive)
      if let current = best {
        let isBetter =
          try isLargest
          ? interpreter.less(current.key, key) : interpreter.less(key, current.key)
        guard isBetter else { continue }
      }
      best = (item: item, key: key)
    }
    return best?.item ?? .undefined(name: "the \(name) of an empty sequence")
  }

  @Sendable private static func unique(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let bound = try arguments.bind("case_sensitive", "attribute", in: "unique")
    let caseSensitive = try interpreter.flag(bound[0])
    let getter = AttributeGetter(bound[1])
    var seen = JinjaDictionary()
    var kept: [JinjaValue] = []
    for item in try interpreter.items(of: value) {
      try interpreter.spend(1)
      let key = try interpreter.dictionaryKey(
        try getter.value(of: item, interpreter).folded(caseSensitive: caseSensitive))
      guard seen[key] == nil else { continue }
      seen[key] = JinjaValue.none
      kept.append(item)
    }
    return try interpreter.iterator("sync_do_unique", kept)
  }

  @Sendable private static func groupBy(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let bound = try arguments.bind("attribute", "default", "case_sensitive", in: "groupby")
    guard let attribute = bound[0] else { throw .type("'groupby' needs an attribute") }
    let standard = bound[1] == JinjaValue.none ? nil : bound[1]
    let caseSensitive = try interpreter.flag(bound[2])
    let getter = AttributeGetter(attribute)
    let items = try interpreter.items(of: value)
    var labels: [JinjaValue] = []
    for item in items {
      labels.append(try getter.value(of: item, interpreter, default: standard))
      try interpreter.spend(1)
    }
    let keys = labels.map { $0.folded(caseSensitive: caseSensitive) }
    let order = try sorted(
      items.indices.map(JinjaValue.int), by: keys, reverse: false, interpreter)
    var groups: [(label: JinjaValue, key: JinjaValue, items: [JinjaValue])] = []
    for index in order.compactMap(\.integer) {
      if let key = groups.last?.key, try interpreter.equal(key, keys[index]) {
        groups[groups.count - 1].items.append(items[index])
      } else {
        groups.append((label: labels[index], key: keys[index], items: [items[index]]))
      }
    }
    return try interpreter.nested(
      .list(groups.map { .tuple([$0.label, .list($0.items)]) }))
  }
}
