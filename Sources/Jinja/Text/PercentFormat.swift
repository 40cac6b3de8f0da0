/// `template % values`: formatting as in C, with Python's `%s` and `%r`.
struct PercentFormat {
  private var scalars: ArraySlice<Unicode.Scalar>
  private let values: JinjaValue
  private var used = 0
  private var result = ""
  private let isStrict: Bool
  /// In bytes of UTF-8.
  private let limit: Int

  /// The text of a template with a tuple's items, a dict's values or one value put in.
  static func render(
    _ template: String, _ values: JinjaValue, options: Template.Options
  ) throws(JinjaError) -> String {
    var format = PercentFormat(template, values, options)
    try format.run()
    return format.result
  }

  private init(_ template: String, _ values: JinjaValue, _ options: Template.Options) {
    scalars = Array(template.unicodeScalars)[...]
    self.values = values
    isStrict = options.undefined == .strict
    limit = options.limits.outputBytes
  }

  private mutating func run() throws(JinjaError) {
    while let scalar = scalars.popFirst() {
      if scalar == "%" {
        try conversion()
        guard result.utf8.count <= limit else {
          throw .limit("the formatted text is larger than \(limit) bytes")
        }
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    let isUsed =
      switch values {
      case .tuple(let items): used == items.count
      case .dict, .list, .object, .undefined: true
      default: used > 0
      }
    guard isUsed else {
      throw .type("not all arguments of '%' were used; give as many values as conversions")
    }
  }

  private mutating func conversion() throws(JinjaError) {
    let key = try mappingKey()
    var format = NumberFormat()
    var hasZero = false
    while let flag = scalars.first, "-+ #0".unicodeScalars.contains(flag) {
      scalars.removeFirst()
      switch flag {
      case "-": format.alignment = .left
      case "+": format.sign = "+"
      case " ": if format.sign != "+" { format.sign = " " }
      case "#": format.isAlternate = true
      default: hasZero = true
      }
    }
    let width = try size(isPrecision: false)
    if width < 0 { format.alignment = .left }
    format.width = Int(width.magnitude)
    if scalars.first == "." {
      scalars.removeFirst()
      format.precision = max(0, try size(isPrecision: true))
    }
    while let letter = scalars.first, "hlL".unicodeScalars.contains(letter) {
      scalars.removeFirst()
    }
    guard let type = scalars.popFirst() else {
      throw .type("incomplete format: write '%%' for a percent sign")
    }
    format.type = type
    if type == "%" {
      result += "%"
      return
    }
    if hasZero, format.alignment == nil, type != "s", type != "r", type != "a", type != "c" {
      format.alignment = .afterSign
      format.fill = "0"
    }
    if let key {
      result += try text(of: key, format, type)
    } else {
      result += try text(of: try nextValue(), format, type)
    }
  }

  private mutating func mappingKey() throws(JinjaError) -> JinjaValue? {
    guard scalars.first == "(" else { return nil }
    guard let end = scalars.firstIndex(of: ")") else {
      throw .type("incomplete format key: '%(' without ')'")
    }
    let name = String(scalars: scalars[(scalars.startIndex + 1)..<end])
    scalars = scalars[(end + 1)...]
    guard case .dict(let dictionary) = values else { throw .type("'%(\(name))' needs a dict") }
    guard let value = dictionary[name] else { throw .type("the dict has no key '\(name)'") }
    return value
  }

  private mutating func size(isPrecision: Bool) throws(JinjaError) -> Int {
    if scalars.first == "*" {
      scalars.removeFirst()
      guard let size = try nextValue().integer else { throw .type("'*' wants an int") }
      return try checked(size)
    }
    var size = 0
    while let digit = scalars.first, ("0"..."9").contains(digit) {
      scalars.removeFirst()
      size = try checked(size * 10 + Int(digit.value) - 48)
    }
    return size
  }

  private func checked(_ size: Int) throws(JinjaError) -> Int {
    guard (-NumberFormat.largestSize...NumberFormat.largestSize).contains(size) else {
      throw .limit("a format's width or precision is above \(NumberFormat.largestSize)")
    }
    return size
  }

  private mutating func nextValue() throws(JinjaError) -> JinjaValue {
    defer { used += 1 }
    if case .tuple(let items) = values {
      guard used < items.count else {
        throw .type("not enough arguments for the format; give as many values as conversions")
      }
      return items[used]
    }
    guard used == 0 else {
      throw .type("not enough arguments for the format; give a tuple of values")
    }
    return values
  }

  private func text(
    of value: JinjaValue, _ format: NumberFormat, _ type: Unicode.Scalar
  ) throws(JinjaError) -> String {
    switch type {
    case "s", "r", "a":
      let full = try text(of: value, isRepresentation: type != "s")
      let shown = format.precision.map { full.scalars(from: 0, to: min($0, full.scalarCount)) }
      return format.padded(shown ?? full, default: .right)
    case "c":
      if case .string(let text) = value, text.scalarCount == 1 {
        return format.padded(text, default: .right)
      }
      guard let number = value.integer else { throw .type("'%c' needs an int or a character") }
      return try format.integer(number)
    case "d", "i", "u":
      guard let number = try whole(value) else { throw .type("'%d' needs a number") }
      return try withDigits(format).integer(number)
    case "x", "X", "o":
      guard let number = value.integer else { throw .type("'%\(type)' needs an int") }
      return try withDigits(format).integer(number)
    case "e", "E", "f", "F", "g", "G":
      guard let number = value.number else { throw .type("'%\(type)' needs a number") }
      return try format.double(number)
    default:
      throw .type("'%\(type)' is not a format; write '%%' for a percent sign")
    }
  }

  private func text(
    of value: JinjaValue, isRepresentation: Bool
  ) throws(JinjaError) -> String {
    if isRepresentation { return try PythonText.representation(value, limit: limit) }
    if case .undefined(let name) = value {
      if isStrict, !name.isEmpty { throw .undefinedValue(name) }
      return ""
    }
    return try PythonText.string(value, limit: limit)
  }

  private func withDigits(_ format: NumberFormat) -> NumberFormat {
    var whole = format
    whole.precision = nil
    return whole
  }

  private func whole(_ value: JinjaValue) throws(JinjaError) -> Int? {
    guard case .double(let number) = value else { return value.integer }
    guard let whole = Int(exactly: number.rounded(.towardZero)) else {
      throw .integerOverflow
    }
    return whole
  }
}
