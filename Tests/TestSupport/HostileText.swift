/// Texts that a model may say and that a sink may fall for.
package enum HostileText {
  /// A text with a word for what it attacks.
  package struct Example: Sendable {
    package var name: String
    package var text: String
  }

  /// Every example, the long one last.
  package static let all: [Example] = short + [Example(name: "very-long", text: veryLong)]

  /// The examples of a few characters.
  package static let short: [Example] = [
    Example(
      name: "control-characters", text: "bell\u{07} null\u{00} backspace\u{08} del\u{7F} end"),
    Example(name: "c1-controls", text: "csi\u{9B}31m nel\u{85} end"),
    Example(name: "cdata-end", text: "closing ]]> twice ]]]]>><![CDATA[ again"),
    Example(name: "script-end", text: "</script><script>alert('assay')</script><!--"),
    Example(name: "attribute", text: "\" onmouseover=\"alert(1)\" x='y' & &amp; <b>"),
    Example(name: "attachment", text: "see [[ATTACHMENT|/etc/passwd]] for more"),
    Example(
      name: "ci-commands",
      text: "::error::file gone\n::set-output name=x::y\n##vso[task.complete]\n##teamcity[x]"),
    Example(name: "ansi", text: "\u{1B}[2J\u{1B}[31mred\u{1B}[0m \u{1B}]0;title\u{07}"),
    Example(name: "emoji", text: "family 👨‍👩‍👧‍👦 flag 🇫🇮 skin 👍🏽"),
    Example(name: "right-to-left", text: "abc \u{202E}gnp.exe\u{202C} שלום עולם مرحبا"),
    Example(name: "combining", text: "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘"),
    Example(name: "noncharacters", text: noncharacters),
    Example(name: "line-separators", text: "a\u{2028}b\u{2029}c\r\nd\re\tf\u{0B}g\u{0C}h"),
    Example(
      name: "markdown", text: "| a | b |\n|---|---|\n```\n[x](javascript:alert(1)) ![](http://x)"),
    Example(name: "path", text: "../../../../etc/passwd"),
    Example(name: "spreadsheet", text: "=HYPERLINK(\"http://x\",\"y\")"),
    Example(name: "template", text: "{{ 7 * 7 }} {% raw %} ${HOME} $(id) `id` %s %n"),
    Example(name: "json", text: #"{"a": "\"}", "b": [}"#),
    Example(name: "empty", text: ""),
    Example(name: "blank", text: " \n\t "),
  ]

  /// Whether no terminal and no XML parser would stumble: no control or direction character but
  /// line feed and tab.
  package static func isSteerless(_ text: String) -> Bool {
    !text.unicodeScalars.contains {
      ($0.value < 0x20 && $0 != "\n" && $0 != "\t") || (0x7F...0x9F).contains($0.value)
        || (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
        || [0x2028, 0x2029, 0x200B, 0xFEFF, 0xFFFE, 0xFFFF].contains($0.value)
    }
  }

  /// Code points that XML forbids and Swift's literals refuse.
  private static let noncharacters = String(
    String.UnicodeScalarView(
      [0x61, 0xFFFE, 0xFFFF, 0xFDD0, 0x1FFFF, 0xFFFD].compactMap(Unicode.Scalar.init)))

  /// 40,012 characters without a single space.
  package static let veryLong = String(repeating: "0123456789<&\"'", count: 2858)
}
