/// All mutators by name.
package enum MutatorCatalog {
  /// In the order of the reference page.
  package static let all: [Mutator] = encodings + unicode + surface + structure + quality

  private static let encodings: [Mutator] = [
    .base64, .base64URL, .base32, .base16, .base85, .ascii85, .hex, .binary, .octal, .decimal, .url,
    .quotedPrintable, .uu, .htmlEntities, .unicodeEscapes, .rot13, .caesar, .atbash, .rot47, .morse,
    .nato, .braille,
  ]
  private static let unicode: [Mutator] = [
    .homoglyphs, .zeroWidth, .tagCharacters, .variationSelectors, .bidi, .zalgo, .diacritics,
    .fullWidth, .mathBold, .mathMonospace, .circled,
  ]
  private static let surface: [Mutator] = [
    .leetspeak, .spacing, .noise, .swaps, .scramble, .stretch, .disemvowel, .randomCase, .swapCase,
    .reversal, .reverseWords, .reverseLetters, .pigLatin, .acrostic,
  ]
  private static let structure: [Mutator] = [.json, .xml, .code, .comment, .table, .markdown]
  private static let quality: [Mutator] = [
    .typos, .upperCase, .lowerCase, .titleCase, .whitespace, .noPunctuation, .contractions,
    .expansions, .american, .british, .fillers,
  ]

  private static let byName = Dictionary(
    all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  /// A mutator.
  ///
  /// - Parameters:
  ///   - name: What suites call it.
  ///   - place: Where it is named, for messages.
  /// - Returns: The mutator.
  /// - Throws: `Failure` that suggests the nearest name where there is none of this one.
  package static func mutator(_ name: String, at place: Place? = nil) throws(Failure) -> Mutator {
    if let mutator = byName[name] { return mutator }
    throw Failure(
      .badData, "\"\(name.prefix(60))\" is no mutator", at: place,
      remedy: Spelling.remedy(name, among: all.map(\.name), called: "mutators"))
  }

  /// The table of the reference page, in Markdown.
  package static var reference: String {
    let head = [
      "| mutator | family | what it does | what its inverse does not give back |",
      "|---|---|---|---|",
    ]
    let rows = all.map { mutator in
      let loss = mutator.isInvertible ? mutator.loss : "no inverse"
      return "| `\(mutator.name)` | \(mutator.family.rawValue) | \(mutator.summary) | \(loss) |"
    }
    return (head + rows).joined(separator: "\n") + "\n"
  }
}
