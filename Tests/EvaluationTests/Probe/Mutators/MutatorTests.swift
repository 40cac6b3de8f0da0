import Evaluation
import Foundation
import TestSupport
import Testing

struct MutatorTests {
  private static let invertible = MutatorCatalog.all.filter(\.isInvertible)

  /// Equal in every scalar, which canonical equivalence is not.
  private func areSame(_ first: String, _ second: String) -> Bool {
    first.unicodeScalars.elementsEqual(second.unicodeScalars)
  }

  @Test func thereAreAtLeastThirtyFiveWithNamesOfTheirOwn() {
    #expect(MutatorCatalog.all.count >= 35)
    #expect(Set(MutatorCatalog.all.map(\.name)).count == MutatorCatalog.all.count)
    for mutator in MutatorCatalog.all {
      let isName = mutator.name.utf8.allSatisfy {
        (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
      }
      #expect(isName, "\(mutator.name)")
    }
  }

  @Test(arguments: invertible.map(\.name))
  func theInverseGivesBackTheCanonicalText(_ name: String) throws {
    let mutator = try MutatorCatalog.mutator(name)
    for (index, text) in MutatorTexts.all.enumerated() {
      let seed = UInt64(index)
      let back = mutator.inverse(mutator.apply(text, seed: seed), seed: seed)
      #expect(back.map { areSame($0, mutator.canonical(text)) } == true, "\(text.debugDescription)")
    }
  }

  @Test(arguments: invertible.map(\.name))
  func aTextThatLosesNothingIsItsOwnCanonicalText(_ name: String) throws {
    let mutator = try MutatorCatalog.mutator(name)
    let plain = "quick, hazy vow."
    let isMapped = ["morse", "braille"].contains(name)
    let text = isMapped ? plain.uppercased() : name == "leetspeak" ? "quick, hazy vow." : plain
    #expect(areSame(mutator.canonical(text), text))
    if mutator.loss.isEmpty {
      for text in MutatorTexts.all { #expect(areSame(mutator.canonical(text), text)) }
    }
  }

  @Test(arguments: MutatorCatalog.all.map(\.name))
  func theSameSeedGivesTheSameTextAndEveryTextIsTaken(_ name: String) throws {
    let mutator = try MutatorCatalog.mutator(name)
    for text in MutatorTexts.all {
      #expect(areSame(mutator.apply(text, seed: 7), mutator.apply(text, seed: 7)))
      _ = mutator.inverse(text, seed: 7)
    }
    #expect(mutator.apply("", seed: 1).count < 64)
  }

  @Test(arguments: MutatorCatalog.all.map(\.name))
  func proseIsChanged(_ name: String) throws {
    let mutator = try MutatorCatalog.mutator(name)
    let prose =
      "It's true that I do not colour the grey Center, she said; they are organized, though."
    let text = String(repeating: prose + " Cannot it wait\nuntil it is color? ", count: 4)
    #expect(!areSame(mutator.apply(text, seed: 3), text))
  }

  @Test(arguments: MutatorCatalog.all.map(\.name))
  func aMegabyteTakesNoSquare(_ name: String) throws {
    let mutator = try MutatorCatalog.mutator(name)
    let prose = MutatorTexts.prose(2_000, seed: 1)
    let text = String(repeating: prose, count: 1 << 20 / prose.utf8.count + 1)
    let time = ThreadTime.seconds { _ = mutator.apply(text, seed: 1) }
    #expect(time < ThreadTime.linear, "\(time) s")
  }

  // MARK: Oracles

  private struct Vector: Decodable {
    var mutator: String
    var text: String
    var encoded: String
  }

  @Test func encodingsAreThoseOfPythonsStandardLibrary() throws {
    let lines = try String(contentsOf: fixtureURL("mutators/encodings.jsonl"), encoding: .utf8)
      .split(separator: "\n")
    #expect(lines.count == 280)
    for line in lines {
      let vector = try JSONDecoder().decode(Vector.self, from: Data(line.utf8))
      let mutator = try MutatorCatalog.mutator(vector.mutator)
      let encoded = mutator.apply(vector.text, seed: 1)
      #expect(
        areSame(encoded, vector.encoded),
        "\(vector.mutator) of \(vector.text.debugDescription): \(encoded.debugDescription)")
      let back = mutator.inverse(vector.encoded, seed: 1)
      #expect(back.map { areSame($0, mutator.canonical(vector.text)) } == true)
    }
  }

  @Test func whatAnEncodingNeverGivesHasNoInverse() throws {
    let wrong = [
      "base64": ["SGVsbG8", "SGVsbG9=", "SGVs bG8=", "%%%"], "base32": ["jbswy3dp", "JBSWY3DP="],
      "hex": ["48 6", "4865", "zz"], "binary": ["01101000 0"],
      "decimal": ["55296", "1114112", "01"],
      "uu": ["begin 644 text\n"], "json": ["{}", "{\"a\": \"b\"", "[\"a\"]"],
      "xml": ["<a>b</c>", "b"], "spacing": ["ab"], "morse": [".-.-.-.-", "ab"], "nato": ["alpha"],
      "base85": ["~~~~~"], "unicode-escapes": ["\\ud800", "\\u004"], "variation-selectors": ["x"],
      "code": ["print()"], "table": ["| 1 | x |"], "pig-latin": ["plain words"],
    ]
    for (name, texts) in wrong {
      let mutator = try MutatorCatalog.mutator(name)
      for text in texts { #expect(mutator.inverse(text, seed: 1) == nil, "\(name): \(text)") }
    }
  }

  @Test func whatMutatorsMakeIsWhatTheyAreKnownFor() throws {
    let expected = [
      "atbash": ("Hello, abc", "Svool, zyx"), "rot47": ("Hello!", "w6==@P"),
      "morse": ("SOS at 5", "... --- ... / .- - / ....."),
      "nato": ("Ok 7", "Oscar kilo (space) seven"), "braille": ("hello", "⠓⠑⠇⠇⠕"),
      "tag-characters": ("Hi", "\u{E0048}\u{E0069}"), "bidi": ("abc", "\u{202E}cba\u{202C}"),
      "variation-selectors": ("A\u{5}", "\u{1F642}\u{E0131}\u{FE05}"),
      "leetspeak": ("Best Elite", "8357 3l173"), "spacing": ("abc", "a b c"),
      "swap-case": ("Hello", "hELLO"), "reversal": ("abc de", "ed cba"),
      "reverse-words": ("one two  three", "three  two one"),
      "reverse-letters": ("one two", "eno owt"),
      "pig-latin": ("the String apple hmm", "e-thay ing-Stray apple-ay hmm-ay"),
      "comment": ("a\nb", "// a\n// b"),
      "table": ("a |b", "| # | word |\n|---|------|\n| 1 | a |\n| 2 | \\|b |"),
      "no-punctuation": ("Well, it's 3.5 (or so)!", "Well it's 3.5 or so"),
      "contractions": ("We do not. It is late. Yes, it is.", "We don't. It's late. Yes, it is."),
      "expansions": ("Don't! I'm sure it’s CAN'T", "Do not! I am sure it is CANNOT"),
      "american": ("Colour the GREY centre; organise", "Color the GRAY center; organize"),
      "british": ("Favorite program, neighborhood", "Favourite program, neighbourhood"),
      "title-case": ("it's a big day", "It's A Big Day"), "disemvowel": ("the people", "the pple"),
    ]
    for (name, (text, changed)) in expected {
      let made = try MutatorCatalog.mutator(name).apply(text, seed: 1)
      #expect(areSame(made, changed), "\(name): \(made.debugDescription)")
    }
  }

  @Test func anUnknownNameIsAnErrorThatSuggestsOne() {
    #expect(
      throws: Failure(
        .badData, "\"base46\" is no mutator", at: Place(file: "s.yaml", line: 3),
        remedy: "Did you mean \"base64\"?")
    ) {
      try MutatorCatalog.mutator("base46", at: Place(file: "s.yaml", line: 3))
    }
  }
}
