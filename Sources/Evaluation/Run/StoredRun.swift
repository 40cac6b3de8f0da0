import Foundation

/// A finished run as its folder holds it.
package struct StoredRun: Sendable {
  /// `results.json`.
  package let results: JSONValue
  /// `manifest.json`.
  package let manifest: JSONValue
  private let samplesPath: String

  /// Opens a run.
  ///
  /// - Parameter folder: Where `assay run` left it.
  /// - Throws: `Failure` where a file is missing or is not one of a run.
  package init(_ folder: String) throws(Failure) {
    results = try StoredRun.document("\(folder)/results.json", schema: "assay.results/")
    manifest = try StoredRun.document("\(folder)/manifest.json", schema: "assay.manifest/")
    samplesPath = "\(folder)/\(SampleLine.fileName)"
    try FileBytes.check(samplesPath, place: nil)
  }

  private static func document(_ path: String, schema: String) throws(Failure) -> JSONValue {
    guard FileManager.default.fileExists(atPath: path) else {
      throw Failure(
        .inputMissing, "there is no \(path)",
        remedy: "Name the folder of a finished run, which assay run wrote.")
    }
    let value = try JSONValue.parse(
      FileBytes.read(path, limit: 1 << 30, place: nil), file: path)
    guard value["schema"]?.string?.hasPrefix(schema) == true else {
      throw Failure(.badData, "the document is not of the format \(schema)1", at: Place(file: path))
    }
    return value
  }

  /// Reads every sample in the order of the run.
  ///
  /// - Parameter body: Called with the suite's id and the sample.
  /// - Throws: `Failure` naming the line that cannot be read, or what `body` throws.
  package func forEachSample(
    _ body: (_ suite: String, _ result: SampleResult) throws -> Void
  ) throws {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: samplesPath), options: .mappedIfSafe)
    let reader = SampleLineReader(file: samplesPath)
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
      let line = [UInt8](bytes[start..<end])
      if !line.isEmpty {
        let suite = try JSONValue.parse(line, file: samplesPath)["suite"]?.string ?? ""
        try body(suite, try reader.result(of: line))
      }
      start = end < bytes.endIndex ? bytes.index(after: end) : end
    }
  }
}
