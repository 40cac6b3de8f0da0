import Foundation

/// What a suite needs from elsewhere.
package struct RemoteNeeds: Sendable, Equatable {
  /// The suite, whose digest is not known without its data.
  package let definition: SuiteDefinition
  /// Each once, in the order of the suite file.
  package let files: [RemoteFile]

  /// Reads a suite file, and none of its data.
  ///
  /// - Parameter path: The suite file.
  /// - Throws: `Failures` with what is wrong with it.
  package init(_ path: String) throws(Failures) {
    let log = FailureLog()
    let file: SuiteFile?
    do throws(Failure) {
      let bytes = try FileBytes.read(path, limit: YAMLDocument.byteLimit, place: nil)
      file = SuiteFile.read(try YAMLDocument.mapping(bytes, file: path, log: log))
    } catch {
      throw Failures([error])
    }
    guard log.isEmpty, let file else {
      throw log.all ?? Failures([Failure(.internal, "\(path) cannot be read")])
    }
    definition = SuiteDefinition(
      id: file.id, version: file.version, description: file.description, tags: file.tags,
      task: file.task, metrics: file.metrics, probe: file.probe, file: path)
    let sections = [file.data.files, file.data.join?.files, file.prompt.fewShot?.files]
    var files: [RemoteFile] = []
    for remote in sections.compactMap({ $0?.remote }).joined()
    where !files.contains(where: { $0.url == remote.url }) {
      files.append(remote)
    }
    self.files = files
  }

  /// The files that are not in the cache, and for which the user names no copies.
  ///
  /// - Parameter places: Where the cache is, and what the user named.
  /// - Returns: In the order of the suite file.
  package func missing(_ places: DataPlaces) -> [RemoteFile] {
    let isLocal = DataRole.allCases.contains { places.local[definition.id + $0.suffix] != nil }
    if isLocal { return [] }
    return files.filter { !FileManager.default.fileExists(atPath: places.path(of: $0)) }
  }
}
