import Foundation

/// Numbers that independent tools computed, read from `fixtures/`.
enum RecordedVectors {
  /// Decodes `fixtures/FOLDER/NAME.json`.
  static func load<Vectors: Decodable>(
    _ type: Vectors.Type, _ folder: String, _ name: String = "vectors"
  ) throws -> Vectors {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appending(path: "fixtures/\(folder)/\(name).json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(type, from: Data(contentsOf: file))
  }

  /// The distance relative to the expected value, or absolute where that is below 1e-6.
  static func error(_ actual: Double, _ expected: Double) -> Double {
    abs(actual - expected) / max(abs(expected), 1e-6)
  }
}
