extension GGUFFile {
  /// A required integer in a range.
  func integer(_ key: String, in range: ClosedRange<Int>) throws(InferenceError) -> Int {
    guard let value = try optionalInteger(key, in: range) else { throw missing(key) }
    return value
  }

  /// An integer in a range, if it is there.
  func optionalInteger(_ key: String, in range: ClosedRange<Int>) throws(InferenceError) -> Int? {
    guard let value = metadata[key] else { return nil }
    guard case .integer(let number) = value else { throw wrongKind(key, value, "an integer") }
    guard let number = Int(exactly: number), range.contains(number) else {
      throw InferenceError(
        .malformed, "is \(number); \(range.lowerBound) to \(range.upperBound) is expected",
        file: file.path, field: key)
    }
    return number
  }

  /// A positive finite number, if it is there.
  func optionalNumber(_ key: String) throws(InferenceError) -> Double? {
    guard let value = metadata[key] else { return nil }
    guard case .float(let number) = value else { throw wrongKind(key, value, "a number") }
    guard number.isFinite, number > 0 else {
      throw InferenceError(
        .malformed, "is \(number); a positive number is expected", file: file.path, field: key)
    }
    return number
  }

  /// A string, if it is there.
  func optionalString(_ key: String) throws(InferenceError) -> String? {
    guard let value = metadata[key] else { return nil }
    guard case .string(let text) = value else { throw wrongKind(key, value, "a string") }
    return text
  }

  /// A required string.
  func string(_ key: String) throws(InferenceError) -> String {
    guard let text = try optionalString(key) else { throw missing(key) }
    return text
  }

  /// A truth value, if it is there.
  func optionalBool(_ key: String) throws(InferenceError) -> Bool? {
    guard let value = metadata[key] else { return nil }
    guard case .bool(let flag) = value else { throw wrongKind(key, value, "a truth value") }
    return flag
  }

  /// A required array of strings.
  func strings(_ key: String) throws(InferenceError) -> [String] {
    guard let value = metadata[key] else { throw missing(key) }
    guard case .strings(let texts) = value else {
      throw wrongKind(key, value, "an array of strings")
    }
    return texts
  }

  /// An array of integers, if it is there.
  func optionalIntegers(_ key: String) throws(InferenceError) -> [Int]? {
    guard let value = metadata[key] else { return nil }
    guard case .integers(let numbers) = value else {
      throw wrongKind(key, value, "an array of integers")
    }
    return numbers.map { Int($0) }
  }

  private func missing(_ key: String) -> InferenceError {
    InferenceError(
      .malformed, "is missing", file: file.path, field: key,
      remedy: "The file was written by an incomplete converter: convert the checkpoint again")
  }

  private func wrongKind(
    _ key: String, _ value: GGUFValue, _ expected: String
  ) -> InferenceError {
    InferenceError(
      .malformed, "is \(value.kindName); \(expected) is expected", file: file.path, field: key)
  }
}
