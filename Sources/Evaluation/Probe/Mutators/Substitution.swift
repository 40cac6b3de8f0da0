/// Replaces words by the rules of a table, all at once: what a rule wrote no other rule changes.
///
/// Words are whole words. Of rules that hold, that of most words is taken. The case of what is replaced
/// is kept: small, Capitalized, Every Word Capitalized or CAPITALS. An `a` or `an` before a replaced
/// word follows it where the sound changes, as far as its first letter tells.
package struct Substitution: Sendable {
  private struct Entry {
    var rule: SubstitutionTable.Rule
    var from: [Unicode.Scalar]
    /// The words of `from`.
    var spans: [WordSpan]
    var hasCapital: Bool
    var order: Int
  }

  /// By their first word, those of most words first.
  private let entries: [String: [Entry]]

  /// Prepares a table.
  ///
  /// - Parameter table: The rules.
  package init(_ table: SubstitutionTable) {
    var entries: [String: [Entry]] = [:]
    for (order, rule) in table.rules.enumerated() {
      let from = [Unicode.Scalar](rule.from)
      let spans = WordSpan.spans(of: from)
      guard let first = spans.first else { continue }
      let hasCapital = from.contains { $0.properties.isUppercase }
      entries[first.key, default: []].append(
        Entry(rule: rule, from: from, spans: spans, hasCapital: hasCapital, order: order))
    }
    self.entries = entries.mapValues { list in
      list.sorted { left, right in
        let lengths = (left.spans.count, right.spans.count)
        if lengths.0 != lengths.1 { return lengths.0 > lengths.1 }
        // A spelling with capitals is more exact, then a rule with a condition.
        if left.hasCapital != right.hasCapital { return left.hasCapital }
        let conditions = (left.rule.condition != nil, right.rule.condition != nil)
        return conditions.0 == conditions.1 ? left.order < right.order : conditions.0
      }
    }
  }

  /// Replaces what the table names.
  ///
  /// - Parameter text: Any text.
  /// - Returns: The text with every rule applied.
  package func apply(_ text: String) -> String {
    apply([Unicode.Scalar](text)).text
  }

  /// How many places of a text the table changes.
  ///
  /// - Parameter text: Any text.
  /// - Returns: The places where a rule holds.
  package func count(in text: String) -> Int {
    var count = 0
    _ = apply([Unicode.Scalar](text), count: &count)
    return count
  }

  func apply(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var count = 0
    return apply(text, count: &count)
  }

  private func apply(_ text: [Unicode.Scalar], count: inout Int) -> [Unicode.Scalar] {
    let spans = WordSpan.spans(of: text)
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.count)
    var done = 0
    var index = 0
    while index < spans.count {
      guard let (entry, range) = entry(at: index, spans, text) else {
        index += 1
        continue
      }
      let last = index + entry.spans.count - 1
      result.append(contentsOf: text[done..<range.lowerBound])
      let new = WordCase.carried(from: Array(text[range]), of: entry.from, to: entry.rule.to)
      Article.agree(&result, with: new, insteadOf: text[range])
      result.append(contentsOf: new)
      done = range.upperBound
      index = last + 1
      count += 1
    }
    return result + text[done...]
  }

  /// The rule that holds at a word, and what it replaces; a genitive's `'s` stays where it is.
  private func entry(
    at index: Int, _ spans: [WordSpan], _ text: [Unicode.Scalar]
  ) -> (Entry, Range<Int>)? {
    for key in [spans[index].key, spans[index].stem].compactMap({ $0 }) {
      for entry in entries[key] ?? [] {
        if let range = range(of: entry, at: index, spans, text) { return (entry, range) }
      }
    }
    return nil
  }

  private func range(
    of entry: Entry, at index: Int, _ spans: [WordSpan], _ text: [Unicode.Scalar]
  ) -> Range<Int>? {
    let last = index + entry.spans.count - 1
    guard last < spans.count else { return nil }
    for (offset, span) in entry.spans.enumerated().dropLast() {
      let (found, next) = (spans[index + offset], spans[index + offset + 1])
      let gap = text[found.range.upperBound..<next.range.lowerBound]
      let wanted = entry.from[span.range.upperBound..<entry.spans[offset + 1].range.lowerBound]
      guard found.key == span.key, gap == wanted || isSpace(gap) && isSpace(wanted) else {
        return nil
      }
    }
    var end = spans[last].range.upperBound
    if spans[last].key != entry.spans.last?.key {
      guard spans[last].stem == entry.spans.last?.key else { return nil }
      end -= 2
    }
    let found = text[spans[index].range.lowerBound..<end]
    let isName = entry.hasCapital
    guard !isName || isSpelled(found, entry.from) || WordCase.isCapitals(found),
      Following(after: last, spans, text).meets(entry.rule.condition)
    else { return nil }
    return found.indices
  }

  /// Whether two texts are equal but for white space.
  private func isSpelled(_ found: ArraySlice<Unicode.Scalar>, _ from: [Unicode.Scalar]) -> Bool {
    found.lazy.filter { !$0.properties.isWhitespace }
      .elementsEqual(from.lazy.filter { !$0.properties.isWhitespace })
  }

  private func isSpace(_ gap: ArraySlice<Unicode.Scalar>) -> Bool {
    !gap.isEmpty && gap.allSatisfy { $0.properties.isWhitespace }
  }
}

/// The case of words.
enum WordCase {
  /// Whether there are two letters or more and all are capitals.
  static func isCapitals(_ scalars: some Sequence<Unicode.Scalar>) -> Bool {
    var count = 0
    for scalar in scalars {
      if scalar.properties.isLowercase { return false }
      if scalar.properties.isUppercase { count += 1 }
    }
    return count > 1
  }

  /// A replacement in the case of what it replaces.
  ///
  /// - Parameters:
  ///   - found: What stands in the text.
  ///   - from: The same as the rule writes it.
  ///   - to: The replacement as the rule writes it.
  /// - Returns: The replacement.
  static func carried(
    from found: [Unicode.Scalar], of from: [Unicode.Scalar], to: String
  ) -> [Unicode.Scalar] {
    let new = [Unicode.Scalar](to)
    if found == from { return new }
    if isCapitals(found), !isCapitals(from) { return [Unicode.Scalar](to.uppercased()) }
    let words = WordSpan.spans(of: found).map { found[$0.range.lowerBound] }
    guard let first = words.first, first.properties.isUppercase else { return new }
    let isEvery = words.count > 1 && words.allSatisfy { $0.properties.isUppercase }
    var result = new
    for span in WordSpan.spans(of: new).prefix(isEvery ? .max : 1).reversed() {
      let capital = new[span.range.lowerBound].properties.titlecaseMapping
      result.replaceSubrange(
        span.range.lowerBound...span.range.lowerBound, with: capital.unicodeScalars)
    }
    return result
  }
}

/// The indefinite article before a replaced word.
enum Article {
  /// Makes a written `a` or `an` agree with the word that comes instead of another.
  static func agree(
    _ result: inout [Unicode.Scalar], with new: [Unicode.Scalar],
    insteadOf old: ArraySlice<Unicode.Scalar>
  ) {
    guard let first = new.first, let former = old.first,
      LatinLetter.isVowel(first) != LatinLetter.isVowel(former), result.last == " "
    else { return }
    let word = result.dropLast().reversed().prefix { CarelessWriting.isWord($0) }
    let letters = word.reversed().map(LatinLetter.lower)
    let end = result.count - 1
    if letters == ["a"], LatinLetter.isVowel(first) {
      result.insert(WordCase.isCapitals(old) ? "N" : "n", at: end)
    } else if letters == ["a", "n"], !LatinLetter.isVowel(first) {
      result.remove(at: end - 1)
    }
  }
}
