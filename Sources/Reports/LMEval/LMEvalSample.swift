import Evaluation

/// A sample as lm-evaluation-harness logs it: a line of `samples_*.jsonl` a pipeline.
struct LMEvalSample {
  /// What is exported of a suite.
  struct Context {
    var task: TaskKind
    /// Our names, with `@PIPELINE` where there are several.
    var metrics: [String]
    /// What the rows look like; `nil` where the suite's data is not at hand.
    var documents: SuiteDocuments?

    /// The names of the pipelines: `none` where answers go through one that has no name.
    var pipelines: [String] {
      var names: [String] = []
      for metric in metrics {
        let name = LMEvalSample.split(metric).pipeline
        if !names.contains(name) { names.append(name) }
      }
      return names.isEmpty ? ["none"] : names
    }
  }

  let context: Context
  let result: SampleResult
  /// Its number in the run, from 0.
  let number: Int

  /// A metric's own name and its pipeline.
  static func split(_ metric: String) -> (name: String, pipeline: String) {
    guard let mark = metric.firstIndex(of: "@") else { return (metric, "none") }
    return (String(metric[..<mark]), String(metric[metric.index(after: mark)...]))
  }

  /// The digests that lm-evaluation-harness identifies a line by.
  struct Digests {
    var doc: String
    var prompt: String
    var target: String

    var joined: String { doc + prompt + target }
  }

  // MARK: Parts

  private var document: SuiteDocuments.Document? { context.documents?[result.sample.id] }

  private var doc: JSONValue {
    guard case .object(let members)? = document?.row else {
      return .object([.init("id", .string(result.sample.id))])
    }
    return .object(members.filter { !$0.name.hasPrefix("lm_eval_") })
  }

  /// What Python's `str` makes of the target.
  var target: String {
    switch result.sample.target {
    case .none: ""
    case .choice(let index): "\(index)"
    case .anyChoice(let indices): "[\(indices.map { "\($0)" }.joined(separator: ", "))]"
    case .label(let label): label
    case .texts(let texts):
      texts.count == 1 ? texts[0] : PythonList.text(texts)
    }
  }

  /// The digests of the line.
  var digests: Digests {
    func digest(_ text: String) -> String { SHA256Digest.hexadecimal(Array(text.utf8)) }
    let first = requests.first
    return Digests(
      doc: digest(PythonJSONText.string(doc, indent: 2)), prompt: digest(first?.prompt ?? ""),
      target: digest(targetText))
  }

  /// For rolling log-likelihoods the target is the text itself.
  private var targetText: String {
    if case .rollingLoglikelihood(let text)? = result.sample.requests.first { return text }
    return target
  }

  private struct Asked {
    var prompt: String
    var second: JSONValue?
  }

  /// The requests; a generation that is repeated is one.
  private var requests: [Asked] {
    let all = zip(result.sample.requests, result.responses).map { request, response in
      switch request {
      case .loglikelihood(let prompt, let continuation):
        return Asked(prompt: text(prompt, response), second: .string(continuation))
      case .rollingLoglikelihood(let text): return Asked(prompt: text)
      case .generate(let prompt, let options):
        return Asked(prompt: text(prompt, response), second: arguments(options))
      }
    }
    return context.task == .generate ? Array(all.prefix(1)) : all
  }

  /// A chat as the model saw it, where it saw it.
  private func text(_ prompt: Prompt, _ response: ModelResponse) -> String {
    switch prompt {
    case .text(let text): return text
    case .chat(let messages, let prefix):
      switch response {
      case .loglikelihood(let answer): if let text = answer.renderedPrompt { return text }
      case .generation(let answer): if let text = answer.renderedPrompt { return text }
      case .rollingLoglikelihood, .failure: break
      }
      return messages.map(\.content).joined(separator: "\n") + prefix
    }
  }

  private func arguments(_ options: GenerationOptions) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("until", .array(options.stop.map { .string($0) })),
      .init("max_gen_toks", .int(options.maxTokens)),
      .init("do_sample", .bool(options.temperature > 0)),
      .init("temperature", .double(options.temperature)),
    ]
    if options.temperature > 0 {
      if options.topK > 0 { members.append(.init("top_k", .int(options.topK))) }
      if options.topP < 1 { members.append(.init("top_p", .double(options.topP))) }
      if options.minP > 0 { members.append(.init("min_p", .double(options.minP))) }
    }
    return .object(members)
  }

  /// One a response: a text, or a log-likelihood with its greedy flag; an error is an empty text.
  private var answers: [JSONValue] {
    result.responses.map { response in
      switch response {
      case .loglikelihood(let answer):
        .array([
          .string(PythonNumber.text(answer.sum)), .string(answer.isGreedy ? "True" : "False"),
        ])
      case .rollingLoglikelihood(let answer): .string(PythonNumber.text(answer.sum))
      case .generation(let answer): .string(answer.text)
      case .failure: .string("")
      }
    }
  }

  private func filtered(_ pipeline: String) -> [JSONValue] {
    guard context.task == .generate else { return answers }
    let prediction = result.score.prediction
    return [prediction.map { .string($0) } ?? answers.first ?? .string("")]
  }

  // MARK: Line

  /// The line of a pipeline, with what names and identifies it.
  func line(_ pipeline: String) -> String {
    let scores = LMEvalScores(context: context, result: result).values(pipeline)
    let arguments = requests.enumerated().map { index, request in
      JSONValue.Member(
        "gen_args_\(index)",
        .object(
          [.init("arg_0", .string(request.prompt))]
            + (request.second.map { [.init("arg_1", $0)] } ?? [])))
    }
    let answers = self.answers
    let resps: [JSONValue] =
      context.task == .generate ? [.array(answers)] : answers.map { .array([$0]) }
    let digests = digests
    let members: [JSONValue.Member] =
      [
        .init("doc_id", .int(document?.position ?? number)), .init("doc", doc),
        .init("target", .string(targetText)), .init("arguments", .object(arguments)),
        .init("resps", .array(resps)), .init("filtered_resps", .array(filtered(pipeline))),
        .init("filter", .string(pipeline)),
        .init("metrics", .array(scores.map { .string($0.name) })),
        .init("doc_hash", .string(digests.doc)), .init("prompt_hash", .string(digests.prompt)),
        .init("target_hash", .string(digests.target)),
      ] + scores
    return PythonJSONText.string(.object(members))
  }
}

/// Lists of texts as Python's `str` writes them.
enum PythonList {
  static func text(_ texts: [String]) -> String {
    "[\(texts.map(representation).joined(separator: ", "))]"
  }

  /// `repr` of a text: single quotes, unless it holds such and no double ones.
  static func representation(_ text: String) -> String {
    let quote: Unicode.Scalar = text.contains("'") && !text.contains("\"") ? "\"" : "'"
    var result = String(quote)
    for scalar in text.unicodeScalars {
      switch scalar {
      case quote: result += "\\\(quote)"
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        let isHidden =
          scalar.properties.generalCategory == .control
          || scalar.properties.generalCategory == .format
        result += isHidden ? escaped(scalar) : String(scalar)
      }
    }
    return result + String(quote)
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    let (mark, width) =
      scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
    return "\\\(mark)" + String(repeating: "0", count: width - digits.count) + digits
  }
}
