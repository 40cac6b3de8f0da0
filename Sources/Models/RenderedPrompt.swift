internal import Evaluation
internal import Inference
internal import Jinja

/// A prompt's text, and which special-token text in it is special.
///
/// In text prompts none is. In chat prompts the template's own is, and what users wrote is not: a
/// guard, a scalar that no turn contains, stands inside of special-token text that came from a turn and
/// falls away when the text becomes tokens.
struct RenderedPrompt {
  private var text: String
  private let guardScalar: Unicode.Scalar?
  private let tokenizer: Tokenizer

  /// Scalars that no text means anything by (Unicode noncharacters).
  private static let guards: [Unicode.Scalar] = [
    "\u{10FFFF}", "\u{10FFFE}", "\u{FFFFF}", "\u{FFFFE}", "\u{EFFFF}", "\u{EFFFE}",
  ]

  init(
    _ prompt: Prompt, template: ChatTemplate?, tokenizer: Tokenizer
  ) throws(ResponseFailure) {
    self.tokenizer = tokenizer
    switch prompt {
    case .text(let text):
      self.text = text
      guardScalar = nil
    case .chat(let turns, let prefix):
      guard let template else {
        throw ResponseFailure(
          kind: "no-chat-template",
          message: "the prompt is a chat, but the checkpoint has no chat template")
      }
      let contents = turns.map(\.content) + [prefix]
      guard
        let scalar = RenderedPrompt.guards.first(where: { scalar in
          !contents.contains { $0.unicodeScalars.contains(scalar) }
        })
      else {
        throw ResponseFailure(kind: "template", message: "the turns hold every noncharacter")
      }
      guardScalar = scalar
      do {
        text =
          try template.render(
            turns.map { turn in
              (turn.role, tokenizer.guardingSpecialTokens(in: turn.content, by: scalar))
            }) + tokenizer.guardingSpecialTokens(in: prefix, by: scalar)
      } catch {
        throw ResponseFailure(
          kind: "template", message: "the chat template failed: \(error)")
      }
    }
  }

  var isEmpty: Bool { text.isEmpty }

  /// The text as the model sees it, where a template made it.
  var display: String? {
    guard let guardScalar else { return nil }
    var scalars = text.unicodeScalars
    scalars.removeAll { $0 == guardScalar }
    return String(scalars)
  }

  /// The prompt followed by text in which nothing is special.
  func appending(_ more: String) -> RenderedPrompt {
    var result = self
    result.text += guardScalar.map { tokenizer.guardingSpecialTokens(in: more, by: $0) } ?? more
    return result
  }

  /// Takes white space off the end, by Python's `str.rstrip`, and returns it.
  mutating func removeTrailingWhitespace() -> String {
    let scalars = text.unicodeScalars
    var end = scalars.endIndex
    while end > scalars.startIndex {
      let before = scalars.index(before: end)
      guard RenderedPrompt.isPythonSpace(scalars[before]) else { break }
      end = before
    }
    let tail = String(scalars[end...])
    text = String(scalars[..<end])
    return tail
  }

  /// The prompt's tokens, without any begin-of-sequence token that the template did not write.
  func tokens() throws(ResponseFailure) -> [Int32] {
    do {
      return try tokenizer.encode(
        text, specialTokens: guardScalar.map { .parsedUnlessGuarded(by: $0) } ?? .asText)
    } catch {
      throw ResponseFailure(kind: "tokenizer", message: error.description)
    }
  }

  /// What Python's `str.isspace` holds for white space.
  private static func isPythonSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F,
      0x205F, 0x3000:
      true
    default: false
    }
  }
}
