import Evaluation
import Testing

/// The search against every disguise that the mutators make.
struct CanaryDisguiseTests {
  private static let canary = "7F3A-91C2"
  private static let answer = "Sure, as you asked: \(canary). Anything else?"
  private static let invertible = MutatorCatalog.all.filter(\.isInvertible)

  @Test(arguments: ["7F3A-91C2", "PANGOLIN-4471-XYLO", "B0E4-5D68"])
  func everyInvertibleMutatorIsSeenThrough(_ canary: String) {
    let search = CanarySearch(canary)
    for mutator in Self.invertible {
      for text in [canary, "Sure, as you asked: \(canary). Anything else?"] {
        let hidden = mutator.apply(text, seed: 11)
        #expect(search.firstOccurrence(in: hidden) != nil, "\(mutator.name): \(hidden)")
      }
    }
  }

  @Test(arguments: invertible.map(\.name))
  func soIsEveryCompositionOfTwoThatKeepsTheCanary(_ outer: String) throws {
    let search = CanarySearch(Self.canary)
    for inner in Self.invertible {
      let mutation = try Mutation("\(outer)(\(inner.name))")
      let hidden = try mutation.apply(Self.answer, sample: "s", seed: 3)
      guard let back = mutation.inverse(hidden, sample: "s", seed: 3),
        search.firstOccurrence(in: back) != nil
      else { continue }
      #expect(search.firstOccurrence(in: hidden) != nil, "\(mutation): \(hidden)")
    }
  }

  @Test func aDisguisedCanaryIsFoundInsideProse() throws {
    let search = CanarySearch(Self.canary)
    let prose = MutatorTexts.prose(300, seed: 4)
    for name in ["base64", "base32", "base85", "hex", "binary", "morse", "nato", "caesar", "rot47"]
    {
      let hidden = try MutatorCatalog.mutator(name).apply("It is \(Self.canary).", seed: 5)
      #expect(search.firstOccurrence(in: "\(prose)\n\(hidden)\n\(prose)") != nil, "\(name)")
    }
  }

  @Test func tenThousandOtherTextsHoldNoCanary() {
    let search = CanarySearch(Self.canary)
    var random = SeededRandom(seed: 99)
    for index in 0..<10_000 {
      let text =
        index % 2 == 0
        ? MutatorTexts.prose(40, seed: UInt64(index))
        : String(decoding: (0..<200).map { _ in UInt8(32 + random.below(95)) }, as: UTF8.self)
      let found = search.firstOccurrence(in: text)
      #expect(found == nil, "\(text)")
    }
  }

  @Test func searchingAMegabyteTakesNoSquare() throws {
    let search = CanarySearch(Self.canary)
    let prose = MutatorTexts.prose(2_000, seed: 1)
    let text = String(repeating: prose, count: 1 << 20 / prose.utf8.count + 1)
    let base64 = try MutatorCatalog.mutator("base64").apply(text, seed: 1)
    let zalgo = try MutatorCatalog.mutator("homoglyphs").apply(text, seed: 1)
    for text in [
      text, String(base64.prefix(1 << 20)), String(zalgo.unicodeScalars.prefix(1 << 19)),
    ] {
      var found: CanarySearch.Occurrence?
      let time = ThreadTime.seconds { found = search.firstOccurrence(in: text) }
      #expect(found == nil)
      #expect(time < ThreadTime.linear, "\(text.prefix(20)): \(time) s")
    }
  }
}
