package import Evaluation
package import Inference

/// What a checkpoint's tokenizer makes of a suite's prompts and answers.
package struct ContinuationLint {
  private let encoder: PromptEncoder
  private let contextLength: Int

  /// - Parameter checkpoint: Only its tokenizer and chat template are used.
  package init(_ checkpoint: Checkpoint) {
    encoder = PromptEncoder(checkpoint)
    contextLength = checkpoint.contextLength
  }

  /// What was found, each kind counted over the suite's samples.
  ///
  /// - Parameter suite: A loaded suite.
  /// - Returns: A finding a kind, in a fixed order.
  package func findings(in suite: Suite) -> [LintFinding] {
    var tally = Tally()
    for sample in suite.samples { count(sample, &tally) }
    return tally.findings(suite, contextLength: contextLength)
  }

  /// Ids of samples by what is wrong with them.
  fileprivate struct Tally {
    var merged: [String] = []
    var prefixes: [String] = []
    var truncated: [String] = []
    var failures: [(id: String, message: String)] = []
  }

  private func count(_ sample: Sample, _ tally: inout Tally) {
    var notes: Set<String> = []
    var continuations: [[Int32]] = []
    do throws(ResponseFailure) {
      for request in sample.requests {
        switch request {
        case .loglikelihood(let context, let continuation):
          let pair = try encoder.pair(context: context, continuation: continuation)
          notes.formUnion(pair.notes)
          continuations.append(pair.continuation)
        case .generate(let prompt, let options):
          notes.formUnion(try encoder.prompt(prompt, reserving: options.maxTokens).notes)
        case .rollingLoglikelihood: break
        }
      }
    } catch {
      tally.failures.append((sample.id, error.message))
    }
    if notes.contains("merged-at-seam") { tally.merged.append(sample.id) }
    if notes.contains("truncated") { tally.truncated.append(sample.id) }
    let choices = continuations.prefix(sample.choices.count)
    if sample.choices.count > 1, ContinuationLint.hasPrefix(Array(choices)) {
      tally.prefixes.append(sample.id)
    }
  }

  /// Whether one list of tokens begins another.
  private static func hasPrefix(_ lists: [[Int32]]) -> Bool {
    lists.indices.contains { left in
      lists.indices.contains { $0 != left && lists[$0].starts(with: lists[left]) }
    }
  }
}

extension ContinuationLint.Tally {
  fileprivate func findings(_ suite: Suite, contextLength: Int) -> [LintFinding] {
    let place = Place(file: suite.definition.file)
    let total = suite.samples.count
    func finding(
      _ check: String, _ ids: [String], _ what: String, _ remedy: String
    ) -> LintFinding? {
      guard let first = ids.first else { return nil }
      return LintFinding(
        check, "\(what) in \(ids.count) of \(total) samples, such as \"\(first)\"", at: place,
        remedy: remedy)
    }
    let found = [
      finding(
        "empty-continuation", merged,
        "an answer has no tokens of its own behind the prompt, since a token spans the seam",
        "Begin answers with a space and end prompts without one: prompt.target_delimiter."),
      finding(
        "prefix-choice", suite.definition.task == .multipleChoice ? prefixes : [],
        "the tokens of one choice begin another's, so the longer is never likelier",
        "Compare by acc_norm or acc_tokens, or write choices that differ from their start."),
      finding(
        "truncation", truncated,
        "the prompt does not fit \(contextLength) tokens and loses its start",
        "Shorten prompts, show fewer exemplars, or state data.where."),
    ]
    let failed = failures.first.map { first in
      LintFinding(
        "not-askable",
        "\(failures.count) of \(total) samples cannot be asked, such as \"\(first.id)\": "
          + first.message, at: place, remedy: "Change them, or choose another checkpoint.")
    }
    return found.compactMap { $0 } + [failed].compactMap { $0 }
  }
}
