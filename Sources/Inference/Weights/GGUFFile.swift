/// A GGUF checkpoint (version 2 or 3): metadata and tensors, every field checked before it is used.
///
/// Layout: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
final class GGUFFile: Sendable {
  let file: MappedFile
  let version: UInt32
  let metadata: [String: GGUFValue]
  /// In the order of the file.
  let tensors: [TensorInfo]
  private let index: [String: Int]

  /// Bounds that no honest file comes near.
  private static let maximumKeys: UInt64 = 1 << 16
  private static let maximumTensors: UInt64 = 1 << 16

  init(path: String) throws(InferenceError) {
    let file = try MappedFile(path: path)
    var cursor = GGUFCursor(file.bytes, file: path)
    guard file.bytes.count >= 4, file.bytes.prefix(4).elementsEqual("GGUF".utf8) else {
      throw InferenceError(
        .malformed, "does not begin with \"GGUF\"", file: path,
        remedy: "Only GGUF checkpoints are read by this version")
    }
    _ = try cursor.number(UInt32.self, for: "magic")
    let version = try cursor.number(UInt32.self, for: "version")
    guard version == 2 || version == 3 else {
      throw InferenceError(
        .unsupported, "is \(version); versions 2 and 3 are read", file: path, field: "version",
        remedy: "Convert the file with a current llama.cpp")
    }
    let tensorCount = try cursor.number(UInt64.self, for: "tensor_count")
    let keyCount = try cursor.number(UInt64.self, for: "kv_count")
    guard tensorCount <= GGUFFile.maximumTensors, keyCount <= GGUFFile.maximumKeys else {
      throw InferenceError(
        .malformed, "promises \(tensorCount) tensors and \(keyCount) keys", file: path,
        remedy: "The file is damaged")
    }
    self.file = file
    self.version = version
    self.metadata = try GGUFFile.readMetadata(&cursor, count: Int(keyCount), file: path)
    let alignment = try GGUFFile.alignment(in: metadata, file: path)
    self.tensors = try GGUFFile.readTensors(
      &cursor, count: Int(tensorCount), alignment: alignment, file: file)
    var index: [String: Int] = [:]
    for (position, tensor) in tensors.enumerated() {
      guard index.updateValue(position, forKey: tensor.name) == nil else {
        throw InferenceError(.malformed, "appears twice", file: path, field: tensor.name)
      }
    }
    self.index = index
  }

  /// The tensor with a name.
  func tensor(_ name: String) -> TensorInfo? {
    index[name].map { tensors[$0] }
  }

  /// The bytes of a tensor; within the mapping, as was checked when the file was opened.
  func bytes(of tensor: TensorInfo) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: file.bytes[tensor.offset..<tensor.offset + tensor.byteCount])
  }

  private static func readMetadata(
    _ cursor: inout GGUFCursor, count: Int, file: String
  ) throws(InferenceError) -> [String: GGUFValue] {
    var metadata: [String: GGUFValue] = [:]
    for position in 0..<count {
      let key = try cursor.string(for: "key \(position)")
      let value = try cursor.value(for: key)
      guard metadata.updateValue(value, forKey: key) == nil else {
        throw InferenceError(.malformed, "appears twice", file: file, field: key)
      }
    }
    return metadata
  }

  private static func alignment(
    in metadata: [String: GGUFValue], file: String
  ) throws(InferenceError) -> Int {
    guard let value = metadata["general.alignment"] else { return 32 }
    guard case .integer(let alignment) = value, alignment >= 8, alignment <= 1 << 20,
      alignment & (alignment - 1) == 0
    else {
      throw InferenceError(
        .malformed, "is \(value); a power of two from 8 to 1048576 is expected", file: file,
        field: "general.alignment")
    }
    return Int(alignment)
  }

  private static func readTensors(
    _ cursor: inout GGUFCursor, count: Int, alignment: Int, file: MappedFile
  ) throws(InferenceError) -> [TensorInfo] {
    var headers: [(name: String, shape: [Int], type: TensorType, offset: UInt64)] = []
    for position in 0..<count {
      let name = try cursor.string(for: "tensor \(position)")
      let dimensions = try cursor.number(UInt32.self, for: name)
      guard (1...4).contains(dimensions) else {
        throw InferenceError(
          .malformed, "has \(dimensions) dimensions; 1 to 4 are expected", file: file.path,
          field: name)
      }
      var shape: [Int] = []
      for _ in 0..<dimensions {
        let extent = try cursor.number(UInt64.self, for: name)
        guard extent >= 1, extent <= UInt64(Int32.max) else {
          throw InferenceError(
            .malformed, "has the extent \(extent)", file: file.path, field: name,
            remedy: "The file is damaged")
        }
        shape.append(Int(extent))
      }
      let typeID = try cursor.number(UInt32.self, for: name)
      guard let type = TensorType.named(by: typeID) else {
        throw InferenceError(
          .unsupported, "has the unknown tensor type \(typeID)", file: file.path, field: name)
      }
      headers.append((name, shape, type, try cursor.number(UInt64.self, for: name)))
    }
    let start = (cursor.offset + alignment - 1) / alignment * alignment
    return try headers.map { header throws(InferenceError) in
      try TensorInfo(
        name: header.name, shape: header.shape, type: header.type, offset: header.offset,
        dataStart: start, alignment: alignment, file: file)
    }
  }
}
