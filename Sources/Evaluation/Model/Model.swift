/// What an evaluation can ask: a checkpoint, an endpoint, a recording, a script.
///
/// Laws, checked for every conformer by `ModelLaws` in `TestSupport`: one answer a request, in the
/// order of the requests; the same request gets the same response whatever the batch and its order;
/// what cannot be answered is a `.failure` response, not a thrown error. A thrown error means that
/// the model as a whole is gone.
package protocol Model: Sendable {
  /// Who answers: goes into every result and every cache key.
  var identity: ModelIdentity { get }

  /// Answers a batch of requests.
  ///
  /// - Parameter requests: any number, any mixture of kinds.
  /// - Returns: as many answers, in the same order.
  /// - Throws: `Failure` when no further request can be answered.
  func answer(_ requests: [ModelRequest]) async throws -> [Answer]
}

/// The content that names a model: what a result was measured on.
package struct ModelIdentity: Sendable, Codable, Hashable {
  /// For people: a file name or an endpoint's model name; no identity.
  package var name: String
  /// SHA-256 of the checkpoint's bytes in lower-case hexadecimal.
  package var digest: String
  /// `gguf`, `safetensors`, `endpoint`, `scripted`.
  package var format: String
  package var architecture: String
  /// The number of weights.
  package var parameters: Int
  /// The type of most weights, such as `Q4_1`.
  package var quantization: String
  /// `exact` or `fast`.
  package var precision: String
  /// The engine's version; numbers may change with it.
  package var engine: String
  /// The instruction set whose kernels ran; bits are promised per instruction set.
  package var instructionSet: String
  /// The longest sequence in tokens.
  package var contextLength: Int
  /// Whether the checkpoint brings a chat template.
  package var hasChatTemplate: Bool

  package init(
    name: String, digest: String, format: String, architecture: String, parameters: Int,
    quantization: String, precision: String, engine: String, instructionSet: String,
    contextLength: Int, hasChatTemplate: Bool
  ) {
    self.name = name
    self.digest = digest
    self.format = format
    self.architecture = architecture
    self.parameters = parameters
    self.quantization = quantization
    self.precision = precision
    self.engine = engine
    self.instructionSet = instructionSet
    self.contextLength = contextLength
    self.hasChatTemplate = hasChatTemplate
  }
}
