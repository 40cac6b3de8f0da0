import Crypto

/// The rows of a suite by the ids of its samples, as they stand in its data.
package struct SuiteDocuments {
  /// A row and where it stands.
  package struct Document {
    /// Among the rows that pass `where`, from 0.
    package var position: Int
    package var row: JSONValue
  }

  /// As `SuiteDefinition.digest`.
  package let digest: String
  /// How many rows samples are chosen from.
  package let count: Int
  /// How many solved examples a sample is shown.
  package let shots: Int
  private let documents: [String: Document]

  package subscript(id: String) -> Document? { documents[id] }

  /// Reads a suite's rows, asking nothing else of it.
  ///
  /// - Parameters:
  ///   - path: The suite file.
  ///   - places: Where data is.
  /// - Throws: `Failures` where the suite or its data cannot be read.
  package init(_ path: String, places: DataPlaces = DataPlaces()) throws(Failures) {
    let log = FailureLog()
    let bytes: [UInt8]
    let top: YAMLMapping
    do throws(Failure) {
      bytes = try FileBytes.read(path, limit: YAMLDocument.byteLimit, place: nil)
      top = try YAMLDocument.mapping(bytes, file: path, log: log)
    } catch {
      throw Failures([error])
    }
    guard let file = SuiteFile.read(top), log.isEmpty else {
      throw log.all ?? Failures([Failure(.internal, "\(path) cannot be read")])
    }
    let locator = DataLocator(places: places, suite: file.id, log: log)
    let sources = DataSources(file.data, file.prompt.fewShot, locator)
    guard log.isEmpty, let rows = sources.data else {
      throw log.all ?? Failures([Failure(.internal, "the data of \(path) cannot be read")])
    }
    digest = SHA256.hexDigest(
      "suite \(SHA256.hexDigest(bytes))\n" + sources.digestLines + file.digestLines)
    shots = file.prompt.fewShot?.count ?? 0
    do throws(Failure) {
      documents = try SuiteDocuments.documents(SampleBuilder(file, seed: 1), rows)
    } catch {
      throw Failures([error])
    }
    count = documents.count
  }

  private static func documents(
    _ builder: SampleBuilder, _ rows: DataRows
  ) throws(Failure) -> [String: Document] {
    var documents: [String: Document] = [:]
    var reader = DataRows.Reader(rows, ahead: ByteSource.block)
    for index in 0..<rows.count {
      let record = try reader.record(index)
      guard try builder.passes(record) else { continue }
      documents[try builder.id(record)] = Document(
        position: documents.count, row: .object(record.members))
    }
    return documents
  }
}
