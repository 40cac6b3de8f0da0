import Jinja
import Testing

struct TemplateTests {
  @Test func rendersVariables() throws {
    let template = try Template("Q: {{ question.strip() }}\nA:", options: .prompt)
    #expect(try template.render(["question": .string(" Why? ")]) == "Q: Why?\nA:")
  }

  @Test func keepsOrDropsTheLastLineFeed() throws {
    #expect(try Template("a\n", options: .prompt).render([:]) == "a\n")
    #expect(try Template("a\n\n", options: .chat).render([:]) == "a\n")
  }

  @Test func evaluatesOneExpressionWithoutText() throws {
    let variables: [String: JinjaValue] = ["a": .string("x"), "b": .double(0.5)]
    let list = try Template("{{ [a, b, none, 3] }}", options: .prompt)
    #expect(try list.evaluate(variables) == .list([.string("x"), .double(0.5), .none, .int(3)]))
    let mapped = try Template("{{ ['a', 'b'] | map('upper') }}", options: .prompt)
    #expect(try mapped.evaluate([:]) == .list([.string("A"), .string("B")]))
    let range = try Template("{{ range(3) }}", options: .prompt)
    #expect(try range.evaluate([:]) == .list([.int(0), .int(1), .int(2)]))
    let dict = try Template("{{ {'k': (1, 2)} }}", options: .prompt)
    #expect(try dict.evaluate([:]) == .dict(["k": .tuple([.int(1), .int(2)])]))
    #expect(try Template("{{ 1 == 1 }}", options: .prompt).evaluate([:]) == .bool(true))
  }

  @Test func evaluatesAnythingElseAsText() throws {
    #expect(try Template("{{ 1 }} ", options: .prompt).evaluate([:]) == .string("1 "))
    #expect(try Template("{{ 1 }}{{ 2 }}", options: .prompt).evaluate([:]) == .string("12"))
    #expect(try Template("", options: .prompt).evaluate([:]) == .string(""))
  }

  @Test func evaluationFailsForMissingNames() throws {
    let template = try Template("{{ doc.answer }}", options: .prompt)
    #expect {
      try template.evaluate(["doc": .dict([:])])
    } throws: { error in
      let error = error as? JinjaError
      return error?.kind == .undefined && error?.message.contains("'doc.answer'") == true
    }
    let conditional = try Template("{{ 1 if false }}", options: .prompt)
    #expect(try conditional.evaluate([:]) == .undefined(name: ""))
  }

  @Test(arguments: [
    ("{{ a }}{{ b.c }}{{ d[e] }}", ["a", "b", "d", "e"]),
    ("{% set a = 1 %}{{ a }}", []),
    ("{{ a }}{% set a = 1 %}", ["a"]),
    ("{% for x in xs %}{{ x }}{{ loop.index }}{{ y }}{% endfor %}{{ x }}", ["xs", "y", "x"]),
    ("{% if c %}{% set a = 1 %}{% else %}{% set a = 2 %}{% endif %}{{ a }}", ["c"]),
    ("{% if c %}{% set a = 1 %}{% endif %}{{ a }}", ["c", "a"]),
    ("{% macro m(p, q=r) %}{{ p }}{{ late }}{{ s }}{% endmacro %}{% set late = 1 %}", ["r", "s"]),
    ("{{ range(3) | map('f', z) }}{{ raise_exception('x') }}", ["z"]),
    ("{% with a = b %}{{ a }}{% endwith %}{% set ns.x = 1 %}", ["b", "ns"]),
    ("{% call(v) m(w) %}{{ v }}{{ caller }}{% endcall %}", ["m", "w"]),
    ("{% set x %}{{ i }}{% endset %}{{ x }}{{ 'a' is eq k }}", ["i", "k"]),
    ("{% raw %}{{ a }}{% endraw %}{# {{ b }} #}", []),
  ])
  func undeclaredVariablesAreWhatMustBeGiven(source: String, names: [String]) throws {
    let wrapped = source.replacing("| map('f', z)", with: "| map('join', z)")
    #expect(try Template(wrapped, options: .prompt).undeclaredVariables == Set(names))
  }

  @Test(arguments: [
    ("a\nb {{ x + }}", 2, 10), ("{{ 'é' }}\n  {% if %}", 2, 9), ("é {{ x", 1, 3),
    ("ab\n{% for x in y %}\n", 2, 4),
  ])
  func syntaxErrorsHaveAPlace(source: String, line: Int, column: Int) {
    #expect {
      try Template(source, options: .prompt)
    } throws: { error in
      let error = error as? JinjaError
      return error?.kind == .syntax && error?.line == line && error?.column == column
    }
  }

  @Test(arguments: [
    ("a\n{{ 1 / 0 }}", 2, 6), ("{{ 'é' ~\n  missing }}", 2, 3),
    ("{{ x | int }}{{ 'a' | abs }}", 1, 8),
    ("{% set a = 1 %}\n{{ a.b.c }}", 2, 8),
  ])
  func errorsOfARenderHaveAPlace(source: String, line: Int, column: Int) throws {
    let template = try Template(source, options: .prompt)
    #expect {
      try template.render([:])
    } throws: { error in
      let error = error as? JinjaError
      return error?.line == line && error?.column == column
    }
  }

  @Test func raisedMessagesArriveUnchanged() throws {
    let template = try Template("{{ raise_exception('Roles must alternate!') }}", options: .chat)
    #expect(
      throws: JinjaError(.raised, "Roles must alternate!", line: 1, column: 19)
    ) { try template.render([:]) }
  }

  @Test func theDateComesFromTheClock() throws {
    var options = Template.Options.chat
    let source = "{{ strftime_now('%d %b %Y') }}"
    #expect(throws: JinjaError.self) { try Template(source, options: options).render([:]) }
    options.clock = { CalendarTime(year: 2024, month: 7, day: 26) }
    #expect(try Template(source, options: options).render([:]) == "26 Jul 2024")
  }

  @Test func regularExpressionsComeFromTheCaller() throws {
    var options = Template.Options.prompt
    let source = "{{ 'a1b2' | regex_replace('[0-9]', '-', count=1) }}"
    #expect(throws: JinjaError.self) { try Template(source, options: options) }
    options.replaceRegularExpression = { text, pattern, replacement, count in
      "\(text)|\(pattern)|\(replacement)|\(count)"
    }
    #expect(try Template(source, options: options).render([:]) == "a1b2|[0-9]|-|1")
    struct Refusal: Error {}
    options.replaceRegularExpression = { _, _, _, _ in throw Refusal() }
    #expect(throws: JinjaError.self) { try Template(source, options: options).render([:]) }
  }

  @Test func rendersDoNotShareState() throws {
    let template = try Template(
      "{% set ns = namespace(n=0) %}{% for i in range(n) %}{% set ns.n = ns.n + i %}{% endfor %}"
        + "{{ ns.n }}", options: .chat)
    #expect(try template.render(["n": .int(5)]) == "10")
    #expect(try template.render(["n": .int(4)]) == "6")
  }

  @Test func otherTemplatesCannotBeReached() {
    for source in ["{% include 'x' %}", "{% extends 'x' %}", "{% import 'x' as y %}"] {
      #expect {
        try Template(source, options: .chat)
      } throws: { error in
        (error as? JinjaError)?.message.contains("stands alone") == true
      }
    }
  }

  @Test func stringsAreSequencesOfScalars() throws {
    let template = try Template("{{ x | length }}{{ x == y }}{{ x[0] }}", options: .prompt)
    #expect(
      try template.render(["x": .string("e\u{301}"), "y": .string("\u{E9}")]) == "2Falsee")
    #expect(JinjaValue.string("e\u{301}") != .string("\u{E9}"))
    let keys: JinjaDictionary = ["\u{E9}": .int(1), "e\u{301}": .int(2)]
    #expect(keys.count == 2 && keys["\u{E9}"] == .int(1))
  }

  @Test func largeDictionariesFindTheirKeys() {
    var dictionary = JinjaDictionary()
    for index in 0..<1000 {
      dictionary[.int(index)] = .string("v\(index)")
      dictionary[.string("k\(index)")] = .int(index)
    }
    #expect(dictionary.count == 2000)
    #expect(dictionary["k999"] == .int(999))
    #expect(dictionary[.double(500)] == .string("v500"))
    #expect(dictionary[.bool(true)] == .string("v1"))
    #expect(dictionary.entries[2].key == .int(1))
  }
}
