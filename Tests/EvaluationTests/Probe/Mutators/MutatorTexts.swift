import Evaluation

/// Texts that mutators are tried on.
enum MutatorTexts {
  static let chosen = [
    "", "a", " ", "\n", "\r\n", "hello", "Hello, World!", "PANGOLIN-4471-XYLO",
    "The quick brown fox jumps over the lazy dog. It's 3.50 €, isn't it?\nNo: \"never\" – said he.",
    "line one\nline two\n\n  indented\ttab \\ back|slash\\n `ticks` ```fence```\n> quote\n// note\n",
    "{\"key\": \"value\"} <tag attr='1'>&amp;</tag> % 100%25 =3D &#65; \\u0041",
    "SGVsbG8= 48 65 .- -... / alfa (space) Zulu-ay ay-way -ay a-ay ing-stray",
    "begin 644 text\n`\nend\n", "<~87cUR~>", "| # | word |\n|---|------|\n| 1 | x |",
    "- > - ```text\nx\n```", "parts = [\n]\nprint(\"\".join(parts))",
    "日本語のテキスト。漢字", "שלום עולם مرحبا بالعالم", "Привет, мир! Αθήνα ԁѕ",
    "👩‍👩‍👧‍👦 🇩🇪 e\u{301} \u{301}\u{302}", "\u{0}\u{1}\u{1B}[31m\u{7F}\u{85}\u{2028}\u{FEFF}",
    "ＦＵＬＬ ｗｉｄｔｈ 𝐛𝐨𝐥𝐝 ⓒⓘⓡ 𝚖𝚘𝚗𝚘",
    "\u{202E}desrever\u{202C} \u{E0041}\u{FE0F}\u{E0100}\u{200B}\u{2060}",
    "⠓⠑⠇⠇⠕", "çà et là Čeština ŵŷ", String(repeating: "=", count: 80),
    String(repeating: "word ", count: 60), "\u{10FFFF}\u{E000}\u{FFFD}\u{FFFE}",
  ]

  /// Texts of a generator: letters, ASCII, or any scalars.
  static let drawn: [String] = {
    var random = SeededRandom(seed: 20_261_128)
    return (0..<500).map { index in
      let count = random.below(120)
      let scalars: [Unicode.Scalar] = (0..<count).map { _ in
        switch index % 3 {
        case 0: [Unicode.Scalar]("abcdefghij XYZ.,\n".unicodeScalars)[random.below(17)]
        case 1: Unicode.Scalar(UInt8(random.below(128)))
        default: anyScalar(&random)
        }
      }
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars)
      return String(view)
    }
  }()

  static let all = chosen + drawn

  private static func anyScalar(_ random: inout SeededRandom) -> Unicode.Scalar {
    let blocks = [0x80, 0x800, 0x3000, 0x10000, 0x110000]
    return Unicode.Scalar(UInt32(random.below(blocks[random.below(blocks.count)]))) ?? "\u{FFFD}"
  }

  /// English prose of a generator.
  static func prose(_ words: Int, seed: UInt64) -> String {
    let vocabulary = """
      the of and a to in is you that it he was for on are as with his they I at be this have from or \
      one had by word but not what all were we when your can said there use an each which she do how \
      their if will up other about out many then them these so some her would make like him into time \
      has look two more write go see number no way could people my than first water been call who oil \
      its now find long down day did get come made may part international representation \
      responsibilities https://example.org/path?q=1 2024 3.14 self-evident (however) "quoted" e-mail
      """.split(separator: " ")
    var random = SeededRandom(seed: seed)
    var text = ""
    for index in 0..<words {
      text += vocabulary[random.below(vocabulary.count)]
      text += index % 12 == 11 ? ".\n" : " "
    }
    return text
  }
}
