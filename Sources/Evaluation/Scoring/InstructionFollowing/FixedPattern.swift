import Patterns

/// A regular expression that is part of the program.
struct FixedPattern: Sendable {
  let pattern: Pattern

  /// - Parameters:
  ///   - source: In PCRE2's dialect; tests compile every one.
  ///   - options: Its options.
  init(_ source: String, options: Pattern.Options = []) {
    do {
      pattern = try Pattern(source, options: options)
    } catch {
      preconditionFailure("\(error)")
    }
  }
}

extension String {
  /// Python's `str.split(separator)`.
  func pieces(between separator: String) -> [String] {
    let wanted = Array(separator.utf8)
    let bytes = Array(utf8)
    var pieces: [String] = []
    var start = 0
    var index = 0
    while index + wanted.count <= bytes.count {
      if bytes[index] == wanted[0], bytes[index..<(index + wanted.count)].elementsEqual(wanted) {
        pieces.append(String(decoding: bytes[start..<index], as: UTF8.self))
        index += wanted.count
        start = index
      } else {
        index += 1
      }
    }
    pieces.append(String(decoding: bytes[start...], as: UTF8.self))
    return pieces
  }

  /// Python's `str.strip(characters)`.
  func stripped(of characters: String, start: Bool = true, end: Bool = true) -> String {
    let set = characters.unicodeScalars
    var scalars = unicodeScalars[...]
    while start, let first = scalars.first, set.contains(first) { scalars.removeFirst() }
    while end, let last = scalars.last, set.contains(last) { scalars.removeLast() }
    return String(scalars)
  }

  /// Python's `str.removeprefix`.
  func removing(prefix: String) -> String {
    TextNormalization.starts(self, with: prefix)
      ? String(decoding: utf8.dropFirst(prefix.utf8.count), as: UTF8.self) : self
  }

  /// Python's `str.removesuffix`.
  func removing(suffix: String) -> String {
    ends(with: suffix)
      ? String(decoding: utf8.dropLast(suffix.utf8.count), as: UTF8.self) : self
  }

  /// Whether the scalars of another text are the last ones.
  func ends(with suffix: String) -> Bool {
    utf8.count >= suffix.utf8.count && utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }
}
