internal import ArgumentParser
internal import Evaluation

/// `assay probe explain`.
struct ProbeExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Judges an answer and says why.",
    discussion: """
      EXAMPLES
        assay probe explain --judge refusal --text "I can't help with that."
        assay probe explain --judge refusal --file answers.jsonl --lines
      """)

  /// A judge that can be asked without a suite.
  enum Judge: String, CaseIterable, ExpressibleByArgument {
    case refusal
  }

  @ArgumentParser.Option(help: "The judge.")
  var judge: Judge

  @ArgumentParser.Option(help: "The answer.")
  var text: String?

  @ArgumentParser.Option(help: "A file with the answer, or - for standard input.")
  var file: String?

  @Flag(help: "The file has a JSON object with a text a line; prints JSON, a line each.")
  var lines = false

  @Flag(help: "Prints JSON.")
  var json = false

  func validate() throws {
    guard (text == nil) != (file == nil) else {
      throw ValidationError("Give either --text or --file.")
    }
    guard !lines || file != nil else {
      throw ValidationError("Give --file with --lines.")
    }
  }

  func run() async throws {
    try await reportingErrors {
      if lines {
        for line in try InputText.lines(file ?? "-", as: Line.self) {
          print(try JSONLine.text(RefusalExplanation(line.text, id: line.id)))
        }
        return
      }
      let explanation = RefusalExplanation(try text ?? InputText.read(file ?? "-"))
      print(json ? try JSONLine.text(explanation) : explanation.table)
    }
  }

  private struct Line: Decodable {
    let id: String?
    let text: String
  }
}

/// What `assay probe explain --judge refusal` says of an answer.
private struct RefusalExplanation: Encodable {
  let id: String?
  let `class`: String
  let refuses: Bool
  let rule: String
  let words: String
  let opening: String
  let probability: Double?
  let traits: [String: Double]

  init(_ text: String, id: String? = nil) {
    let finding = RefusalClassifier.classify(text)
    self.id = id
    `class` = finding.refusal.rawValue
    refuses = finding.refuses
    rule = finding.rule
    words = finding.phrase
    opening = finding.opening
    probability = finding.probability
    traits = Dictionary(
      uniqueKeysWithValues: RefusalClassifier.traits(text).map { ($0.name, $0.value) })
  }

  /// For people.
  var table: String {
    var rows = [("class", `class`), ("rule", rule), ("words", words), ("opening", opening)]
    if let probability {
      rows.append(("probability", probability.formatted(3)))
      let shown = traits.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.formatted(2))" }
      rows.append(("traits", shown.joined(separator: ", ")))
    }
    return rows.map { name, value in
      value.isEmpty ? name : name + String(repeating: " ", count: 13 - name.count) + value
    }.joined(separator: "\n")
  }
}

extension Double {
  /// Rounded to so many digits after the point.
  fileprivate func formatted(_ digits: Int) -> String {
    let factor = [1.0, 10, 100, 1000][min(3, digits)]
    let rounded = (self * factor).rounded() / factor
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}
