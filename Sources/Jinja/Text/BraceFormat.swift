/// `str.format`: replacement fields in braces.
struct BraceFormat {
  /// What a field's name stands for.
  typealias Lookup = (_ name: String, _ path: [PathPart]) throws(JinjaError) -> JinjaValue

  /// A step from a value into one of its parts.
  enum PathPart {
    case attribute(String)
    case item(String)
  }

  private var scalars: ArraySlice<Unicode.Scalar>
  private let lookup: Lookup
  /// In bytes of UTF-8.
  private let limit: Int
  private var automatic = 0

  init(_ template: String, limit: Int, lookup: @escaping Lookup) {
    scalars = Array(template.unicodeScalars)[...]
    self.limit = limit
    self.lookup = lookup
  }

  /// The template's text with every field replaced.
  mutating func render() throws(JinjaError) -> String {
    var result = ""
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "{" where scalars.first == "{", "}" where scalars.first == "}":
        scalars.removeFirst()
        result.unicodeScalars.append(scalar)
      case "{":
        result += try field(depth: 0)
      case "}":
        throw .type("single '}' in a format; write '}}' for a brace")
      default:
        result.unicodeScalars.append(scalar)
      }
      guard result.utf8.count <= limit else {
        throw .limit("the formatted text is larger than \(limit) bytes")
      }
    }
    return result
  }

  private mutating func field(depth: Int) throws(JinjaError) -> String {
    let name = take { "!:}".unicodeScalars.contains($0) }
    var conversion: Unicode.Scalar?
    if scalars.first == "!" {
      scalars.removeFirst()
      conversion = scalars.popFirst()
    }
    var spec = ""
    if scalars.first == ":" {
      scalars.removeFirst()
      spec = try specification(depth: depth)
    }
    guard scalars.popFirst() == "}" else {
      throw .type("a field of the format has no '}'; write '{{' for a brace")
    }
    let value = try resolve(name)
    switch conversion {
    case nil: return try FormatSpecification.format(value, spec, limit: limit)
    case "s":
      let text = value.isUndefined ? "" : try PythonText.string(value, limit: limit)
      return try FormatSpecification.format(.string(text), spec, limit: limit)
    case "r", "a":
      let text = try PythonText.representation(value, limit: limit)
      return try FormatSpecification.format(.string(text), spec, limit: limit)
    default: throw .type("unknown conversion in a format; '!s' and '!r' exist")
    }
  }

  /// A specification, in which fields may stand one level deep.
  private mutating func specification(depth: Int) throws(JinjaError) -> String {
    var spec = take { "{}".unicodeScalars.contains($0) }
    while scalars.first == "{" {
      guard depth == 0 else { throw .type("a format's fields are nested too deeply") }
      scalars.removeFirst()
      spec += try field(depth: depth + 1)
      spec += take { "{}".unicodeScalars.contains($0) }
    }
    return spec
  }

  private mutating func take(until isEnd: (Unicode.Scalar) -> Bool) -> String {
    let end = scalars.firstIndex(where: isEnd) ?? scalars.endIndex
    defer { scalars = scalars[end...] }
    return String(scalars: scalars[..<end])
  }

  private mutating func resolve(_ field: String) throws(JinjaError) -> JinjaValue {
    var rest = Array(field.unicodeScalars)[...]
    func take(until isEnd: (Unicode.Scalar) -> Bool) -> String {
      let end = rest.firstIndex(where: isEnd) ?? rest.endIndex
      defer { rest = rest[end...] }
      return String(scalars: rest[..<end])
    }
    var name = take { $0 == "." || $0 == "[" }
    var path: [PathPart] = []
    while let mark = rest.popFirst() {
      if mark == "." {
        path.append(.attribute(take { $0 == "." || $0 == "[" }))
      } else {
        path.append(.item(take { $0 == "]" }))
        guard rest.popFirst() == "]" else { throw .type("a field has '[' without ']'") }
      }
    }
    if name.isEmpty {
      name = String(automatic)
      automatic += 1
    }
    return try lookup(name, path)
  }
}

/// The part of a field after its colon, such as `>10` or `,.2f`.
enum FormatSpecification {
  /// The value's text in the layout that a specification asks for.
  static func format(
    _ value: JinjaValue, _ specification: String, limit: Int
  ) throws(JinjaError) -> String {
    guard !specification.isEmpty else {
      return value.isUndefined ? "" : try PythonText.string(value, limit: limit)
    }
    let format = try parse(specification)
    switch value {
    case .string(let text):
      guard format.type == nil || format.type == "s", format.alignment != .afterSign,
        format.sign == nil, format.separator == nil, !format.isAlternate
      else {
        throw .type("the format '\(specification)' does not fit a str")
      }
      let shown = format.precision.map { text.scalars(from: 0, to: min($0, text.scalarCount)) }
      return format.padded(shown ?? text, default: .left)
    case .int(let number):
      return try Self.format(number, format, specification)
    case .bool(let flag):
      return try Self.format(flag ? 1 : 0, format, specification)
    case .double(let number):
      guard format.type.map({ "eEfFgGn%".unicodeScalars.contains($0) }) ?? true else {
        throw .type("the format '\(specification)' does not fit a float")
      }
      return try format.double(number)
    default:
      throw .type("a \(value.typeName) takes no format specification; convert it first")
    }
  }

  private static func format(
    _ number: Int, _ format: NumberFormat, _ specification: String
  ) throws(JinjaError) -> String {
    let type = format.type ?? "d"
    if "eEfFgG%".unicodeScalars.contains(type) { return try format.double(Double(number)) }
    guard "bcdnoxX".unicodeScalars.contains(type), format.precision == nil else {
      throw .type("the format '\(specification)' does not fit an int")
    }
    return try format.integer(number)
  }

  private static func parse(_ specification: String) throws(JinjaError) -> NumberFormat {
    var format = NumberFormat()
    var rest = Array(specification.unicodeScalars)[...]
    if let mark = rest.dropFirst().first, let alignment = NumberFormat.Alignment(rawValue: mark) {
      format.fill = rest.removeFirst()
      format.alignment = alignment
      rest.removeFirst()
    } else if let mark = rest.first, let alignment = NumberFormat.Alignment(rawValue: mark) {
      format.alignment = alignment
      rest.removeFirst()
    }
    if let sign = rest.first, "+- ".unicodeScalars.contains(sign) {
      format.sign = rest.removeFirst()
    }
    if rest.first == "#" {
      format.isAlternate = true
      rest.removeFirst()
    }
    if rest.first == "0", format.alignment == nil {
      format.alignment = .afterSign
      format.fill = "0"
    }
    format.width = try size(&rest)
    if let separator = rest.first, separator == "," || separator == "_" {
      format.separator = rest.removeFirst()
    }
    if rest.first == "." {
      rest.removeFirst()
      format.precision = try size(&rest)
    }
    format.type = rest.popFirst()
    guard rest.isEmpty else { throw .type("'\(specification)' is not a format specification") }
    return format
  }

  private static func size(_ rest: inout ArraySlice<Unicode.Scalar>) throws(JinjaError) -> Int {
    var size = 0
    while let digit = rest.first, ("0"..."9").contains(digit) {
      rest.removeFirst()
      size = size * 10 + Int(digit.value) - 48
      guard size <= NumberFormat.largestSize else {
        throw .limit("a format's width or precision is above \(NumberFormat.largestSize)")
      }
    }
    return size
  }
}
