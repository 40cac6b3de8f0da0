internal import Foundation

/// A suite with rows that look like those of a question-answering set: some 200 bytes each.
enum MadeUpSuite {
  private static let words = [
    "river", "mountain", "number", "letter", "water", "country", "people", "winter", "question",
    "garden", "music", "window", "market", "teacher", "bridge", "paper",
  ]

  /// Writes suite and data.
  ///
  /// - Returns: the suite's path.
  static func write(_ options: HarnessOptions, to folder: URL) throws -> String {
    let data = folder.appending(path: "rows.jsonl")
    try Data().write(to: data)
    let file = try FileHandle(forWritingTo: data)
    var text = ""
    for row in 0..<options.samples {
      text += line(row)
      if text.utf8.count > 1 << 20 {
        try file.write(contentsOf: Data(text.utf8))
        text = ""
      }
    }
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
    let suite = folder.appending(path: "suite.yaml")
    try Data(yaml(options.task).utf8).write(to: suite)
    return suite.path
  }

  private static func line(_ row: Int) -> String {
    var random = UInt64(row) &* 0x9E37_79B9_7F4A_7C15
    func word() -> String {
      random = (random ^ random >> 31) &* 0xBF58_476D_1CE4_E5B9
      return words[Int(random >> 60)]
    }
    let question = (0..<16).map { _ in word() }.joined(separator: " ")
    return
      #"{"id": "row-\#(row)", "question": "What does \#(question) mean?", "topic": "\#(word())""#
      + #", "wrong": "\#(word()) \#(row % 7)", "right": "\#(word()) \#(row % 5)""#
      + #", "label": \#(row % 2)}"# + "\n"
  }

  private static func yaml(_ task: HarnessOptions.Task) -> String {
    let head = """
      suite: made-up
      data: {path: rows.jsonl, id: id, slices: [topic]}
      prompt:
        text: "Topic: {{ topic }}\\nQuestion: {{ question }}\\nAnswer:"

      """
    switch task {
    case .generate:
      return head + """
        task: generate
        target: "{{ right }}"
        generate: {max_tokens: 16, stop: ["\\n"]}
        extract: [trim]
        metrics: [exact_match, contains, token_f1]

        """
    case .loglikelihood:
      return head + """
        task: loglikelihood
        target: " {{ right }}"
        metrics: [acc, perplexity]

        """
    case .multipleChoice:
      return head + """
        task: multiple_choice
        choices: ["yes", "no"]
        target: "{{ label }}"
        positive: "yes"
        metrics: [acc, acc_norm, brier, log_loss, ece, auroc, f1_macro, mcc]

        """
    }
  }
}
