extension Mutator {
  static let randomCase = Mutator(
    "random-case", .surface, "Each letter large or small by chance.",
    loss: "Letters become small.", undo: { text, _ in text.map(LatinLetter.lower).text },
    fold: { $0.map(LatinLetter.lower).text },
    change: { text, random in
      text.map { scalar in
        guard LatinLetter.isLetter(scalar) else { return scalar }
        return random.happens(50) ? LatinLetter.upper(scalar) : LatinLetter.lower(scalar)
      }.text
    })

  static let swapCase = involution(
    "swap-case", .surface, "Large letters small, small ones large."
  ) { (97...122).contains($0 | 32) ? $0 ^ 32 : $0 }

  static let upperCase = Mutator("upper-case", .quality, "All letters large.") { text, _ in
    text.text.uppercased()
  }

  static let lowerCase = Mutator("lower-case", .quality, "All letters small.") { text, _ in
    text.text.lowercased()
  }

  static let titleCase = Mutator(
    "title-case", .quality, "The first letter of each word large."
  ) { text, _ in
    var isInside = false
    return text.map { scalar in
      defer { isInside = LatinLetter.isLetter(scalar) || scalar == "'" || scalar == "’" }
      return isInside ? scalar : LatinLetter.upper(scalar)
    }.text
  }
}
