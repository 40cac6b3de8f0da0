/// The values that a render looks up by name.
///
/// A handful of names is searched through, which takes less time than hashing one.
package struct Bindings: Sendable, ExpressibleByDictionaryLiteral {
  private(set) var entries: [(name: String, value: JinjaValue)] = []
  /// Where each name stands; kept only where they are too many to search through.
  private var positions: [String: Int] = [:]

  private static let largestSearched = 16

  /// No values.
  package init() {}

  /// The values of a dictionary, in the order of its names.
  package init(_ values: [String: JinjaValue]) {
    for name in values.keys.sorted() { self[name] = values[name] }
  }

  package init(dictionaryLiteral elements: (String, JinjaValue)...) {
    for (name, value) in elements { self[name] = value }
  }

  /// A value by its name; setting nothing leaves the name as it is.
  package subscript(name: String) -> JinjaValue? {
    get { position(of: name).map { entries[$0].value } }
    set {
      guard let newValue else { return }
      if let position = position(of: name) {
        entries[position].value = newValue
        return
      }
      entries.append((name, newValue))
      guard entries.count > Bindings.largestSearched else { return }
      if positions.isEmpty {
        for (position, entry) in entries.enumerated() { positions[entry.name] = position }
      } else {
        positions[name] = entries.count - 1
      }
    }
  }

  private func position(of name: String) -> Int? {
    guard entries.count <= Bindings.largestSearched else { return positions[name] }
    for index in entries.indices where entries[index].name == name { return index }
    return nil
  }
}
