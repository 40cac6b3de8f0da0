/// Finds a byte string in others in linear time (Knuth, Morris and Pratt).
struct ByteSearch {
  private let pattern: [UInt8]
  /// The length of the longest proper border of each prefix of the pattern.
  private let borders: [Int]

  init(_ pattern: String) {
    let bytes = Array(pattern.utf8)
    var borders = [Int](repeating: 0, count: bytes.count)
    var length = 0
    for index in bytes.indices.dropFirst() {
      while length > 0, bytes[index] != bytes[length] {
        length = borders[length - 1]
      }
      if bytes[index] == bytes[length] { length += 1 }
      borders[index] = length
    }
    self.pattern = bytes
    self.borders = borders
  }

  /// Where the pattern first occurs at or after `start`.
  func first(in text: [UInt8], from start: Int = 0) -> Int? {
    guard !pattern.isEmpty else { return start <= text.count ? start : nil }
    var matched = 0
    var index = start
    while index < text.count {
      while matched > 0, text[index] != pattern[matched] {
        matched = borders[matched - 1]
      }
      if text[index] == pattern[matched] { matched += 1 }
      if matched == pattern.count { return index + 1 - matched }
      index += 1
    }
    return nil
  }

  /// Where the pattern occurs without overlaps, from the left, at most `limit` times.
  func all(in text: [UInt8], limit: Int = .max) -> [Int] {
    var found: [Int] = []
    var start = 0
    while found.count < limit, let index = first(in: text, from: start) {
      found.append(index)
      start = index + max(1, pattern.count)
    }
    return found
  }
}

extension String {
  /// Whether the other string's scalars occur in this one's.
  func containsScalars(_ other: String) -> Bool {
    ByteSearch(other).first(in: Array(utf8)) != nil
  }

  /// `str.replace`: at most `limit` replacements from the left; all of them if it is negative.
  func replacingScalars(_ old: String, with new: String, limit: Int) -> String {
    let count = limit < 0 ? Int.max : limit
    if old.isEmpty { return interleaved(with: new, limit: count) }
    let bytes = Array(utf8)
    var result: [UInt8] = []
    var start = 0
    for index in ByteSearch(old).all(in: bytes, limit: count) {
      result += bytes[start..<index]
      result += new.utf8
      start = index + old.utf8.count
    }
    result += bytes[start...]
    return String(result)
  }

  /// The string with another before each of its first scalars and at its end, as replacing "" does.
  private func interleaved(with other: String, limit: Int) -> String {
    var result = ""
    var left = limit
    for scalar in unicodeScalars {
      if left > 0 { result += other }
      left -= 1
      result.unicodeScalars.append(scalar)
    }
    return left > 0 ? result + other : result
  }

  /// `str.split(separator)`: at most `limit` cuts from the left.
  func split(at separator: String, limit: Int = .max) -> [String] {
    let bytes = Array(utf8)
    var parts: [String] = []
    var start = 0
    for index in ByteSearch(separator).all(in: bytes, limit: limit) {
      parts.append(String(bytes[start..<index]))
      start = index + separator.utf8.count
    }
    parts.append(String(bytes[start...]))
    return parts
  }

  /// The string with its scalars in reverse order.
  var scalarsReversed: String {
    String(scalars: unicodeScalars.reversed())
  }

  /// `str.rsplit(separator)`: at most `limit` cuts from the right.
  func splitFromRight(at separator: String, limit: Int) -> [String] {
    scalarsReversed.split(at: separator.scalarsReversed, limit: limit)
      .reversed().map(\.scalarsReversed)
  }
}
