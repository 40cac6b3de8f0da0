/// Equality and order as Python has them, counting the values looked at so that a render can charge
/// for them.
struct Comparison {
  /// Falls with every value compared.
  private(set) var visits = 0
  private let limit: Int
  /// Whether undefined values may not be compared at all.
  private let isStrict: Bool

  /// Compares at most `limit` pairs of values.
  init(limit: Int, isStrict: Bool = false) {
    self.limit = limit
    self.isStrict = isStrict
  }

  private mutating func visit() throws(JinjaError) {
    visits += 1
    guard visits <= limit else { throw .limit("a comparison looks at too many values") }
  }

  /// Python's `==`: numbers of any type compare by value, sequences item by item.
  mutating func equal(_ left: JinjaValue, _ right: JinjaValue) throws(JinjaError) -> Bool {
    try visit()
    if isStrict {
      for case .undefined(let name) in [left, right] where !name.isEmpty {
        throw .undefinedValue(name)
      }
    }
    switch (left, right) {
    case (.undefined, .undefined), (.none, .none): return true
    case (.string(let a), .string(let b)):
      guard a.utf8.count == b.utf8.count else { return false }
      visits += a.utf8.count / 64
      return a.hasSameScalars(as: b)
    case (.list(let a), .list(let b)), (.tuple(let a), .tuple(let b)):
      guard a.count == b.count else { return false }
      for (x, y) in zip(a, b) {
        guard try equal(x, y) else { return false }
      }
      return true
    case (.dict(let a), .dict(let b)):
      guard a.count == b.count else { return false }
      for entry in a.entries {
        guard let other = b[entry.key], try equal(entry.value, other) else { return false }
      }
      return true
    case (.object(let a), .object(let b)): return equal(a, b)
    default: return numericOrder(left, right) == .equal
    }
  }

  private func equal(_ left: JinjaObject, _ right: JinjaObject) -> Bool {
    if case .range(let a) = left.kind, case .range(let b) = right.kind { return a == b }
    if case .method(let a, let x) = left.kind, case .method(let b, let y) = right.kind {
      return x == y && a.isSmall && a == b
    }
    return left === right
  }

  /// Python's `<`.
  mutating func less(_ left: JinjaValue, _ right: JinjaValue) throws(JinjaError) -> Bool {
    try order(left, right, "<") == .less
  }

  enum Order {
    case less
    case equal
    case greater
    /// One of the two is not a number.
    case none
  }

  /// The order of two values, or an error where Python has none for their types.
  mutating func order(
    _ left: JinjaValue, _ right: JinjaValue, _ symbol: String
  ) throws(JinjaError) -> Order {
    try visit()
    switch (left, right) {
    case (.string(let a), .string(let b)):
      visits += min(a.utf8.count, b.utf8.count) / 64
      if a.hasSameScalars(as: b) { return .equal }
      return a.utf8.lexicographicallyPrecedes(b.utf8) ? .less : .greater
    case (.list(let a), .list(let b)), (.tuple(let a), .tuple(let b)):
      for (x, y) in zip(a, b) where try !equal(x, y) {
        return try order(x, y, symbol)
      }
      if a.count == b.count { return .equal }
      return a.count < b.count ? .less : .greater
    default:
      for case .undefined(let name) in [left, right] { throw .undefinedValue(name) }
      guard left.number != nil, right.number != nil else {
        throw .type(
          "'\(symbol)' cannot compare \(left.typeName) with \(right.typeName); "
            + "convert one of them first")
      }
      return numericOrder(left, right)
    }
  }

  /// The order of two numbers, exact for integers against floats; `none` for other values.
  private func numericOrder(_ left: JinjaValue, _ right: JinjaValue) -> Order {
    if let a = left.integer, let b = right.integer {
      return a == b ? .equal : a < b ? .less : .greater
    }
    guard let a = left.number, let b = right.number else { return .none }
    if a == b, let x = left.integer ?? Int(exactly: a), let y = right.integer ?? Int(exactly: b) {
      return x == y ? .equal : x < y ? .less : .greater
    }
    return a == b ? .equal : a < b ? .less : a > b ? .greater : .none
  }
}

extension JinjaValue {
  /// Whether comparing the value by its parts costs next to nothing.
  fileprivate var isSmall: Bool {
    switch self {
    case .list, .tuple, .dict, .object: false
    default: true
    }
  }

  /// Python's truth: empty, zero, none and undefined are false.
  var isTrue: Bool {
    switch self {
    case .undefined, .none: return false
    case .bool(let value): return value
    case .int(let value): return value != 0
    case .double(let value): return value != 0
    case .string(let value): return !value.isEmpty
    case .list(let items), .tuple(let items): return !items.isEmpty
    case .dict(let dictionary): return dictionary.count > 0
    case .object(let object):
      switch object.kind {
      case .range(let range): return range.count > 0
      case .view(_, let items): return !items.isEmpty
      case .loop(let state): return !state.items.isEmpty
      default: return true
      }
    }
  }
}
