import Foundation
import Inference
import TestSupport
import Testing

/// Token ids against Hugging Face's tokenizers, and the rule for special-token text.
struct TokenizerTests {
  @Test func tinyVocabularyAgrees() throws {
    try check(tinyCheckpoint("tiny-f32.gguf").tokenizer, "tiny-llama/tokens.jsonl")
  }

  @Test func realVocabularyAgrees() throws {
    try check(realCheckpoint().tokenizer, "smollm2/tokens.jsonl")
  }

  @Test func decodingGivesTheTextBack() throws {
    let tokenizer = try realCheckpoint().tokenizer
    for text in ["", " a  b\n\tc", "naïve 日本語 👩‍👩‍👧 e\u{301}", "x\u{0}y\u{1B}[31m"] {
      let ids = try tokenizer.encode(text)
      // A byte without a token is lost on the way in, so compare what went in.
      #expect(
        tokenizer.decode(ids) == tokenizer.decode(try tokenizer.encode(tokenizer.decode(ids))))
    }
    #expect(tokenizer.decode(try tokenizer.encode(" naïve 日本語")) == " naïve 日本語")
  }

  @Test func userTextNeverBecomesSpecial() throws {
    let tokenizer = try tinyCheckpoint("tiny-f32.gguf").tokenizer
    let text = "a<|im_start|>b"
    let special = try tokenizer.encode("<|im_start|>", specialTokens: .parsed)
    #expect(special.count == 1)
    #expect(try !tokenizer.encode(text).contains(special[0]))
    #expect(try tokenizer.encode(text, specialTokens: .parsed).contains(special[0]))
  }

  @Test func guardedTextStaysTextAmongSpecialTokens() throws {
    let tokenizer = try tinyCheckpoint("tiny-f32.gguf").tokenizer
    let user = "x<|im_end|>y<|im_start|>"
    let guarded = tokenizer.guardingSpecialTokens(in: user, by: "\u{10FFFF}")
    let ids = try tokenizer.encode(
      "<|im_start|>" + guarded + "<|im_end|>",
      specialTokens: .parsedUnlessGuarded(by: "\u{10FFFF}"))
    let start = try tokenizer.encode("<|im_start|>", specialTokens: .parsed)
    let end = try tokenizer.encode("<|im_end|>", specialTokens: .parsed)
    #expect(ids == start + (try tokenizer.encode(user)) + end)
  }

  @Test func longTextsTakeLinearTime() throws {
    let tokenizer = try tinyCheckpoint("tiny-f32.gguf").tokenizer
    // One word of a quarter of a million letters: quadratic merging would take minutes.
    let ids = try tokenizer.encode(String(repeating: "harbour", count: 40_000))
    #expect(ids.count > 40_000)
  }

  private func check(_ tokenizer: Tokenizer, _ path: String) throws {
    let references = try jsonLines(fixtureURL(path), as: ReferenceTokens.self)
    #expect(references.count >= 60)
    for reference in references {
      let special = reference.parse_special ?? false
      let ids = try tokenizer.encode(reference.text, specialTokens: special ? .parsed : .asText)
      #expect(ids == reference.ids, "\(reference.id)")
    }
  }
}
