import Foundation
import Patterns

/// Tells the language of a text by its letter n-grams, as the package langdetect 1.0.9 does, without chance.
///
/// langdetect multiplies the probabilities of n-grams that it draws at random, until one language has
/// 99.999 %, and takes the mean of seven such trials, so that its verdict on a mixed or short text changes
/// from call to call. Here every n-gram of the text counts once: the language that the draws favour.
struct LanguageDetector: Sendable {
  /// Reads the profiles once.
  static let standard = LanguageDetector(LanguageProfiles.standard)

  /// The languages that are told apart, by their ISO 639-1 codes; Chinese by its script.
  static var codes: [String] { standard.profiles.codes }

  private let profiles: LanguageProfiles

  /// The most characters that are looked at.
  private static let longest = 10_000
  /// What a language that does not have an n-gram is credited with.
  private static let smoothing = 0.5 / 10_000

  private static let address = FixedPattern(
    "https?://[-_.?&~;+=/#0-9A-Za-z]{1,2076}")
  private static let mail = FixedPattern(
    "[-_.0-9A-Za-z]{1,64}@[-_0-9A-Za-z]{1,255}[-_.0-9A-Za-z]{1,255}")

  init(_ profiles: LanguageProfiles) {
    self.profiles = profiles
  }

  /// The likeliest language.
  ///
  /// - Parameter text: Any text; its first 10,000 characters count.
  /// - Returns: A code; `nil` where no n-gram of any language occurs.
  func language(of text: String) -> String? {
    let base = log(LanguageDetector.smoothing)
    var scores = [Double](repeating: 0, count: profiles.codes.count)
    var isKnown = false
    var grams = LetterGrams(profiles)
    for scalar in LanguageDetector.cleaned(text) {
      grams.append(scalar)
      for gram in grams.current {
        guard let entries = profiles.entries(of: gram) else { continue }
        isKnown = true
        for entry in entries {
          scores[entry.language] += log(LanguageDetector.smoothing + entry.share) - base
        }
      }
    }
    guard isKnown else { return nil }
    var best = 0
    for index in scores.indices where scores[index] > scores[best] { best = index }
    return profiles.codes[best]
  }

  /// Without addresses, doubled spaces and, where another script prevails, Latin letters.
  private static func cleaned(_ text: String) -> [Unicode.Scalar] {
    var plain = (try? address.pattern.replacing(in: text, with: " ")) ?? text
    plain = (try? mail.pattern.replacing(in: plain, with: " ")) ?? plain
    var scalars: [Unicode.Scalar] = []
    for scalar in composed(Array(plain.unicodeScalars)).prefix(longest)
    where scalar != " " || scalars.last != " " {
      scalars.append(scalar)
    }
    let latin = scalars.count { isLatin($0) }
    let other = scalars.count { $0.value >= 0x300 && !(0x1E00...0x1EFF).contains($0.value) }
    return 2 * latin < other ? scalars.filter { !isLatin($0) } : scalars
  }

  /// langdetect's range, from `A` to `z`.
  private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
    (0x41...0x7A).contains(scalar.value)
  }

  private static let vietnamese = Set("AEIOUYaeiouyÂÊÔâêôĂăƠơƯư".unicodeScalars)
  private static let tones = Set("\u{300}\u{301}\u{303}\u{309}\u{323}".unicodeScalars)

  /// Vietnamese vowels with a tone mark behind them as one character.
  private static func composed(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard scalars.contains(where: tones.contains) else { return scalars }
    var result: [Unicode.Scalar] = []
    for scalar in scalars {
      if tones.contains(scalar), let letter = result.last, vietnamese.contains(letter) {
        let pair = "\(letter)\(scalar)".precomposedStringWithCanonicalMapping.unicodeScalars
        if let one = pair.first, pair.count == 1 {
          result[result.count - 1] = one
          continue
        }
      }
      result.append(scalar)
    }
    return result
  }
}
