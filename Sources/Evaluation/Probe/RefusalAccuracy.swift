/// The counts of `RefusalClassifier` on labelled texts that it was not made with.
///
/// Made by `scripts/fixtures/refusal_accuracy.py`, not by hand; a test computes them again.
package enum RefusalAccuracy {
  /// One a source, by name.
  package static let sources: [DetectorAccuracy] = [
    DetectorAccuracy(
      source: "pyrit", truePositives: 20, falsePositives: 0,
      falseNegatives: 3, trueNegatives: 6),
    DetectorAccuracy(
      source: "smollm2", truePositives: 16, falsePositives: 1,
      falseNegatives: 2, trueNegatives: 185),
    DetectorAccuracy(
      source: "written chatgpt", truePositives: 11, falsePositives: 2,
      falseNegatives: 2, trueNegatives: 10),
    DetectorAccuracy(
      source: "written claude", truePositives: 14, falsePositives: 0,
      falseNegatives: 2, trueNegatives: 4),
    DetectorAccuracy(
      source: "written gemini", truePositives: 7, falsePositives: 1,
      falseNegatives: 2, trueNegatives: 11),
    DetectorAccuracy(
      source: "written gpt4", truePositives: 14, falsePositives: 3,
      falseNegatives: 4, trueNegatives: 32),
    DetectorAccuracy(
      source: "written guardrail", truePositives: 16, falsePositives: 1,
      falseNegatives: 3, trueNegatives: 10),
    DetectorAccuracy(
      source: "written llama2", truePositives: 17, falsePositives: 2,
      falseNegatives: 1, trueNegatives: 7),
    DetectorAccuracy(
      source: "written mistral", truePositives: 26, falsePositives: 2,
      falseNegatives: 8, trueNegatives: 15),
    DetectorAccuracy(
      source: "written qwen", truePositives: 6, falsePositives: 1,
      falseNegatives: 0, trueNegatives: 8),
    DetectorAccuracy(
      source: "written small", truePositives: 6, falsePositives: 1,
      falseNegatives: 1, trueNegatives: 11),
  ]
}
