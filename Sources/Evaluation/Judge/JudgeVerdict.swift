/// Reads the verdict out of a judge's reply.
package enum JudgeVerdict {
  /// The verdict of the last line that states one; `nil` where none does.
  ///
  /// A line states one where it is `VERDICT: …` less Markdown's emphasis, in any case, with nothing behind the
  /// verdict but punctuation. A reply that quotes other verdicts before ends in its own, which is the one that counts.
  ///
  /// - Parameters:
  ///   - reply: What the judge wrote.
  ///   - scale: What a verdict can be.
  /// - Returns: The verdict, or `nil`.
  package static func last(in reply: String, scale: JudgeDefinition.Scale) -> JudgeDefinition
    .Verdict?
  {
    let lines = reply.split(whereSeparator: \.isNewline)
    for line in lines.reversed() {
      let plain = String(line.unicodeScalars.filter { !"*_`#>".unicodeScalars.contains($0) })
      let words = TextNormalization.trim(plain)
      guard words.lowercased().hasPrefix("verdict") else { continue }
      let rest = TextNormalization.trim(String(words.dropFirst("verdict".count)))
      guard rest.first == ":" || rest.first == "=" else { continue }
      let stated = TextNormalization.trim(String(rest.dropFirst()))
      let word = stated.prefix { $0.isLetter || $0.isNumber }
      let behind = stated.dropFirst(word.count)
      // "PASS or FAIL" and "3/5" decide nothing, or something else.
      guard behind.allSatisfy({ ".!,\"')] ".contains($0) }) else { return nil }
      return scale.verdict(String(word))
    }
    return nil
  }
}
