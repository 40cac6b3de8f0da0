/// Why a task cannot be imported, and what to do instead.
struct Refusal: Error, Equatable {
  /// A fragment without a final full stop.
  var reason: String
  /// A sentence.
  var remedy: String

  init(_ reason: String, remedy: String) {
    self.reason = reason
    self.remedy = remedy
  }

  /// The way out for whatever needs Python.
  static let replay =
    "Run it once with lm-evaluation-harness and --log_samples, then import what it logged: "
    + "assay import lm-eval-samples samples_TASK_*.jsonl."

  /// A suite that cannot be read back.
  init(unwritable failures: Failures, remedy: String = Refusal.replay) {
    let first = failures.all.first
    self.init(
      "the suite that it becomes does not load: \(first?.description ?? "")", remedy: remedy)
  }

  /// What needs Python.
  static func python(_ key: String, _ function: String) -> Refusal {
    Refusal("\(key) is Python code (\(function))", remedy: replay)
  }
}
