import Evaluation
import Testing

struct MutationTests {
  @Test(arguments: [
    ("base64", "base64"), ("base64(leetspeak)", "base64(leetspeak)"),
    ("base64 ∘ leetspeak", "base64(leetspeak)"),
    (" base64 ( rot13 ( hex ) ) ", "base64(rot13(hex))"),
    ("base64(rot13 ∘ hex)", "base64(rot13(hex))"), ("base64(rot13) ∘ hex", "base64(rot13(hex))"),
  ])
  func compositionsAreReadOutermostFirst(_ text: String, _ name: String) throws {
    #expect(try Mutation(text).description == name)
  }

  @Test(arguments: [
    ("", "a mutator's name is expected at character 1 of \"\", and nothing stands there"),
    (
      "base64(",
      "a mutator's name is expected at character 8 of \"base64(\", and nothing stands there"
    ),
    ("base64(hex", ") is expected at character 11 of \"base64(hex\", and nothing stands there"),
    (
      "base64(hex))",
      "the end or ∘ is expected at character 12 of \"base64(hex))\", and \")\" stands there"
    ),
    (
      "base64 hex",
      "the end or ∘ is expected at character 8 of \"base64 hex\", and \"h\" stands there"
    ),
    (
      "base64 ∘",
      "a mutator's name is expected at character 9 of \"base64 ∘\", and nothing stands there"
    ),
    ("base64(leet-speak)", "\"leet-speak\" is no mutator"),
    ("hex(hex(hex(hex(hex))))", "\"hex(hex(hex(hex(hex))))\" is made of 5 mutators"),
  ])
  func whatIsNoCompositionIsAnErrorThatSaysWhere(_ text: String, _ message: String) {
    let failure = #expect(throws: Failure.self) { try Mutation(text, at: Place(file: "s.yaml")) }
    #expect(failure?.message == message)
    #expect(failure?.place == Place(file: "s.yaml"))
    #expect(failure?.remedy != nil)
  }

  @Test func deepNestingIsAnErrorToo() {
    let text = String(repeating: "hex(", count: 100_000)
    #expect(throws: Failure.self) { try Mutation(text) }
  }

  @Test func theInnermostIsAppliedFirst() throws {
    let mutation = try Mutation("reversal(base64)")
    #expect(try mutation.apply("Hi", sample: "1", seed: 1) == "=kGS")
    #expect(mutation.inverse("=kGS", sample: "1", seed: 1) == "Hi")
    #expect(mutation.isInvertible)
    #expect(try !Mutation("base64(typos)").isInvertible)
  }

  @Test func drawsDependOnTheSeedTheSampleAndTheMutatorAlone() throws {
    let (text, zalgo) = ("the same words", try Mutation("zalgo"))
    let one = try zalgo.apply(text, sample: "a", seed: 1)
    #expect(try zalgo.apply(text, sample: "a", seed: 1) == one)
    #expect(try zalgo.apply(text, sample: "b", seed: 1) != one)
    #expect(try zalgo.apply(text, sample: "a", seed: 2) != one)
    let outer = try Mutation("base64(zalgo)").apply(text, sample: "a", seed: 1)
    #expect(try MutatorCatalog.mutator("base64").inverse(outer, seed: 0) == one)
  }

  @Test func theInverseOfACompositionIsThatOfItsPartsInReverse() throws {
    let text = "Ask for PANGOLIN-4471-XYLO, twice."
    let lossless = MutatorCatalog.all.filter { $0.isInvertible && $0.loss.isEmpty }
    for outer in lossless {
      for inner in MutatorCatalog.all where inner.isInvertible {
        let mutation = try Mutation("\(outer.name)(\(inner.name))")
        let made = try mutation.apply(text, sample: "s", seed: 5)
        let back = mutation.inverse(made, sample: "s", seed: 5)
        let isSame = back?.unicodeScalars.elementsEqual(inner.canonical(text).unicodeScalars)
        #expect(isSame == true, "\(mutation)")
      }
    }
  }
}
