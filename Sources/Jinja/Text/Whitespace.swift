extension Unicode.Scalar {
  /// Whether Python's `str.isspace` and `\s` count the scalar as white space.
  var isPythonWhitespace: Bool {
    switch value {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F,
      0x205F, 0x3000:
      true
    default: false
    }
  }

  /// Whether `\w` matches the scalar.
  var isPythonWord: Bool {
    self == "_" || isPythonAlphabetic || properties.numericType != nil
  }

  /// Whether `str.isalpha` counts the scalar as a letter.
  var isPythonAlphabetic: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }
}

extension Array<UInt8> {
  /// The bytes of the white-space scalar that starts at an index; 0 if there is none.
  func whitespaceLength(at index: Int) -> Int {
    guard index < count else { return 0 }
    let byte = self[index]
    if byte < 0x80 { return Unicode.Scalar(byte).isPythonWhitespace ? 1 : 0 }
    let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
    guard length < 4, index + length <= count else { return 0 }
    let value =
      length == 2
      ? UInt32(byte & 0x1F) << 6 | UInt32(self[index + 1] & 0x3F)
      : UInt32(byte & 0x0F) << 12 | UInt32(self[index + 1] & 0x3F) << 6
        | UInt32(self[index + 2] & 0x3F)
    return Unicode.Scalar(value)?.isPythonWhitespace == true ? length : 0
  }

  /// The first index from `start` on that does not begin white space.
  func skippingWhitespace(from start: Int) -> Int {
    var index = start
    while case let length = whitespaceLength(at: index), length > 0 {
      index += length
    }
    return index
  }

  /// The end of the range once the white space before it is taken off.
  func trimmingWhitespace(in range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound {
      var start = end - 1
      while start > range.lowerBound, self[start] & 0xC0 == 0x80 {
        start -= 1
      }
      guard whitespaceLength(at: start) == end - start else { break }
      end = start
    }
    return end
  }
}

extension String {
  init(_ bytes: some Collection<UInt8>) {
    self.init(decoding: bytes, as: UTF8.self)
  }

  init(scalars: some Sequence<Unicode.Scalar>) {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    self.init(view)
  }

  /// The scalars between white space.
  var pythonWords: [String] {
    var words: [String] = []
    let bytes = Array(utf8)
    var index = bytes.skippingWhitespace(from: 0)
    while index < bytes.count {
      let start = index
      while index < bytes.count, bytes.whitespaceLength(at: index) == 0 {
        index += 1
      }
      words.append(String(bytes[start..<index]))
      index = bytes.skippingWhitespace(from: index)
    }
    return words
  }

  /// The string without white space, or without any of the given scalars, at its ends.
  func stripped(of characters: String? = nil, start: Bool = true, end: Bool = true) -> String {
    let set = characters.map { Set($0.unicodeScalars) }
    func isStripped(_ scalar: Unicode.Scalar) -> Bool {
      set?.contains(scalar) ?? scalar.isPythonWhitespace
    }
    var rest = unicodeScalars[...]
    if start { rest = rest.drop(while: isStripped) }
    while end, let last = rest.last, isStripped(last) {
      rest.removeLast()
    }
    return String(rest)
  }

  /// The lines, broken where `str.splitlines` breaks them.
  func pythonLines(keepingEnds: Bool = false) -> [String] {
    var lines: [String] = []
    let scalars = unicodeScalars
    var start = scalars.startIndex
    var index = start
    while index < scalars.endIndex {
      var next = scalars.index(after: index)
      guard scalars[index].isPythonLineBreak else {
        index = next
        continue
      }
      if scalars[index] == "\r", next < scalars.endIndex, scalars[next] == "\n" {
        next = scalars.index(after: next)
      }
      lines.append(String(scalars[start..<(keepingEnds ? next : index)]))
      start = next
      index = next
    }
    if start < scalars.endIndex { lines.append(String(scalars[start...])) }
    return lines
  }
}

extension Unicode.Scalar {
  fileprivate var isPythonLineBreak: Bool {
    switch value {
    case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }
}
