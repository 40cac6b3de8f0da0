/// A value with identity: what a render makes for its own use.
///
/// Unchecked, but safe to send: a render creates and changes its objects on one thread, and none
/// leaves it, for `Template.evaluate` answers with plain values only (see `exported`).
package final class JinjaObject: @unchecked Sendable {
  enum Kind {
    /// `namespace(…)`: attributes that inner scopes may set.
    case namespace(JinjaDictionary)
    case macro(Macro)
    /// A method of a value, not yet called.
    case method(receiver: JinjaValue, name: String)
    /// A global function, by name.
    case function(String)
    case loop(LoopState)
    case range(RangeValue)
    /// A one-pass sequence, such as `map` gives, from its next item on.
    case iterator(label: String, items: ArraySlice<JinjaValue>)
    /// `items()`, `keys()` or `values()` of a dict.
    case view(label: String, items: [JinjaValue])
    case cycler(items: [JinjaValue], index: Int)
    case joiner(separator: String, used: Bool)
  }

  var kind: Kind

  init(_ kind: Kind) {
    self.kind = kind
  }

  var typeName: String {
    switch kind {
    case .namespace: "Namespace"
    case .macro: "Macro"
    case .method, .function: "builtin_function_or_method"
    case .loop: "LoopContext"
    case .range: "range"
    case .iterator: "generator"
    case .view(let label, _): label
    case .cycler: "Cycler"
    case .joiner: "Joiner"
    }
  }

  /// The levels of values below the object; one that refers to other objects counts as a level.
  func depth(limit: Int, budget: inout Int) -> Int {
    guard limit > 0 else { return 1 }
    switch kind {
    case .iterator(_, let items):
      return 1 + JinjaValue.list(Array(items)).depth(limit: limit - 1, budget: &budget)
    case .view(_, let items), .cycler(let items, _):
      return 1 + JinjaValue.list(items).depth(limit: limit - 1, budget: &budget)
    case .namespace(let attributes):
      return 1 + JinjaValue.dict(attributes).depth(limit: limit - 1, budget: &budget)
    case .method(let receiver, _):
      return 1 + receiver.depth(limit: limit - 1, budget: &budget)
    case .macro, .function, .loop, .range, .joiner:
      return 1
    }
  }
}

/// A macro and the scope that it was written in.
struct Macro {
  let definition: MacroDefinition
  let scope: Scope
}

/// The arithmetic progression of `range(…)`.
struct RangeValue: Hashable {
  let start: Int
  let stop: Int
  let step: Int
  let count: Int

  /// The values that a slice picks; the step is not 0.
  func sliced(start first: Int?, stop end: Int?, step: Int) -> RangeValue {
    let bounds = PythonSlice.bounds(start: first, stop: end, step: step, count: count)
    let picked = PythonSlice.indices(start: first, stop: end, step: step, count: count)
    // Only the distances that values really have are sure not to overflow.
    return RangeValue(
      start: start &+ bounds.first &* self.step, stop: start &+ bounds.end &* self.step,
      step: self.step &* PythonSlice.clamped(step, count: count),
      count: picked.reduce(0) { count, _ in count + 1 })
  }

  /// The values in order.
  var items: [JinjaValue] {
    (0..<count).map { .int(start &+ $0 &* step) }
  }
}

/// Where a `for` loop stands; what templates see as `loop`.
struct LoopState {
  let loop: ForLoop
  let items: [JinjaValue]
  var index = 0
  /// From 0; grows by one for each recursive call.
  let depth: Int
  /// The scope around the loop.
  let outer: Scope
  var lastChanged: [JinjaValue]?
}

extension JinjaValue {
  /// The value with every object in it replaced by plain values: sequences by lists, namespaces by
  /// dicts, and what cannot be data by its text.
  var exported: JinjaValue {
    switch self {
    case .list(let items):
      return items.contains(where: \.isNested) ? .list(items.map(\.exported)) : self
    case .tuple(let items):
      return items.contains(where: \.isNested) ? .tuple(items.map(\.exported)) : self
    case .dict(let dictionary): return .dict(dictionary.exported)
    case .object(let object):
      switch object.kind {
      case .namespace(let attributes): return .dict(attributes.exported)
      case .range(let range): return .list(range.items)
      case .iterator(_, let items): return .list(items.map(\.exported))
      case .view(_, let items): return .list(items.map(\.exported))
      default: return .string(object.label)
      }
    default: return self
    }
  }
}

extension JinjaDictionary {
  fileprivate var exported: JinjaDictionary {
    var plain = JinjaDictionary()
    for entry in entries {
      plain[entry.key.exported] = entry.value.exported
    }
    return plain
  }
}
