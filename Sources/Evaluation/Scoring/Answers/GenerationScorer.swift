import Patterns

/// Compares generated answers with the target texts, and measures what else the suite's metrics ask.
///
/// Each pipeline of `extract` gives its own values; with several, their names end in `@PIPELINE`. A value is
/// the mean over repeats, best over targets, unless its name has a full stop: then it is a sum over
/// repeats, a term of a figure of the corpus. An answer that cannot be extracted is wrong, shown as
/// `[invalid]`.
package struct GenerationScorer: Scorer {
  package let name = TaskKind.generate.rawValue
  private let pipelines: [Pipeline]
  private let measures: [any AnswerMeasure]
  private let comparison: AnswerComparison
  private let needsTarget: Bool

  /// A pipeline, compiled, with the names of its values measure by measure.
  private struct Pipeline: Sendable {
    var name: String?
    var extractor: AnswerExtractor
    var names: [[String]]
  }

  /// Compiles what the suite extracts and compares by.
  ///
  /// - Parameter definition: The suite.
  /// - Throws: `Failure` naming the regular expression or the schema that cannot be read.
  package init(_ definition: SuiteDefinition) throws(Failure) {
    let measures = try AnswerMeasures.make(definition)
    let steps = definition.pipelines
    pipelines = try steps.map { pipeline throws(Failure) in
      let suffix = steps.suffix(pipeline)
      return Pipeline(
        name: pipeline.name, extractor: try AnswerExtractor(pipeline, file: definition.file),
        names: measures.map { $0.names.map { $0 + suffix } })
    }
    self.measures = measures
    comparison = try AnswerComparison(definition.compare, file: definition.file)
    needsTarget = AnswerMeasures.needTarget(definition.metrics)
  }

  package func score(_ sample: Sample, _ responses: [ModelResponse]) -> Score {
    do throws(ScoringFailure) {
      let texts = try ResponseReading.generations(sample, responses).map(\.text)
      let targets = try targets(sample)
      do throws(PatternError) {
        return try score(sample, texts, targets)
      } catch {
        return Score(
          scorer: name, status: .unscored(reason: error.description),
          target: sample.target.text(sample))
      }
    } catch {
      return failed(sample, error)
    }
  }

  private func score(
    _ sample: Sample, _ texts: [String], _ targets: [String]
  ) throws(PatternError) -> Score {
    var values: [String: Double] = [:]
    var notes: [String] = []
    var score = Score(scorer: name, status: .scored([:]), target: sample.target.text(sample))
    for (index, pipeline) in pipelines.enumerated() {
      let answers = try pipeline.extractor.extract(texts, choices: sample.choices)
      let set = try AnswerSet(answers, targets: targets, sample: sample, comparison: comparison)
      for (measure, names) in zip(measures, pipeline.names) {
        for (name, value) in zip(names, try measure.values(set)) { values[name] = value }
        if index == 0, let note = try measure.note(set) { notes.append(note) }
      }
      let prediction = answers.first.map { $0 ?? AnswerExtractor.invalid }
      if index == 0 {
        score.prediction = prediction
        notes = [GenerationScorer.explanation(answers)].compactMap { $0 } + notes
        score.explanation = notes.isEmpty ? nil : notes.joined(separator: "; ")
      } else if let name = pipeline.name {
        score.predictions[name] = prediction
      }
    }
    score.status = .scored(values)
    return score
  }

  private func targets(_ sample: Sample) throws(ScoringFailure) -> [String] {
    switch sample.target {
    case .texts(let texts) where !texts.isEmpty: return texts
    case .label(let label): return [label]
    default:
      if let text = sample.target.text(sample) { return [text] }
      if needsTarget { throw ScoringFailure("the sample has no target text") }
      return []
    }
  }

  private static func explanation(_ answers: [String?]) -> String? {
    let invalid = answers.count { $0 == nil || $0 == AnswerExtractor.invalid }
    guard invalid > 0 else { return nil }
    return answers.count == 1
      ? "no answer could be extracted"
      : "no answer could be extracted from \(invalid) of \(answers.count) repeats"
  }
}
