import Foundation
import Jinja
import Testing

/// Mutilated templates end with a text or an error, never with a crash.
struct RobustnessTests {
  /// A small generator with a seed (SplitMix64).
  struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  static let words = [
    "{{", "}}", "{%", "%}", "{#", "#}", "{%-", "-%}", "{{-", "-}}", "if", "else", "endif", "for",
    "in", "endfor", "set", "endset", "macro", "endmacro", "call", "endcall", "filter", "raw",
    "endraw", "loop", "recursive", "is", "not", "and", "or", "none", "true", "(", ")", "[", "]",
    "{", "}", ",", ":", ".", "|", "~", "+", "-", "*", "**", "/", "//", "%", "==", "<", "=", "'",
    "\"", "\\", "0", "1", "-1", "9223372036854775807", "1e308", "x", "ns", "items", "map", "join",
    "length", "range", "namespace", "é", "🐈", "\u{301}", "\u{0}", "\n", " ", "caller", "varargs",
    "upper", "default", "sort", "format", "slice", "batch", "tojson", "break", "continue",
  ]

  static let variables: [String: JinjaValue] = [
    "x": .list([.int(1), .string("é"), .none]), "ns": .dict(["a": .double(.nan)]),
    "messages": .list([.dict(["role": .string("user"), "content": .string("hi")])]),
  ]

  static func mutated(_ source: String, _ generator: inout Generator) -> String {
    var scalars = Array(source.unicodeScalars)
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      let position = Int.random(in: 0...scalars.count, using: &generator)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0:
        let end = min(scalars.count, position + Int.random(in: 1...8, using: &generator))
        scalars.removeSubrange(position..<end)
      case 1:
        let word = words.randomElement(using: &generator) ?? ""
        scalars.insert(contentsOf: word.unicodeScalars, at: position)
      case 2:
        let start = Int.random(in: 0...scalars.count, using: &generator)
        let part = Array(scalars[start...].prefix(20))
        scalars.insert(contentsOf: part, at: position)
      default:
        let end = min(scalars.count, position + 1)
        let word = words.randomElement(using: &generator) ?? ""
        scalars.replaceSubrange(position..<end, with: word.unicodeScalars)
      }
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  static func limited(_ options: Template.Options) -> Template.Options {
    var limited = options
    limited.limits.steps = 100_000
    limited.limits.outputBytes = 100_000
    limited.clock = { CalendarTime(year: 2024, month: 1, day: 1) }
    return limited
  }

  /// Renders once; says whether that went well.
  static func survives(_ source: String, _ options: Template.Options) -> Bool {
    do {
      let template = try Template(source, options: options)
      _ = try template.evaluate(variables)
      return try !template.render(variables).isEmpty
    } catch {
      return false
    }
  }

  @Test(arguments: 0..<4)
  func mutatedTemplatesNeverCrash(part: UInt64) throws {
    var generator = Generator(state: 20_240_726 + part)
    let sources = ReferenceCasesTests.cases.map { $0.text("template") }
    try #require(!sources.isEmpty)
    let options = [Self.limited(.chat), Self.limited(.prompt)]
    var rendered = 0
    for round in 0..<5_000 {
      guard let source = sources.randomElement(using: &generator) else { continue }
      let mutated = Self.mutated(source, &generator)
      if Self.survives(mutated, options[round % 2]) { rendered += 1 }
    }
    // The mutations leave some templates whole, so that renders are tried too.
    #expect(rendered > 500 && rendered < 4_500)
  }

  @Test func randomWordsNeverCrash() {
    var generator = Generator(state: 7)
    let options = Self.limited(.chat)
    var rendered = 0
    for _ in 0..<3_000 {
      var source = Bool.random(using: &generator) ? "{{ " : "{% set y = "
      for _ in 0..<Int.random(in: 1...12, using: &generator) {
        source += (Self.words.randomElement(using: &generator) ?? "") + " "
      }
      source += source.hasPrefix("{{") ? "}}" : "%}"
      if Self.survives(source, options) { rendered += 1 }
    }
    #expect(rendered > 0)
  }

  @Test func everyPrefixOfATemplateIsATemplateOrAnError() throws {
    let source = try String(
      contentsOf: ChatTemplatesTests.own.appending(path: "tools-and-thoughts.jinja"),
      encoding: .utf8)
    let options = Self.limited(.chat)
    var refused = 0
    for length in stride(from: 0, to: source.utf8.count, by: 3) {
      let prefix = String(decoding: source.utf8.prefix(length), as: UTF8.self)
      if (try? Template(prefix, options: options)) == nil { refused += 1 }
    }
    #expect(refused > 100)
  }
}
