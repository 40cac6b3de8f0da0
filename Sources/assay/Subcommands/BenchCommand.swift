internal import ArgumentParser
internal import Evaluation
internal import Foundation
internal import Inference

/// `assay bench MODEL`.
struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measures how fast a checkpoint reads prompts and writes text on this machine.",
    discussion: """
      Rates are tokens a second: the median of the repetitions, and the lowest and
      the highest. Prompts are made up and share nothing, so that no cache helps.

      EXAMPLE
        assay bench model.gguf --prefill 512 --decode 1 --decode 16
      """)

  @Argument(help: "A GGUF checkpoint.")
  var model: String

  @ArgumentParser.Option(help: "Tokens of a prompt, logits at the last. May be repeated.")
  var prefill: [Int] = [512]

  @ArgumentParser.Option(help: "Sequences that are continued side by side. May be repeated.")
  var decode: [Int] = [1, 16]

  @ArgumentParser.Option(help: "Tokens that each sequence is continued by.")
  var tokens = 64

  @ArgumentParser.Option(help: "How often each is measured, after one run that does not count.")
  var repetitions = 3

  @Flag(help: "Prints JSON.")
  var json = false

  @OptionGroup var options: EngineOptions

  func validate() throws {
    func check(_ name: String, _ values: [Int], _ range: ClosedRange<Int>) throws {
      if let bad = values.first(where: { !range.contains($0) }) {
        throw ValidationError(
          "--\(name) is \(bad); \(range.lowerBound) to \(range.upperBound) is expected.")
      }
    }
    try check("prefill", prefill, 1...1 << 20)
    try check("decode", decode, 1...16)
    try check("tokens", [tokens], 1...1 << 16)
    try check("repetitions", [repetitions], 1...1000)
  }

  func run() async throws {
    try await reportingErrors {
      let checkpoint = try Checkpoint(path: model)
      var meter = RateMeter(engine: try options.engine(checkpoint))
      var rates: [(name: String, values: [Double])] = []
      for count in prefill {
        rates.append(("prefill \(count)", try repeated { try meter.prefill(count) }))
      }
      for sequences in decode {
        let rate = try repeated { try meter.decode(sequences: sequences, tokens: tokens) }
        rates.append(("decode \(sequences)", rate))
      }
      print(try json ? BenchSummary(model, meter.engine, rates).json() : table(meter.engine, rates))
    }
  }

  private func repeated(_ measure: () throws -> Double) throws -> [Double] {
    _ = try measure()
    return try (0..<repetitions).map { _ in try measure() }
  }

  private func table(_ engine: Engine, _ rates: [(name: String, values: [Double])]) -> String {
    let rows = rates.map { name, values in
      let sorted = values.sorted()
      return [name]
        + [sorted[sorted.count / 2], sorted[0], sorted[sorted.count - 1]].map {
          String(format: "%.1f", $0)
        }
    }
    return """
      \(engine.instructionSet), \(engine.threads) threads, \(engine.precision.rawValue)
      \(PlainTable.text(["work", "tokens/s", "lowest", "highest"], rows))
      """
  }
}

/// Runs made-up prompts, each different from all before.
private struct RateMeter {
  let engine: Engine
  private var next = 0

  init(engine: Engine) {
    self.engine = engine
  }

  private mutating func prompt(_ count: Int) -> [Int32] {
    next += 1
    let vocabulary = engine.checkpoint.tokenizer.vocabularySize
    return (0..<count).map { Int32(($0 * 7919 + next * 104_729) % vocabulary) }
  }

  /// Tokens a second of a prompt whose last token's successor is scored.
  mutating func prefill(_ count: Int) throws -> Double {
    let request = ScoringRequest(tokens: prompt(count + 1), scoredFrom: count)
    let start = ContinuousClock.now
    _ = try engine.score([request])
    return Double(count) / start.duration(to: .now).seconds
  }

  /// Tokens a second of all sequences together, after prompts of 64 tokens.
  mutating func decode(sequences: Int, tokens: Int) throws -> Double {
    let requests = (0..<sequences).map { _ in
      GenerationRequest(prompt: prompt(64), maxTokens: tokens + 1, ignoresEnd: true)
    }
    let results = try engine.generate(requests)
    let seconds = results.map { $0.seconds - $0.secondsToFirstToken }.max() ?? 0
    return Double(sequences * tokens) / seconds
  }
}

/// What `bench --json` prints.
private struct BenchSummary: Encodable {
  let schema = "assay.bench/1"
  let engine = "assay"
  let model: String
  let instructionSet: String
  let precision: String
  let threads: Int
  /// Tokens a second, a value a repetition.
  let rates: [String: [Double]]

  init(_ model: String, _ engine: Engine, _ rates: [(name: String, values: [Double])]) {
    self.model = model
    instructionSet = engine.instructionSet
    precision = engine.precision.rawValue
    threads = engine.threads
    self.rates = Dictionary(
      rates.map { ($0.name, $0.values) }, uniquingKeysWith: { first, _ in first })
  }

  func json() throws -> String {
    try JSONLine.text(self)
  }
}
