/// BLEU, chrF and TER of the corpus, from sums of its samples' terms, on sacrebleu's scale of 0 to 100.
enum TranslationMetrics {
  static let all: [MetricDefinition] = [
    MetricDefinition("bleu", [.generate], isOnRequest: true) { input in
      input.sums(of: BLEU.names, bounds: 0...100, undefined: "no sample was scored") { sums in
        BLEU.score(
          matches: (0..<4).map { sums[$0] }, answered: (4..<8).map { sums[$0] },
          answerWords: sums[8], targetWords: sums[9])
      }
    },
    MetricDefinition("chrf", [.generate], isOnRequest: true) { input in
      input.sums(
        of: CharacterFScore.names, bounds: 0...100, undefined: "no sample was scored"
      ) { sums in
        CharacterFScore.score(CharacterFScore.names.indices.map { sums[$0] })
      }
    },
    // No bounds: a long answer to a short target needs more edits than the target has words.
    MetricDefinition("ter", [.generate], .lowerIsBetter, isOnRequest: true) { input in
      input.sums(of: TranslationEditRate.names, undefined: "no sample was scored") { sums in
        TranslationEditRate.score(edits: sums[0], targetWords: sums[1])
      }
    },
  ]
}
