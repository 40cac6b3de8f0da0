internal import Foundation

/// What is measured: `[--samples N] [--task generate|loglikelihood|multiple_choice] [--folder DIR]
/// [--resume]`.
struct HarnessOptions {
  enum Task: String {
    case generate, loglikelihood
    case multipleChoice = "multiple_choice"
  }

  private(set) var samples = 100_000
  private(set) var task = Task.generate
  /// Where data and run go; they stay there.
  private(set) var folder = FileManager.default.temporaryDirectory
    .appending(path: "assay-harness").path
  /// Whether answers of the run before are used.
  private(set) var isResuming = false

  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    while let name = rest.popFirst() {
      switch (name, rest.first) {
      case ("--resume", _): isResuming = true
      case ("--samples", let value?):
        guard let number = Int(value), number > 0 else { throw Wrong(argument: value) }
        samples = number
        rest.removeFirst()
      case ("--task", let value?):
        guard let named = Task(rawValue: value) else { throw Wrong(argument: value) }
        task = named
        rest.removeFirst()
      case ("--folder", let value?):
        folder = value
        rest.removeFirst()
      default: throw Wrong(argument: name)
      }
    }
  }

  /// An argument that is not understood.
  struct Wrong: Error, CustomStringConvertible {
    var argument: String
    var description: String {
      "cannot use \(argument); arguments are --samples N, --task generate|loglikelihood|"
        + "multiple_choice, --folder DIR, --resume"
    }
  }
}
