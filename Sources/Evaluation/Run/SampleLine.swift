/// `samples.jsonl`: one line a sample and scorer, with all that was asked, answered and judged
/// (`docs/files.md`).
package enum SampleLine {
  static let schema = "assay.sample/1"
  /// The file's name.
  package static let fileName = "samples.jsonl"

  /// Writes a sample as an object.
  ///
  /// - Parameters:
  ///   - result: the sample with its responses and its score.
  ///   - suite: the suite's id.
  ///   - writer: takes it.
  package static func write(_ result: SampleResult, suite: String, to writer: inout JSONWriter) {
    let sample = result.sample
    writer.object { writer in
      writer.member("canary", sample.canary)
      writer.member("choices", sample.choices)
      writer.member("cluster", sample.cluster)
      writer.member("id", sample.id)
      writer.name("requests")
      writer.array(sample.requests) { RequestDocument.write($1, to: &$0) }
      writer.name("responses")
      writer.array(result.responses) { write($1, to: &$0) }
      writer.member("schema", schema)
      writer.name("score")
      write(result.score, to: &writer)
      writer.member("slices", sample.slices)
      writer.member("suite", suite)
      writer.name("target")
      write(sample.target, to: &writer)
    }
  }

  /// Reads a line back.
  ///
  /// - Parameter line: what `write` wrote, with or without a line feed.
  /// - Returns: the sample with its responses and its score, to the last bit.
  /// - Throws: `Failure` with `badData` naming what cannot be read.
  package static func read(_ line: [UInt8]) throws(Failure) -> SampleResult {
    try SampleLineReader(file: fileName).result(of: line)
  }

  private static func write(_ target: Sample.Target, to writer: inout JSONWriter) {
    switch target {
    case .none: writer.null()
    case .choice(let index): writer.object { $0.member("choice", index) }
    case .anyChoice(let indices):
      writer.object { writer in
        writer.name("any_choice")
        writer.array(indices) { $0.int($1) }
      }
    case .texts(let texts): writer.object { $0.member("texts", texts) }
    case .label(let label): writer.object { $0.member("label", label) }
    }
  }

  private static func write(_ response: ModelResponse, to writer: inout JSONWriter) {
    writer.object { writer in
      switch response {
      case .loglikelihood(let answer):
        writer.member("context_tokens", answer.contextTokens)
        writer.member("is_greedy", answer.isGreedy)
        writer.member("kind", "loglikelihood")
        writer.member("notes", answer.notes)
        writer.member("rendered_prompt", answer.renderedPrompt)
        writer.member("sum", answer.sum)
        writer.member("token_logprobs", answer.tokenLogprobs)
        writer.member("tokens", answer.tokens)
      case .rollingLoglikelihood(let answer):
        writer.member("kind", "rolling_loglikelihood")
        writer.member("sum", answer.sum)
        writer.member("token_count", answer.tokenCount)
        writer.member("windows", answer.windows)
      case .generation(let answer):
        writer.member("completion_tokens", answer.completionTokens)
        writer.member("finish_reason", answer.finishReason.rawValue)
        writer.member("kind", "generation")
        writer.member("notes", answer.notes)
        writer.member("prompt_tokens", answer.promptTokens)
        writer.member("rendered_prompt", answer.renderedPrompt)
        writer.member("text", answer.text)
        writer.member("token_logprobs", answer.tokenLogprobs)
      case .failure(let failure):
        writer.member("failure", failure.kind)
        writer.member("kind", "failure")
        writer.member("message", failure.message)
      }
    }
  }

  private static func write(_ score: Score, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("explanation", score.explanation)
      if !score.judgements.isEmpty {
        writer.name("judgements")
        writer.array(score.judgements) { writer, judgement in
          writer.object {
            $0.member("failure", judgement.failure)
            $0.member("reply", judgement.reply)
            $0.member("verdict", judgement.verdict?.text)
          }
        }
      }
      writer.member("outcome", score.outcome?.rawValue)
      writer.member("prediction", score.prediction)
      switch score.status {
      case .scored(let values):
        writer.member("reason", String?.none)
        writer.member("scorer", score.scorer)
        writer.member("status", "scored")
        writer.member("target", score.target)
        writer.member("values", values)
      case .unscored(let reason), .failed(let reason):
        writer.member("reason", reason)
        writer.member("scorer", score.scorer)
        writer.member("status", score.status.word)
        writer.member("target", score.target)
        writer.member("values", [String: Double]())
      }
    }
  }
}

extension Score.Status {
  /// `scored`, `unscored` or `error`.
  fileprivate var word: String {
    switch self {
    case .scored: "scored"
    case .unscored: "unscored"
    case .failed: "error"
    }
  }
}
