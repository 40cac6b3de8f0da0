import Jinja
import Patterns

/// What the template filter `regex_replace` does: Python's `re.sub(pattern, replacement, text, count)`.
enum RegexReplacement {
  /// Replaces matches; `\1`, `\g<1>` and `\g<0>` in the replacement stand for groups.
  ///
  /// - Throws: `Failure` where the pattern does not compile, costs too much or lacks a group.
  static func replace(
    _ text: String, _ pattern: String, _ replacement: String, _ count: Int
  ) throws -> String {
    let compiled: Pattern
    do {
      compiled = try Pattern(PythonPattern.pcre(pattern))
    } catch {
      throw Failure(.badData, "regex_replace: \(error)")
    }
    let parts = try parts(of: replacement, groups: compiled.captureCount)
    let utf8 = Array(text.utf8)
    var output: [UInt8] = []
    var end = 0
    for (index, match) in try compiled.allMatches(in: text).enumerated() {
      if count > 0, index >= count { break }
      output += utf8[end..<match.range.lowerBound]
      for part in parts {
        switch part {
        case .text(let text): output += text.utf8
        case .group(let group): output += (match.groups[group] ?? "").utf8
        }
      }
      end = match.range.upperBound
    }
    output += utf8[end...]
    return String(decoding: output, as: UTF8.self)
  }

  private enum Part {
    case text(String)
    case group(Int)
  }

  private static func parts(of replacement: String, groups: Int) throws -> [Part] {
    var parts: [Part] = []
    var text = ""
    var rest = Substring(replacement)
    while let character = rest.first {
      guard character == "\\", let next = rest.dropFirst().first else {
        text.append(character)
        rest = rest.dropFirst()
        continue
      }
      rest = rest.dropFirst(2)
      guard let group = group(next, &rest) else {
        text += ["n": "\n", "t": "\t", "r": "\r", "\\": "\\"][next] ?? "\\\(next)"
        continue
      }
      guard group <= groups else {
        throw Failure(.badData, "regex_replace: the replacement names group \(group) of \(groups)")
      }
      parts += [.text(text), .group(group)]
      text = ""
    }
    return parts + [.text(text)]
  }

  /// The number behind `\` or in `\g<…>`.
  private static func group(_ next: Character, _ rest: inout Substring) -> Int? {
    if next == "g", rest.hasPrefix("<"), let end = rest.firstIndex(of: ">"),
      let number = Int(rest[rest.index(after: rest.startIndex)..<end])
    {
      rest = rest[rest.index(after: end)...]
      return number
    }
    guard next.isASCII, let digit = next.wholeNumberValue, digit > 0 else { return nil }
    if let second = rest.first, second.isASCII, let more = second.wholeNumberValue {
      rest = rest.dropFirst()
      return digit * 10 + more
    }
    return digit
  }
}
