/// What a canary looks like under disguises that change letters one by one.
///
/// Letters and digits alone count. Forms are the canary itself, in leetspeak, spelled in words, in
/// hexadecimal, in escapes and in pig latin; each under every shift of the alphabet, forwards or mirrored,
/// and backwards.
struct CanaryNeedles: Sendable {
  /// How many letters and digits every needle has at least.
  let shortest: Int
  private let plain: NeedleSet
  /// The same, with the digits of leetspeak read as letters.
  private let leet: NeedleSet

  /// Below so many letters and digits a canary is searched as written only.
  private static let fewest = 6
  /// Below so many only the simplest disguises are looked for: others occur by chance.
  private static let enough = 8

  /// Makes the needles; `nil` for canaries that are too short.
  init?(_ canary: String) {
    let letters = Squeezed.bytes(ClearText.clear(Array(canary.utf8)))
    guard letters.count >= CanaryNeedles.fewest else { return nil }
    shortest = min(letters.count, CanaryNeedles.enough)
    var plain = NeedleSet(width: shortest)
    var leet = NeedleSet(width: shortest)
    plain.add(letters, "spaced")
    plain.add(letters.reversed(), "reversed")
    plain.add(letters.map { LatinLetter.shifted($0, by: 13) }, "rot13")
    if letters.count >= CanaryNeedles.enough {
      for (form, text) in CanaryNeedles.forms(of: canary, letters) {
        for mirrored in [false, true] {
          // Hexadecimal and escapes that nothing shifted are a decoder's.
          let first =
            mirrored || form.map { !["hex", "unicode-escapes"].contains($0) } ?? true ? 0 : 1
          for places in first..<26 {
            let name = form ?? (mirrored && places == 0 ? "atbash" : "caesar")
            let needle = text.map {
              LatinLetter.shifted(mirrored ? LatinLetter.mirrored($0) : $0, by: places)
            }
            for needle in [needle, needle.reversed()] {
              plain.add(needle, name)
              leet.add(needle.map(Leetspeak.plain), "leetspeak")
            }
          }
        }
      }
    }
    self.plain = plain
    self.leet = leet
  }

  private static func forms(
    of canary: String, _ letters: [UInt8]
  ) -> [(form: String?, text: [UInt8])] {
    let mutators: [Mutator] = [.leetspeak, .nato, .hex, .unicodeEscapes, .pigLatin]
    return [(nil, letters)]
      + mutators.map { ($0.name, Squeezed.bytes(Array($0.apply(canary, seed: 0).utf8))) }
  }

  /// The form of the first needle that stands in a text.
  func form(in clear: [UInt8]) -> String? {
    let letters = Squeezed.bytes(clear)
    guard letters.count >= shortest else { return nil }
    return plain.first(in: letters) ?? leet.first(in: letters.map(Leetspeak.plain))
  }
}

/// The letters and digits of a text.
enum Squeezed {
  private static let dropped: UInt8 = 255
  /// What each byte becomes.
  private static let letters: [UInt8] = (0...255).map { byte in
    switch UInt8(byte) {
    case 48...57, 97...122: UInt8(byte)
    case 65...90: UInt8(byte) + 32
    case 0xC0...: 0
    default: dropped
    }
  }

  /// Small letters and digits of ASCII; a letter of another script is a zero byte.
  static func bytes(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    for byte in text {
      let letter = letters[Int(byte)]
      if letter != dropped { result.append(letter) }
    }
    return result
  }
}

/// Byte strings that are looked for in one pass.
struct NeedleSet: Sendable {
  private struct Needle: Sendable {
    var bytes: [UInt8]
    var form: String
  }

  /// How many first bytes of a needle its key has, 8 at most.
  private let width: Int
  private var needles: [UInt64: [Needle]] = [:]
  /// A bit for each hash of a key.
  private var filter = [UInt64](repeating: 0, count: 1 << 12)

  init(width: Int) {
    self.width = width
  }

  /// Adds a needle; one that is shorter than the width or there already is left out.
  mutating func add(_ bytes: [UInt8], _ form: String) {
    guard bytes.count >= width else { return }
    let key = bytes.prefix(width).reduce(0) { $0 << 8 | UInt64($1) }
    guard needles[key]?.contains(where: { $0.bytes == bytes }) != true else { return }
    needles[key, default: []].append(Needle(bytes: bytes, form: form))
    let hash = NeedleSet.hash(key)
    filter[hash >> 6] |= 1 << UInt64(hash & 63)
  }

  private static func hash(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 46)
  }

  /// The form of the needle that stands first.
  func first(in text: [UInt8]) -> String? {
    guard !needles.isEmpty else { return nil }
    let mask: UInt64 = width >= 8 ? .max : 1 << UInt64(8 * width) - 1
    var key: UInt64 = 0
    for (index, byte) in text.enumerated() {
      key = (key << 8 | UInt64(byte)) & mask
      let hash = NeedleSet.hash(key)
      guard filter[hash >> 6] & 1 << UInt64(hash & 63) != 0, index + 1 >= width,
        let found = needles[key]
      else { continue }
      let rest = text[(index + 1 - width)...]
      if let needle = found.first(where: { rest.starts(with: $0.bytes) }) { return needle.form }
    }
    return nil
  }
}
