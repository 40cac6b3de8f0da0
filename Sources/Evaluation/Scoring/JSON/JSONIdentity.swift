/// What makes JSON values equal: numbers by value (1 and 1.0), objects whatever the order of their
/// members, texts by their scalars.
struct JSONIdentity: Hashable, Sendable {
  private let bytes: [UInt8]

  init(_ value: JSONValue) {
    // Numbers that were read from JSON are finite, so this writes every one of them.
    let text = (try? JSONIdentity.plain(value).jsonText(.sorted)) ?? ""
    bytes = Array(text.utf8)
  }

  /// Numbers that are whole as whole numbers.
  private static func plain(_ value: JSONValue) -> JSONValue {
    switch value {
    case .double(let number):
      Int(exactly: number).map { .int($0) } ?? value
    case .array(let items): .array(items.map(plain))
    case .object(let members): .object(members.map { JSONValue.Member($0.name, plain($0.value)) })
    case .null, .bool, .int, .string: value
    }
  }
}
