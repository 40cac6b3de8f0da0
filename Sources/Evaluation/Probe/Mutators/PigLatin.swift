/// Words with their first consonants behind them: `string` is `ing-stray`.
enum PigLatin {
  static func encode(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.count * 2)
    for (isWord, scalars) in LatinLetter.runs(text) {
      guard isWord else {
        result.append(contentsOf: scalars)
        continue
      }
      let start = scalars.firstIndex(where: LatinLetter.isVowel) ?? scalars.startIndex
      result.append(contentsOf: scalars[start...])
      result.append("-")
      result.append(contentsOf: scalars[..<start])
      result.append(contentsOf: ["a", "y"])
    }
    return result
  }

  /// The text of which exactly this one is the pig latin.
  static func decode(_ text: [Unicode.Scalar]) -> [Unicode.Scalar]? {
    let result = decodeWhereItIs(text)
    return encode(result) == text ? result : nil
  }

  /// The text with every word of pig latin put right, and all else as it is.
  static func decodeWhereItIs(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    let runs = LatinLetter.runs(text)
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.count)
    var index = 0
    while index < runs.count {
      let run = runs[index]
      if run.isWord, index + 2 < runs.count, runs[index + 1].scalars.elementsEqual(["-"]),
        runs[index + 2].scalars.count >= 2, runs[index + 2].scalars.suffix(2) == ["a", "y"]
      {
        result.append(contentsOf: runs[index + 2].scalars.dropLast(2))
        result.append(contentsOf: run.scalars)
        index += 3
      } else {
        result.append(contentsOf: run.scalars)
        index += 1
      }
    }
    return result
  }
}

extension Mutator {
  static let pigLatin = Mutator(
    "pig-latin", .surface, "First consonants go behind a hyphen and get `ay`: `ing-stray`."
  ) { text, _ in
    PigLatin.decode(text)?.text
  } change: { text, _ in
    PigLatin.encode(text).text
  }
}
