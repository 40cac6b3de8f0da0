/// HTML's character references (`&lt;`, `&#x6A;`), decoded: all numbers, and the names that matter in
/// addresses and scripts.
enum CharacterReferences {
  private static let named: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "colon": ":",
    "semi": ";", "comma": ",", "period": ".", "sol": "/", "bsol": "\\", "lpar": "(", "rpar": ")",
    "lsqb": "[", "lbrack": "[", "rsqb": "]", "rbrack": "]", "lcub": "{", "lbrace": "{",
    "rcub": "}", "rbrace": "}", "equals": "=", "plus": "+", "num": "#", "quest": "?", "excl": "!",
    "percnt": "%", "dollar": "$", "commat": "@", "lowbar": "_", "grave": "`", "vert": "|",
    "ast": "*", "Tab": "\t", "NewLine": "\n", "hyphen": "\u{2010}", "ndash": "\u{2013}",
  ]
  /// Longer than any that is known.
  private static let longest = 12

  /// A text with its references read.
  static func decoded(_ bytes: some Collection<UInt8>) -> String {
    let bytes = Array(bytes)
    guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "&"), let (text, end) = reference(bytes, index + 1) {
        result += text.utf8
        index = end
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func reference(_ bytes: [UInt8], _ start: Int) -> (String, Int)? {
    let limit = min(bytes.count, start + longest)
    var end = start
    while end < limit, isNamePart(bytes[end]) { end += 1 }
    let name = String(decoding: bytes[start..<end], as: UTF8.self)
    let isClosed = end < bytes.count && bytes[end] == UInt8(ascii: ";")
    let text = name.first == "#" ? number(name.dropFirst()) : isClosed ? named[name] : nil
    return text.map { ($0, isClosed ? end + 1 : end) }
  }

  private static func number(_ digits: Substring) -> String? {
    let isHexadecimal = digits.first == "x" || digits.first == "X"
    let value =
      isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
    return value.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "#"):
      true
    default: false
    }
  }
}
