extension Mutator {
  static let code = Mutator(
    "code", .structure, "A Python program that joins pieces of two to six characters."
  ) { text, _ in
    let (head, tail) = (CodeWrapping.head, CodeWrapping.tail)
    guard text.starts(with: head), text.suffix(tail.count) == tail[...],
      text.count >= head.count + tail.count
    else { return nil }
    var rest = text[head.count..<(text.count - tail.count)]
    var result: [Unicode.Scalar] = []
    while !rest.isEmpty {
      guard rest.starts(with: [" ", " "]), let literal = StringLiteral.read(rest.dropFirst(2)),
        literal.rest.starts(with: [",", "\n"])
      else { return nil }
      result += literal.text
      rest = literal.rest.dropFirst(2)
    }
    return result.text
  } change: { text, random in
    var result = CodeWrapping.head.text
    var start = 0
    while start < text.count {
      let end = min(text.count, start + 2 + random.below(5))
      result += "  \(StringLiteral.write(text[start..<end])),\n"
      start = end
    }
    return result + CodeWrapping.tail.text
  }

  static let comment = Mutator(
    "comment", .structure, "Each line as a comment of a C-like language."
  ) { text, _ in
    CodeWrapping.removing([Unicode.Scalar]("// "), fromLinesOf: text)?.text
  } change: { text, _ in
    CodeWrapping.adding([Unicode.Scalar]("// "), toLinesOf: text).text
  }
}

/// What stands around a text in a program.
enum CodeWrapping {
  static let head = [Unicode.Scalar]("parts = [\n")
  static let tail = [Unicode.Scalar]("]\nprint(\"\".join(parts))")

  static func adding(
    _ prefix: [Unicode.Scalar], toLinesOf text: [Unicode.Scalar]
  ) -> [Unicode.Scalar] {
    var result = prefix
    result.reserveCapacity(text.count * 2)
    for scalar in text {
      result.append(scalar)
      if scalar == "\n" { result.append(contentsOf: prefix) }
    }
    return result
  }

  /// The text without a prefix that each of its lines must have.
  static func removing(
    _ prefix: [Unicode.Scalar], fromLinesOf text: [Unicode.Scalar]
  ) -> [Unicode.Scalar]? {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.count)
    var rest = text[...]
    while true {
      guard rest.starts(with: prefix) else { return nil }
      rest = rest.dropFirst(prefix.count)
      guard let end = rest.firstIndex(of: "\n") else { return result + rest }
      result.append(contentsOf: rest[...end])
      rest = rest[(end + 1)...]
    }
  }
}
