package import Evaluation
package import Inference

extension Failure {
  /// The engine's error, with the exit code that it means.
  package init(_ error: InferenceError) {
    let code: Code =
      switch error.kind {
      case .unreadable: .inputMissing
      case .malformed, .unsupported, .notANumber: .badData
      case .request: .badData
      case .resources: .transient
      }
    self.init(
      code, error.message,
      at: error.file.map { Place(file: $0, field: error.field) }, remedy: error.remedy)
  }
}
