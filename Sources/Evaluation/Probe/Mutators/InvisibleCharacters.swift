/// Characters that show nothing.
enum InvisibleCharacters {
  /// Zero-width space and word joiner; joiners proper belong to emoji and some scripts.
  static let spacers: [Unicode.Scalar] = ["\u{200B}", "\u{2060}"]
  /// What a run of variation selectors stands behind.
  static let carrier: Unicode.Scalar = "\u{1F642}"
  static let override: Unicode.Scalar = "\u{202E}"
  static let end: Unicode.Scalar = "\u{202C}"

  static func isSpacer(_ scalar: Unicode.Scalar) -> Bool {
    scalar == spacers[0] || scalar == spacers[1]
  }

  /// The character of ASCII that a tag character stands for; others as they are.
  static func untagged(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard (0xE0020...0xE007E).contains(scalar.value) else { return scalar }
    return Unicode.Scalar(UInt8(scalar.value - 0xE0000))
  }

  static func tagged(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard (0x20...0x7E).contains(scalar.value) else { return scalar }
    return Unicode.Scalar(scalar.value + 0xE0000) ?? scalar
  }

  /// The variation selector for a byte: the 16 first ones, then the 240 of plane 14.
  static func selector(_ byte: UInt8) -> Unicode.Scalar {
    let value = byte < 16 ? 0xFE00 + UInt32(byte) : 0xE00F0 + UInt32(byte)
    return Unicode.Scalar(value) ?? carrier
  }

  /// The byte that a variation selector stands for; `nil` where it is none.
  static func byte(_ scalar: Unicode.Scalar) -> UInt8? {
    switch scalar.value {
    case 0xFE00...0xFE0F: UInt8(scalar.value - 0xFE00)
    case 0xE0100...0xE01EF: UInt8(scalar.value - 0xE00F0)
    default: nil
    }
  }
}

extension Mutator {
  static let zeroWidth = Mutator(
    "zero-width", .unicode,
    "A zero-width space or word joiner behind every second character or so.",
    loss: "Zero-width spaces and word joiners fall away.",
    undo: { text, _ in text.filter { !InvisibleCharacters.isSpacer($0) }.text },
    fold: { text in text.filter { !InvisibleCharacters.isSpacer($0) }.text },
    change: { text, random in
      var result: [Unicode.Scalar] = []
      for scalar in text {
        result.append(scalar)
        if random.happens(60) { result.append(random.pick(InvisibleCharacters.spacers)) }
      }
      return result.text
    })

  static let tagCharacters = Mutator(
    "tag-characters", .unicode, "Printable ASCII as the invisible tag characters of plane 14.",
    loss: "Tag characters become ASCII.",
    undo: { text, _ in text.map(InvisibleCharacters.untagged).text },
    fold: { $0.map(InvisibleCharacters.untagged).text },
    change: { text, _ in text.map(InvisibleCharacters.tagged).text })

  static let variationSelectors = Mutator(
    "variation-selectors", .unicode, "The bytes as variation selectors behind one emoji."
  ) { text, _ in
    guard text.first == InvisibleCharacters.carrier else { return nil }
    let bytes = text.dropFirst().compactMap(InvisibleCharacters.byte)
    return bytes.count == text.count - 1 ? String(validating: bytes, as: UTF8.self) : nil
  } change: { text, _ in
    ([InvisibleCharacters.carrier] + text.utf8Bytes.map(InvisibleCharacters.selector)).text
  }

  static let bidi = Mutator(
    "bidi", .unicode, "Backwards behind a right-to-left override, so that it shows forwards."
  ) { text, _ in
    guard text.count >= 2, text.first == InvisibleCharacters.override,
      text.last == InvisibleCharacters.end
    else { return nil }
    return Array(text.dropFirst().dropLast().reversed()).text
  } change: { text, _ in
    ([InvisibleCharacters.override] + text.reversed() + [InvisibleCharacters.end]).text
  }
}
