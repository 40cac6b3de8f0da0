internal import Benchmark
internal import Inference

/// Writing a conversation down with the checkpoint's own template.
func registerChatTemplate() {
  let turns = [
    (role: "system", content: "Answer with one word."),
    (role: "user", content: "What is the capital of France?"),
    (role: "assistant", content: "Paris."),
    (role: "user", content: "And of Portugal?"),
  ]
  // Microseconds would be whole ones.
  Benchmark("render_chat_template", configuration: .time(in: .nanoseconds)) {
    (benchmark, template: ChatTemplate?) in
    guard let template else { return benchmark.error("\(Subject.path) has no chat template") }
    blackHole(try template.render(turns))
  } setup: {
    try Subject.checkpoint().chatTemplate
  }
}
