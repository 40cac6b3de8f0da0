extension Template {
  /// How a template is read and what its render may do.
  package struct Options: Sendable {
    /// What becomes of a missing name, attribute or item.
    package enum UndefinedHandling: Sendable, Hashable {
      /// Printing, comparing or iterating over it is an error.
      case strict
      /// It prints as nothing and is false; going further into it is an error.
      case lenient
    }

    /// What the filter `tojson` writes.
    package enum JSONStyle: Sendable, Hashable {
      /// As Hugging Face's transformers: `json.dumps(ensure_ascii=False)`.
      case plain
      /// As Jinja2: sorted keys, ASCII, and `<`, `>`, `&` and `'` escaped for HTML.
      case htmlSafe
    }

    /// What a render may use.
    package struct Limits: Sendable, Hashable {
      /// The levels of brackets and blocks in a template, and of lists and dicts in a value.
      package var nesting = 100
      /// The levels of evaluation, which recursive macros and loops add to.
      package var depth = 600
      /// Units of work: one for each operation, item or 16 bytes of text.
      package var steps = 10_000_000
      /// The size of the output, and of any text, in bytes of UTF-8.
      package var outputBytes = 16 << 20
      /// The length of a `range`; Jinja's sandbox has the same.
      package var rangeLength = 100_000

      /// The size of a template's source in bytes of UTF-8.
      package var sourceBytes = 4 << 20

      package init() {}
    }

    /// Replaces matches of a pattern: text, pattern, replacement, and the largest number of
    /// replacements, 0 for all.
    package typealias RegularExpressionReplacement =
      @Sendable (
        _ text: String, _ pattern: String, _ replacement: String, _ count: Int
      ) throws -> String

    package var undefined: UndefinedHandling
    /// Whether the line feed after a block is dropped.
    package var trimBlocks: Bool
    /// Whether blanks before a block that begins a line are dropped.
    package var lstripBlocks: Bool
    package var keepTrailingNewline: Bool
    package var json: JSONStyle
    package var limits = Limits()
    /// The time for `strftime_now`, which fails without it.
    package var clock: (@Sendable () -> CalendarTime)?
    /// What the filter `regex_replace` does; the filter exists only where this is given.
    package var replaceRegularExpression: RegularExpressionReplacement?

    package init(
      undefined: UndefinedHandling, trimBlocks: Bool = false, lstripBlocks: Bool = false,
      keepTrailingNewline: Bool = false, json: JSONStyle = .htmlSafe
    ) {
      self.undefined = undefined
      self.trimBlocks = trimBlocks
      self.lstripBlocks = lstripBlocks
      self.keepTrailingNewline = keepTrailingNewline
      self.json = json
    }

    /// As lm-evaluation-harness renders prompts.
    package static let prompt = Options(undefined: .strict, keepTrailingNewline: true)

    /// As transformers renders chat templates.
    package static let chat = Options(
      undefined: .lenient, trimBlocks: true, lstripBlocks: true, json: .plain)
  }
}
