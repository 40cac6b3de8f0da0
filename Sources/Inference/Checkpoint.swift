/// An open checkpoint file: what it says about itself, its tokenizer and its chat template.
package final class Checkpoint: Sendable {
  let file: GGUFFile
  let configuration: ModelConfiguration
  package let tokenizer: Tokenizer
  /// The model's own template, if it has one.
  package let chatTemplate: ChatTemplate?
  private let digestOnDemand: OnDemand<String>

  /// Opens a checkpoint; weights are not loaded yet.
  ///
  /// - Parameters:
  ///   - path: A GGUF file.
  ///   - digests: What is known of files that were read before.
  /// - Throws: `InferenceError` naming the file, the field and what is wrong with it.
  package init(path: String, digests: DigestMemory? = nil) throws(InferenceError) {
    let file = try GGUFFile(path: path)
    self.file = file
    configuration = try ModelConfiguration(file)
    tokenizer = try Tokenizer(file)
    chatTemplate = try Checkpoint.template(file, tokenizer)
    digestOnDemand = OnDemand {
      guard let digests else { return FileDigest.sha256(of: file.file) }
      return digests.digest(of: file.file) { FileDigest.sha256(of: file.file) }
    }
  }

  /// SHA-256 of the file's bytes, lower-case hexadecimal; the whole file is read for it once.
  package var digest: String { digestOnDemand.get() }

  /// The file as it was named.
  package var path: String { file.file.path }
  package var architecture: String { configuration.architecture }
  /// The longest sequence in tokens.
  package var contextLength: Int { configuration.contextLength }
  /// How many values all tensors hold.
  package var parameters: Int { file.tensors.reduce(0) { $0 + $1.count } }
  package var byteCount: Int { file.file.bytes.count }
  package var formatVersion: Int { Int(file.version) }
  /// The checkpoint's own name for itself.
  package var name: String? {
    guard case .string(let name) = file.metadata["general.name"] else { return nil }
    return name
  }

  /// How many tensors and values each tensor type has, the most values first.
  package var tensorTypes: [TensorTypeCount] {
    var counts: [String: TensorTypeCount] = [:]
    for tensor in file.tensors {
      counts[tensor.type.name, default: TensorTypeCount(name: tensor.type.name)].add(tensor)
    }
    return counts.values.sorted { ($1.values, $0.name) < ($0.values, $1.name) }
  }

  /// The sizes, in words and numbers, in the order of reading.
  package var sizes: [(name: String, value: Int)] {
    [
      ("layers", configuration.layers), ("width", configuration.width),
      ("feed-forward width", configuration.feedForwardWidth), ("heads", configuration.heads),
      ("key/value heads", configuration.keyValueHeads), ("head size", configuration.headSize),
      ("vocabulary", configuration.vocabularySize),
      ("context length", configuration.contextLength),
    ]
  }

  /// Bytes that the cache takes for one token at a precision.
  package func cacheBytesPerToken(_ precision: Precision) -> Int {
    KeyValueCache.slotBytes(configuration, KeyValueCache.Element(precision))
  }

  private static func template(
    _ file: GGUFFile, _ tokenizer: Tokenizer
  ) throws(InferenceError) -> ChatTemplate? {
    let field = "tokenizer.chat_template"
    guard let source = try file.optionalString(field) else { return nil }
    func text(_ id: Int32?) -> String {
      id.map { tokenizer.vocabulary.texts[Int($0)] } ?? ""
    }
    do {
      return try ChatTemplate(
        source: source, beginOfSequence: text(tokenizer.vocabulary.beginOfSequence),
        endOfSequence: text(tokenizer.vocabulary.endOfSequence))
    } catch {
      throw InferenceError(
        .malformed, "is no template: \(error)", file: file.file.path, field: field)
    }
  }
}

/// How much of a checkpoint is stored in a tensor type.
package struct TensorTypeCount: Sendable, Equatable {
  package let name: String
  package private(set) var tensors = 0
  package private(set) var values = 0
  package private(set) var bytes = 0

  init(name: String) {
    self.name = name
  }

  mutating func add(_ tensor: TensorInfo) {
    tensors += 1
    values += tensor.count
    bytes += tensor.byteCount
  }
}
