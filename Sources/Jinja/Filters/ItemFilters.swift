extension Filters {
  static let itemFilters: [String: Filter] = [
    "attr": attribute,
    "batch": batch,
    "count": length,
    "d": standard,
    "default": standard,
    "first": first,
    "items": items,
    "join": join,
    "last": last,
    "length": length,
    "list": { interpreter, value, arguments throws(JinjaError) in
      _ = try arguments.bind(in: "list")
      return .list(try interpreter.items(of: value))
    },
    "reverse": reverse,
    "slice": slice,
  ]

  @Sendable private static func attribute(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let name = try string(try arguments.bind("name", in: "attr")[0], "name", "attr")
    if case .undefined(let missing) = value { throw .undefinedValue(missing) }
    return try interpreter.ownAttribute(name, of: value) ?? .undefined(name: name)
  }

  @Sendable private static func batch(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let bound = try arguments.bind("linecount", "fill_with", in: "batch")
    let size = try integer(bound[0], default: 0, "linecount", "batch")
    guard size > 0 else { throw .type("'batch' needs a 'linecount' above 0") }
    let items = try interpreter.items(of: value)
    var batches: [JinjaValue] = []
    var start = 0
    while start < items.count {
      var part = Array(items[start...].prefix(size))
      if let fill = bound[1], fill != .none, part.count < size {
        try interpreter.spend(size)
        part += Array(repeating: fill, count: size - part.count)
      }
      batches.append(.list(part))
      start += min(size, items.count - start)
    }
    return try interpreter.iterator("do_batch", try interpreter.nestedItems(batches))
  }

  @Sendable private static func slice(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let bound = try arguments.bind("slices", "fill_with", in: "slice")
    let count = try integer(bound[0], default: 0, "slices", "slice")
    guard count > 0 else { throw .type("'slice' needs a number of slices above 0") }
    try interpreter.spend(count)
    let items = try interpreter.items(of: value)
    let (size, extra) = items.count.quotientAndRemainder(dividingBy: count)
    var slices: [JinjaValue] = []
    var start = 0
    for number in 0..<count {
      let end = start + size + (number < extra ? 1 : 0)
      var part = Array(items[start..<end])
      if let fill = bound[1], fill != .none, number >= extra { part.append(fill) }
      slices.append(.list(part))
      start = end
    }
    return try interpreter.iterator("sync_do_slice", try interpreter.nestedItems(slices))
  }

  @Sendable private static func standard(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let bound = try arguments.bind("default_value", "boolean", in: "default")
    let countsFalse = try interpreter.flag(bound[1])
    return value.isUndefined || countsFalse && !value.isTrue ? bound[0] ?? .string("") : value
  }

  @Sendable private static func length(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    _ = try arguments.bind(in: "length")
    return .int(try interpreter.count(of: value))
  }

  @Sendable private static func first(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    _ = try arguments.bind(in: "first")
    let missing = JinjaValue.undefined(name: "the first item of an empty sequence")
    if case .object(let object) = value, case .iterator(let label, var items) = object.kind {
      let item = items.popFirst()
      object.kind = .iterator(label: label, items: items)
      return item ?? missing
    }
    if case .string(let text) = value {
      return text.unicodeScalars.first.map { .string(String($0)) } ?? missing
    }
    return try interpreter.items(of: value).first ?? missing
  }

  @Sendable private static func last(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    _ = try arguments.bind(in: "last")
    let missing = JinjaValue.undefined(name: "the last item of an empty sequence")
    switch value {
    case .string(let text):
      return text.unicodeScalars.last.map { .string(String($0)) } ?? missing
    case .object(let object):
      if case .iterator = object.kind {
        throw .type("'last' does not work on a one-pass sequence; add |list before it")
      }
    default: break
    }
    return try interpreter.items(of: value).last ?? missing
  }

  @Sendable private static func items(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    _ = try arguments.bind(in: "items")
    if value.isUndefined { return try interpreter.iterator("do_items", []) }
    guard case .dict(let dictionary) = value else { throw .type("'items' needs a dict") }
    let pairs = dictionary.entries.map { JinjaValue.tuple([$0.key, $0.value]) }
    return try interpreter.iterator("do_items", try interpreter.nestedItems(pairs))
  }

  @Sendable private static func join(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    let bound = try arguments.bind("d", "attribute", in: "join")
    let separator =
      try bound[0].map { text throws(JinjaError) in
        try interpreter.string(text)
      } ?? ""
    let getter = AttributeGetter(bound[1])
    var joined = ""
    for (index, item) in try interpreter.items(of: value).enumerated() {
      if index > 0 { joined += separator }
      joined += try interpreter.string(try getter.value(of: item, interpreter))
      try interpreter.spend(1)
      guard joined.utf8.count <= interpreter.limits.outputBytes else { break }
    }
    return try interpreter.text(joined)
  }

  @Sendable private static func reverse(
    _ interpreter: Interpreter, _ value: JinjaValue, _ arguments: Arguments
  ) throws(JinjaError) -> JinjaValue {
    _ = try arguments.bind(in: "reverse")
    if case .string(let text) = value { return try interpreter.text(text.scalarsReversed) }
    let items = Array(try interpreter.items(of: value).reversed())
    if case .object(let object) = value, case .iterator = object.kind { return .list(items) }
    return try interpreter.iterator("reversed", items)
  }
}

extension Interpreter {
  /// The items of a new sequence, provided that they are not nested too deeply.
  func nestedItems(_ items: [JinjaValue]) throws(JinjaError) -> [JinjaValue] {
    _ = try nested(.list(items))
    return items
  }
}
