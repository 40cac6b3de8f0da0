extension Mutator {
  static let rot13 = involution(
    "rot13", .encoding, "Each letter is the one 13 places on."
  ) { LatinLetter.shifted($0, by: 13) }

  static let atbash = involution(
    "atbash", .encoding, "The alphabet backwards: a is z, b is y."
  ) { LatinLetter.mirrored($0) }

  static let rot47 = involution(
    "rot47", .encoding, "Each character of ASCII from ! to ~ is the one 47 places on."
  ) { (33...126).contains($0) ? ($0 - 33 + 47) % 94 + 33 : $0 }

  static let caesar = Mutator(
    "caesar", .encoding, "Each letter is the one so many places on, 1 to 25 of them by the seed."
  ) { text, random in
    let places = 1 + random.below(25)
    return text.mapASCII { LatinLetter.shifted($0, by: -places) }.text
  } change: { text, random in
    let places = 1 + random.below(25)
    return text.mapASCII { LatinLetter.shifted($0, by: places) }.text
  }

  /// A mutator of single characters that is its own inverse.
  ///
  /// - Parameters:
  ///   - name: What suites call it.
  ///   - family: What it works on.
  ///   - summary: A sentence for the reference page.
  ///   - map: What becomes of a character of ASCII.
  /// - Returns: The mutator.
  static func involution(
    _ name: String, _ family: Family, _ summary: String, map: @escaping @Sendable (UInt8) -> UInt8
  ) -> Mutator {
    Mutator(name, family, summary) { text, _ in
      text.mapASCII(map).text
    } change: { text, _ in
      text.mapASCII(map).text
    }
  }
}

extension [Unicode.Scalar] {
  /// The scalars, those of ASCII mapped.
  func mapASCII(_ map: (UInt8) -> UInt8) -> [Unicode.Scalar] {
    self.map { $0.isASCII ? Unicode.Scalar(map(UInt8($0.value))) : $0 }
  }
}
