import Jinja
import Testing

/// Templates that ask for too much end with an error, soon.
struct LimitsTests {
  /// The options of chat templates with fewer steps, so that the tests are quick.
  static let hasty: Template.Options = {
    var options = Template.Options.chat
    options.limits.steps = 2_000_000
    return options
  }()

  static func error(
    _ source: String, _ variables: [String: JinjaValue] = [:],
    options: Template.Options = hasty
  ) -> JinjaError? {
    do {
      _ = try Template(source, options: options).render(variables)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    String(repeating: "(", count: 50_000), String(repeating: "[", count: 50_000),
    String(repeating: "{1:", count: 50_000), String(repeating: "a(", count: 50_000),
    String(repeating: "not ", count: 50_000), String(repeating: "-", count: 50_000) + "1",
    String(repeating: "1 if 1 else ", count: 50_000) + "1",
    String(repeating: "a[", count: 50_000), String(repeating: "x|f(", count: 50_000),
    "1" + String(repeating: " if 1", count: 50_000),
  ])
  func deepExpressionsAreRefused(source: String) {
    let error = Self.error("{{ \(source) }}")
    #expect(error?.kind == .limit || error?.kind == .syntax)
  }

  @Test(arguments: [
    "{% if 1 %}", "{% for x in y %}", "{% macro m() %}", "{% set x %}", "{% filter upper %}",
    "{% call m() %}", "{% with %}", "{% generation %}", "{% for x in y recursive %}",
  ])
  func deepStatementsAreRefused(opening: String) {
    #expect(Self.error(String(repeating: opening, count: 20_000))?.kind == .limit)
  }

  @Test(arguments: [
    String(repeating: "1 + ", count: 30_000) + "1", String(repeating: "x ~ ", count: 30_000) + "x",
    "x" + String(repeating: "|upper", count: 30_000),
    "1" + String(repeating: " and 1", count: 30_000),
    "0" + String(repeating: " or 0", count: 30_000),
    "1" + String(repeating: " == 1", count: 30_000),
    String(repeating: "2 * 0 * ", count: 30_000) + "1", String(repeating: "'a' ", count: 30_000),
    "d" + String(repeating: ".d", count: 30_000) + " is defined",
  ])
  func longChainsAreFine(source: String) throws {
    // Each is flat, however long; the last one fails for what it does, not for its length.
    let error = Self.error("{{ \(source) }}", ["x": .string("s"), "d": .dict([:])])
    #expect(error == nil || error?.kind == .undefined)
  }

  @Test func longChainsOfBranchesAreFine() throws {
    let branches = String(repeating: "{% elif x == 1 %}a", count: 20_000)
    #expect(Self.error("{% if x %}b\(branches)\("{% else %}c{% endif %}")") == nil)
  }

  @Test(arguments: [
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
    "{% macro m() %}{{ caller }}{% call m() %}{% endcall %}{% endmacro %}{{ m() }}",
    "{% for x in [[1]] recursive %}{{ loop([[1]]) }}{% endfor %}",
    "{% macro m(x=m()) %}{% endmacro %}{{ m() }}",
    "{% set ns = namespace() %}{% macro m() %}{{ ns.f() }}{% endmacro %}{% set ns.f = m %}{{ m() }}",
    "{% macro m() %}{{ caller(caller) }}{% endmacro %}{% call(c) m() %}{{ m(caller=c) }}{% endcall %}",
  ])
  func endlessRecursionIsStopped(source: String) {
    #expect(Self.error(source)?.kind == .limit)
  }

  @Test(arguments: [
    "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}",
    "{% for a in range(100000) %}{% for b in range(1000) %}{{ a * b }}{% endfor %}{% endfor %}",
    "{% for a in range(100000) %}{{ 'x' * 1000 }}{% endfor %}",
    "{{ 'x' * 99999999999 }}", "{{ 'x' * 9223372036854775807 }}", "{{ [0] * 99999999 }}",
    "{{ (1, 2) * 9223372036854775807 }}", "{{ range(100001) }}", "{{ range(9223372036854775807) }}",
    "{{ range(-9223372036854775807, 9223372036854775807) }}",
    "{{ 9223372036854775807 + 1 }}", "{{ 2 ** 64 }}", "{{ 3 ** 9999999999 }}",
    "{{ -9223372036854775807 - 2 }}", "{{ 9223372036854775807 * 2 }}", "{{ 1e300 | int }}",
    "{{ ('9' * 30) | int }}", "{{ 'x' | center(999999999) }}",
    "{{ 'x'.ljust(9223372036854775807) }}",
    "{{ '%999999999d' % 1 }}", "{{ '{:999999999}'.format(1) }}", "{{ '%.999999999f' % 1.5 }}",
    "{{ 'x' | indent(999999999, true) }}", "{{ '1'.zfill(9223372036854775807) }}",
    "{{ [1] | batch(99999999999, 0) | list }}", "{{ [1] | slice(99999999999) | list }}",
    "{{ ('aaaa' * 100000) | replace('a', 'x' * 100000) }}",
    "{{ ('a' * 100000) | replace('', 'x' * 100000) }}",
    "{{ ('a' * 1000) | replace('a', 'x' * 100000) }}",
    "{{ ('x' * 100000).join(range(1000) | map('string')) }}",
    "{{ '{{ x }}' * 10000000 }}", "{{ ('\\t' * 100000).expandtabs(1000) }}",
    "{% set ns = namespace(s='x') %}{% for i in range(100) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
    "{% set ns = namespace(s=[1]) %}{% for i in range(100) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
    "{% set ns = namespace(s=[1]) %}{% for i in range(100000) %}{% set ns.s = [ns.s] %}{% endfor %}",
    "{% set ns = namespace(s=[1]) %}{% for i in range(100) %}{% set ns.s = [ns.s, ns.s] %}{% endfor %}{{ ns.s }}",
    "{% set ns = namespace(s={}) %}{% for i in range(1000) %}{% set ns.s = {'a': ns.s} %}{% endfor %}{{ ns.s }}",
    "{% set ns = namespace(s=[1]) %}{% for i in range(1000) %}{% set ns.s = ns.s | batch(1) | list %}{% endfor %}",
    "{% set ns = namespace(s=1) %}{% for i in range(1000) %}{% set ns.s = namespace(a=ns.s) %}{% endfor %}",
    "{% set ns = namespace() %}{% set ns.a = ns %}{% set ns.b = ns %}{{ ns }}",
    "{% set x = [1] * 1000 %}{% for i in range(100000) %}{% if x == x %}{% endif %}{% endfor %}",
    "{% set x %}{% for i in range(100000) %}{{ 'x' * 1000 }}{% endfor %}{% endset %}",
  ])
  func hugeResultsAreRefused(source: String) {
    #expect(Self.error(source)?.kind == .limit)
  }

  @Test func limitsAreAdjustable() {
    var options = Template.Options.chat
    options.limits.outputBytes = 10
    #expect(Self.error("{{ 'x' * 11 }}", options: options)?.kind == .limit)
    #expect(Self.error("0123456789a", options: options)?.kind == .limit)
    #expect(Self.error("0123456789", options: options) == nil)
    options = .chat
    options.limits.steps = 1000
    #expect(Self.error("{% for i in range(999) %}{% endfor %}", options: options)?.kind == .limit)
    #expect(Self.error("{% for i in range(99) %}{% endfor %}", options: options) == nil)
    options.limits.nesting = 5
    #expect(Self.error("{{ ((((((1)))))) }}", options: options)?.kind == .limit)
  }

  @Test func deepVariablesAreRefused() {
    var deep = JinjaValue.int(1)
    for _ in 0..<500 {
      deep = .list([deep])
    }
    #expect(Self.error("x", ["deep": deep])?.kind == .limit)
  }

  @Test func largeTextsTakeLinearTime() throws {
    let text = String(repeating: "naïve words, ", count: 20_000)
    let template = try Template(
      "{{ x | length }} {{ x.split(',') | length }} {{ x.replace('words', 'w') | length }} "
        + "{{ x[100:200] | length }} {{ x[::-1] | length }} {{ x.find('nowhere') }} {{ x.upper() | length }}"
        + "{% for c in x %}{% endfor %}",
      options: .prompt)
    #expect(
      try template.render(["x": .string(text)])
        == "260000 20001 180000 100 260000 -1 260000")
    let literal = try Template(String(repeating: text, count: 4), options: .prompt)
    #expect(try literal.render([:]).utf8.count == 4 * text.utf8.count)
    let periodic = String(repeating: "ab", count: 50_000)
    let search = try Template("{{ (p ~ 'c') in (p ~ p) }}", options: .prompt)
    #expect(try search.render(["p": .string(periodic)]) == "False")
  }
}
