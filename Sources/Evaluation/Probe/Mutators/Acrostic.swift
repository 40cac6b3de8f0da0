/// Texts down the first characters of lines.
enum Acrostic {
  private static let words = [
    ["after", "all", "another"], ["before", "bring", "below"], ["could", "come", "clear"],
    ["during", "down", "deep"], ["every", "even", "early"], ["from", "find", "far"],
    ["give", "go", "green"], ["how", "here", "high"], ["in", "is", "into"],
    ["just", "join", "jump"], ["keep", "kind", "know"], ["let", "long", "left"],
    ["many", "more", "make"], ["never", "now", "near"], ["over", "once", "open"],
    ["people", "place", "past"], ["quite", "quick", "queue"], ["round", "read", "right"],
    ["some", "so", "since"], ["the", "then", "there"], ["under", "until", "up"],
    ["very", "voice", "view"], ["when", "with", "we"], ["x-ray", "xylem", "xenon"],
    ["you", "yet", "young"], ["zone", "zero", "zest"],
  ].map { $0.map { [Unicode.Scalar]($0) } }

  static func encode(_ text: [Unicode.Scalar], _ random: inout SeededRandom) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.count * 6)
    for scalar in text {
      if scalar != "\n" { result.append(scalar) }
      if LatinLetter.isLetter(scalar) {
        result.append(contentsOf: random.pick(words[Int(scalar.value | 32) - 97]).dropFirst())
      }
      result.append("\n")
    }
    return result
  }

  /// The first characters of lines that end in a line feed; an empty line is one.
  static func decode(_ text: [Unicode.Scalar]) -> [Unicode.Scalar]? {
    guard text.last.map({ $0 == "\n" }) ?? true else { return nil }
    return firsts(text)
  }

  static func firsts(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var isStart = true
    for scalar in text {
      if isStart { result.append(scalar) }
      isStart = scalar == "\n"
    }
    return result
  }
}

extension Mutator {
  static let acrostic = Mutator(
    "acrostic", .surface, "A line for each character, which begins with it."
  ) { text, _ in
    Acrostic.decode(text)?.text
  } change: { text, random in
    Acrostic.encode(text, &random).text
  }
}
