extension Methods {
  static let searchMethods: [String: Method] = [
    "count": { interpreter, value, arguments throws(JinjaError) in
      let search = try TextSearch(value, arguments, "count", interpreter)
      return .int(search.part.isEmpty ? search.emptyCount : search.occurrences.count)
    },
    "endswith": { interpreter, value, arguments throws(JinjaError) in
      try begins(value, arguments, interpreter, atEnd: true)
    },
    "find": { interpreter, value, arguments throws(JinjaError) in
      .int(try TextSearch(value, arguments, "find", interpreter).first ?? -1)
    },
    "index": { interpreter, value, arguments throws(JinjaError) in
      try found(try TextSearch(value, arguments, "index", interpreter).first)
    },
    "removeprefix": { interpreter, value, arguments throws(JinjaError) in
      try remove(value, arguments, interpreter, atEnd: false)
    },
    "removesuffix": { interpreter, value, arguments throws(JinjaError) in
      try remove(value, arguments, interpreter, atEnd: true)
    },
    "replace": { interpreter, value, arguments throws(JinjaError) in
      let bound = try arguments.bind("old", "new", "count", in: "replace")
      return try replaced(
        try receiver(value, interpreter), try Filters.string(bound[0], "old", "replace"),
        try Filters.string(bound[1], "new", "replace"),
        try Filters.integer(bound[2], default: -1, "count", "replace"), interpreter)
    },
    "rfind": { interpreter, value, arguments throws(JinjaError) in
      .int(try TextSearch(value, arguments, "rfind", interpreter).last ?? -1)
    },
    "rindex": { interpreter, value, arguments throws(JinjaError) in
      try found(try TextSearch(value, arguments, "rindex", interpreter).last)
    },
    "startswith": { interpreter, value, arguments throws(JinjaError) in
      try begins(value, arguments, interpreter, atEnd: false)
    },
  ]

  private static func found(_ index: Int?) throws(JinjaError) -> JinjaValue {
    guard let index else {
      throw .type("the text that 'index' looks for does not occur; use 'find', or test with 'in'")
    }
    return .int(index)
  }

  /// The text with parts replaced, its size checked before it is made.
  static func replaced(
    _ text: String, _ old: String, _ new: String, _ count: Int, _ interpreter: Interpreter
  ) throws(JinjaError) -> JinjaValue {
    try interpreter.spend(text: text.utf8.count)
    if new.utf8.count > old.utf8.count {
      let growth = new.utf8.count - old.utf8.count
      let most = text.utf8.count / max(1, old.utf8.count) + 1
      let (bytes, overflows) = growth.multipliedReportingOverflow(
        by: count < 0 ? most : min(count, most))
      // Only a replacement that may grow beyond the limit is counted exactly.
      if overflows || text.utf8.count + bytes > interpreter.limits.outputBytes {
        let times = old.isEmpty ? most : ByteSearch(old).all(in: Array(text.utf8)).count
        let (exact, exactOverflows) = growth.multipliedReportingOverflow(
          by: count < 0 ? times : min(count, times))
        try interpreter.spend(text: exactOverflows ? .max : text.utf8.count + exact)
      }
    }
    return try interpreter.text(text.replacingScalars(old, with: new, limit: count))
  }

  private static func begins(
    _ value: JinjaValue, _ arguments: Arguments, _ interpreter: Interpreter, atEnd: Bool
  ) throws(JinjaError) -> JinjaValue {
    let name = atEnd ? "endswith" : "startswith"
    let bound = try arguments.bind("prefix", "start", "end", in: name)
    var parts: [String] = []
    switch bound[0] {
    case .string(let part): parts = [part]
    case .tuple(let items):
      for item in items {
        parts.append(try Filters.string(item, "prefix", name))
      }
    default: throw .type("'\(name)' needs a str or a tuple of strs")
    }
    let text = try receiver(value, interpreter)
    try interpreter.spend(parts.count)
    let window = try TextWindow(text, bound[1], bound[2], name)
    return .bool(
      parts.contains {
        guard window.isValid else { return false }
        return atEnd ? window.bytes.hasSuffix($0.utf8) : window.bytes.starts(with: $0.utf8)
      })
  }

  private static func remove(
    _ value: JinjaValue, _ arguments: Arguments, _ interpreter: Interpreter, atEnd: Bool
  ) throws(JinjaError) -> JinjaValue {
    let name = atEnd ? "removesuffix" : "removeprefix"
    let part = try Filters.string(try arguments.bind("part", in: name)[0], "part", name)
    let bytes = Array(try receiver(value, interpreter).utf8)
    let matches = atEnd ? bytes[...].hasSuffix(part.utf8) : bytes.starts(with: part.utf8)
    guard matches, !part.isEmpty else { return value }
    let rest = atEnd ? bytes.dropLast(part.utf8.count) : bytes.dropFirst(part.utf8.count)
    return .string(String(rest))
  }
}

extension ArraySlice<UInt8> {
  fileprivate func hasSuffix(_ other: String.UTF8View) -> Bool {
    count >= other.count && suffix(other.count).elementsEqual(other)
  }
}

/// The bytes of a text between two indices in scalars.
private struct TextWindow {
  let bytes: ArraySlice<UInt8>
  /// The index of the first scalar.
  let start: Int
  let scalarCount: Int
  /// Whether the start is not past the end.
  let isValid: Bool

  init(
    _ text: String, _ start: JinjaValue?, _ end: JinjaValue?, _ name: String
  ) throws(JinjaError) {
    let all = Array(text.utf8)
    let count = text.scalarCount
    func clamped(_ value: JinjaValue?, _ standard: Int, _ label: String) throws(JinjaError) -> Int {
      guard let value, value != .none else { return standard }
      let index = try Filters.integer(value, default: standard, label, name)
      return index < 0 ? max(0, index + count) : index
    }
    let first = try clamped(start, 0, "start")
    let last = min(count, try clamped(end, count, "end"))
    self.start = first
    isValid = first <= last
    scalarCount = max(0, last - first)
    guard isValid else {
      bytes = []
      return
    }
    bytes = all[text.byteOffset(ofScalar: first)..<text.byteOffset(ofScalar: last)]
  }
}

/// A search for one text in a part of another.
private struct TextSearch {
  let part: String
  private let window: TextWindow
  private let bytes: [UInt8]

  init(
    _ value: JinjaValue, _ arguments: Arguments, _ name: String, _ interpreter: Interpreter
  ) throws(JinjaError) {
    let bound = try arguments.bind("sub", "start", "end", in: name)
    part = try Filters.string(bound[0], "sub", name)
    window = try TextWindow(
      try Methods.receiver(value, interpreter), bound[1], bound[2], name)
    bytes = Array(window.bytes)
  }

  /// Byte offsets of occurrences that do not overlap.
  var occurrences: [Int] { ByteSearch(part).all(in: bytes) }

  /// How often the empty text occurs.
  var emptyCount: Int { window.isValid ? window.scalarCount + 1 : 0 }

  /// The index of the first occurrence in scalars of the whole text.
  var first: Int? {
    guard window.isValid else { return nil }
    return ByteSearch(part).first(in: bytes).map(scalarIndex)
  }

  /// The index of the last occurrence.
  var last: Int? {
    guard window.isValid else { return nil }
    let reversed = ByteSearch(part.scalarsReversed)
    let text = Array(String(bytes).scalarsReversed.utf8)
    return reversed.first(in: text).map { scalarIndex(bytes.count - $0 - part.utf8.count) }
  }

  private func scalarIndex(_ offset: Int) -> Int {
    window.start + bytes[..<offset].reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
  }
}
