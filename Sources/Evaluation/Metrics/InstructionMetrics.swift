/// Shares of prompts and of instructions that were followed (`InstructionMeasure`).
enum InstructionMetrics {
  static let all: [MetricDefinition] = [
    .share("prompt_level_strict_acc", [.generate], isOnRequest: true),
    instructions("inst_level_strict_acc", of: "instructions.strict"),
    .share("prompt_level_loose_acc", [.generate], isOnRequest: true),
    instructions("inst_level_loose_acc", of: "instructions.loose"),
  ]

  private static func instructions(_ name: String, of value: String) -> MetricDefinition {
    MetricDefinition(name, [.generate], isOnRequest: true) { input in
      input.sums(
        of: [value, "instructions.count"], bounds: 0...1, undefined: "no sample has an instruction"
      ) { sums in
        sums[1] > 0 ? sums[0] / sums[1] : nil
      }
    }
  }
}
