/// Where a tensor lies in its file and what it holds.
struct TensorInfo: Sendable, Equatable {
  let name: String
  /// Extents, the fastest-changing first: a matrix of `[rows × columns]` is `[columns, rows]`.
  let shape: [Int]
  let type: TensorType
  /// Offset of the first byte in the file.
  let offset: Int
  let byteCount: Int

  /// How many values it holds.
  let count: Int
  /// Extent of the fastest-changing dimension.
  var columns: Int { shape[0] }
  /// All other extents multiplied.
  var rows: Int { count / shape[0] }

  /// Checks a tensor's header against its file.
  ///
  /// - Parameters:
  ///   - name: The tensor's name.
  ///   - shape: Positive extents.
  ///   - type: How its values are stored.
  ///   - offset: From the start of the tensor data, as in the file.
  ///   - dataStart: Where tensor data starts in the file.
  ///   - alignment: What the offset must be a multiple of.
  ///   - file: The file.
  /// - Throws: `InferenceError` when the tensor does not lie within the file.
  init(
    name: String, shape: [Int], type: TensorType, offset: UInt64, dataStart: Int, alignment: Int,
    file: MappedFile
  ) throws(InferenceError) {
    func malformed(_ message: String) -> InferenceError {
      InferenceError(
        .malformed, message, file: file.path, field: name,
        remedy: "The file is truncated or damaged: fetch it again")
    }
    var count = 1
    for extent in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard !overflow, product <= 1 << 44 else { throw malformed("has the extents \(shape)") }
      count = product
    }
    guard shape[0] % type.blockSize == 0 else {
      throw malformed(
        "has rows of \(shape[0]) values, no multiple of \(type.name)'s block of \(type.blockSize)")
    }
    let byteCount = count / type.blockSize * type.blockBytes
    guard offset % UInt64(alignment) == 0 else {
      throw malformed("lies at offset \(offset), no multiple of \(alignment)")
    }
    let available = file.bytes.count - dataStart
    guard available >= 0, offset <= UInt64(available), byteCount <= available - Int(offset) else {
      throw malformed(
        "needs \(byteCount) bytes at offset \(offset) of the tensor data, which has "
          + "\(max(available, 0))")
    }
    self.name = name
    self.shape = shape
    self.type = type
    self.offset = dataStart + Int(offset)
    self.byteCount = byteCount
    self.count = count
  }
}
