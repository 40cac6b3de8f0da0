/// A dictionary in insertion order, whose keys are equal as in Python: 1, 1.0 and True are one key.
package struct JinjaDictionary: Sendable {
  /// A key and its value.
  package struct Entry: Sendable, Hashable {
    package var key: JinjaValue
    package var value: JinjaValue

    package init(key: JinjaValue, value: JinjaValue) {
      self.key = key
      self.value = value
    }
  }

  package private(set) var entries: [Entry] = []
  /// Where each key stands; kept only for dictionaries too large to search through.
  private var positions: [JinjaValue: Int] = [:]

  private static let largestSearched = 8

  package init() {}

  /// Later pairs replace the values of earlier ones with the same key.
  package init(_ pairs: [(String, JinjaValue)]) {
    for (name, value) in pairs {
      self[.string(name)] = value
    }
  }

  package var count: Int { entries.count }

  package subscript(name: String) -> JinjaValue? {
    self[.string(name)]
  }

  /// The value of a key; setting nothing leaves the dictionary as it is.
  package subscript(key: JinjaValue) -> JinjaValue? {
    get {
      position(of: key).map { entries[$0].value }
    }
    set {
      guard let newValue else { return }
      if let position = position(of: key) {
        entries[position].value = newValue
        return
      }
      entries.append(Entry(key: key, value: newValue))
      if entries.count == Self.largestSearched + 1 {
        for (position, entry) in entries.enumerated() {
          positions[entry.key.dictionaryKey] = position
        }
      } else if entries.count > Self.largestSearched {
        positions[key.dictionaryKey] = entries.count - 1
      }
    }
  }

  private func position(of key: JinjaValue) -> Int? {
    if case .string(let name) = key, entries.count <= Self.largestSearched {
      return entries.firstIndex {
        if case .string(let other) = $0.key { return other.hasSameScalars(as: name) }
        return false
      }
    }
    let wanted = key.dictionaryKey
    if entries.count <= Self.largestSearched {
      return entries.firstIndex { $0.key.dictionaryKey == wanted }
    }
    return positions[wanted]
  }
}

extension JinjaDictionary: Hashable {
  /// Two dictionaries are equal when they hold the same pairs, in any order.
  package static func == (left: JinjaDictionary, right: JinjaDictionary) -> Bool {
    left.count == right.count && left.entries.allSatisfy { right[$0.key] == $0.value }
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(entries.count)
  }
}

extension JinjaDictionary: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JinjaValue)...) {
    self.init(elements)
  }
}

extension JinjaValue {
  /// The value under which Python would find a key: numbers that are equal are one key.
  fileprivate var dictionaryKey: JinjaValue {
    switch self {
    case .bool(let value): .int(value ? 1 : 0)
    case .double(let value): Int(exactly: value).map(JinjaValue.int) ?? self
    case .tuple(let items): .tuple(items.map(\.dictionaryKey))
    default: self
    }
  }

  /// Whether Python lets the value be a key of a dictionary.
  var isHashable: Bool {
    switch self {
    case .list, .dict: false
    case .tuple(let items): items.allSatisfy(\.isHashable)
    default: true
    }
  }
}
