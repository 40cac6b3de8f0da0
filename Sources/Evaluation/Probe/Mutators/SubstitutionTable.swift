/// Words and what stands for them, as a file of tab-separated values states it.
///
/// One rule a line: `from<TAB>to`, or `from<TAB>to<TAB>where`. Lines that are empty or begin with `#`
/// are none. A rule of small letters holds for every case and keeps it; one with a capital, such as
/// a name, holds for that spelling and for capitals alone. With `where` several rules share a `from`.
package struct SubstitutionTable: Sendable {
  /// Where a rule holds.
  package enum Condition: String, Sendable, CaseIterable {
    /// Before a noun, as `her` in `her book`.
    case determiner
    /// Not before a noun, as `her` in `saw her.`
    case pronoun
    /// Before any further word of the sentence.
    case word
  }

  /// One replacement.
  package struct Rule: Sendable, Equatable {
    package var from: String
    package var to: String
    /// `nil` where it holds everywhere.
    package var condition: Condition?

    package init(_ from: String, _ to: String, _ condition: Condition? = nil) {
      self.from = from
      self.to = to
      self.condition = condition
    }
  }

  package private(set) var rules: [Rule]

  /// Takes rules as they are.
  ///
  /// - Parameter rules: In any order; of equal ones the first holds.
  package init(_ rules: [Rule]) {
    self.rules = rules
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - text: The file's contents.
  ///   - file: Its name, for messages.
  /// - Throws: `Failures` with every line that is no rule.
  package init(_ text: String, file: String) throws(Failures) {
    rules = []
    var wrong: [Failure] = []
    var lines: [String: Int] = [:]
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    where !line.isEmpty && !line.hasPrefix("#") {
      let place = Place(file: file, line: index + 1)
      do throws(Failure) {
        let rule = try SubstitutionTable.rule(line, at: place)
        let key = "\(rule.from)\t\(rule.condition?.rawValue ?? "")"
        if let first = lines[key] {
          throw Failure(
            .badData, "\"\(rule.from)\" has a rule on line \(first) already", at: place,
            remedy: "Remove one of them, or state in a third column where each holds.")
        }
        lines[key] = index + 1
        rules.append(rule)
      } catch {
        wrong.append(error)
      }
    }
    if !wrong.isEmpty { throw Failures(wrong) }
  }

  private static func rule(_ line: Substring, at place: Place) throws(Failure) -> Rule {
    let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard (2...3).contains(columns.count), !columns[0].isEmpty, !columns[1].isEmpty else {
      throw Failure(
        .badData, "\"\(line.prefix(60))\" is no rule", at: place,
        remedy: "Write what is replaced, a tab, and what stands for it.")
    }
    guard WordSpan.spans(of: [Unicode.Scalar](columns[0])).isEmpty == false else {
      throw Failure(
        .badData, "\"\(columns[0].prefix(60))\" has no word in it", at: place,
        remedy: "Rules replace whole words.")
    }
    var rule = Rule(String(columns[0]), String(columns[1]))
    if columns.count == 3 {
      guard let condition = Condition(rawValue: String(columns[2])) else {
        throw Failure(
          .badData, "\"\(columns[2].prefix(60))\" does not say where a rule holds", at: place,
          remedy: Spelling.remedy(
            String(columns[2]), among: Condition.allCases.map(\.rawValue), called: "conditions"))
      }
      rule.condition = condition
    }
    return rule
  }

  /// The table the other way round: `to` becomes `from`; conditions fall away.
  package var reversed: SubstitutionTable {
    SubstitutionTable(rules.map { Rule($0.to, $0.from) })
  }
}

/// A word of a text: letters, digits and marks, with apostrophes inside.
struct WordSpan {
  var range: Range<Int>
  /// In small letters, with straight apostrophes.
  var key: String

  /// The word without the `'s` of a genitive or of `is`; `nil` where it has none.
  var stem: String? { key.hasSuffix("'s") ? String(key.dropLast(2)) : nil }

  static func spans(of text: [Unicode.Scalar]) -> [WordSpan] {
    var spans: [WordSpan] = []
    var start = 0
    while start < text.count {
      guard CarelessWriting.isWord(text[start]) else {
        start += 1
        continue
      }
      var end = start + 1
      while end < text.count, isInside(text, end) { end += 1 }
      spans.append(WordSpan(range: start..<end, key: key(text[start..<end])))
      start = end
    }
    return spans
  }

  private static func isInside(_ text: [Unicode.Scalar], _ index: Int) -> Bool {
    let scalar = text[index]
    if CarelessWriting.isWord(scalar) || CombiningMarks.isMark(scalar) { return true }
    return (scalar == "'" || scalar == "’") && index + 1 < text.count
      && CarelessWriting.isWord(text[index + 1])
  }

  private static func key(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var isASCII = true
    var result: [Unicode.Scalar] = []
    for scalar in scalars {
      isASCII = isASCII && scalar.isASCII
      result.append(scalar == "’" ? "'" : LatinLetter.lower(scalar))
    }
    return isASCII ? result.text : result.text.lowercased()
  }
}
