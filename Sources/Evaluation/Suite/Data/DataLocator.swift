import Foundation

/// A data file that was found, opened.
struct LocatedFile {
  let source: ByteSource
  /// As messages name it.
  let path: String
}

/// The files of one part of a suite.
struct LocatedFiles {
  var files: [LocatedFile] = []
  /// SHA-256 of each file as it is stored; of an archive, once, that of the archive.
  var digests: [String] = []
}

/// Finds the files that a suite names: where the user says, in the cache, or beside the suite.
struct DataLocator {
  let places: DataPlaces
  /// The suite's id.
  let suite: String
  let log: FailureLog

  /// Opens the files of a part of the suite.
  ///
  /// - Parameters:
  ///   - section: What the suite says.
  ///   - role: Which part it is.
  /// - Returns: At least one file.
  /// - Throws: `Failures` with what is not there or not what it should be.
  func files(_ section: FileSection, _ role: DataRole) throws(Failures) -> LocatedFiles {
    do throws(Failure) {
      if let found = try localFiles(section, role) { return found }
      return section.remote.isEmpty ? try named(section) : try cached(section)
    } catch {
      throw Failures([error])
    }
  }

  // MARK: Beside the suite

  private func named(_ section: FileSection) throws(Failure) -> LocatedFiles {
    var found = LocatedFiles()
    for (index, path) in section.paths.enumerated() {
      let isPattern = Glob(path.path).hasWildcard
      let files = isPattern ? PathGlob.files(path.path) : [path.path]
      guard !files.isEmpty else {
        throw Failure(
          .inputMissing, "no file matches \"\(path.text)\"", at: path.place,
          remedy: "Check the pattern; it is relative to the file that names it.")
      }
      let stated = section.digests.indices.contains(index) ? section.digests[index] : nil
      for file in files { try add(file, stated, place: path.place, to: &found) }
    }
    return found
  }

  private func add(
    _ path: String, _ stated: String?, place: Place, to found: inout LocatedFiles
  ) throws(Failure) {
    let source = try ByteSource.open(path, place: place)
    let digest = source.digest
    if let stated, stated != digest {
      throw Failure(
        .badData, "\(path) has the SHA-256 \(digest), not \(stated) as stated", at: place,
        remedy: "Fetch the stated file again, or state the digest of this one.")
    }
    found.files.append(LocatedFile(source: source, path: path))
    found.digests.append(digest)
  }

  // MARK: In the cache

  private func cached(_ section: FileSection) throws(Failure) -> LocatedFiles {
    var found = LocatedFiles()
    for file in section.remote {
      let path = places.path(of: file)
      guard FileManager.default.fileExists(atPath: path) else {
        throw Failure(
          .inputMissing, "\(file.url) is not in the cache of data", at: file.place,
          remedy:
            "Fetch it with \"assay data pull \(suite)\" (or the suite's file), or name a copy "
            + "with --data \(suite)=PATH.")
      }
      var archive = LocatedFiles()
      try add(path, file.sha256, place: file.place, to: &archive)
      found.digests += archive.digests
      found.files +=
        file.isArchive ? try members(archive.files[0], section, file.place) : archive.files
    }
    return found
  }

  /// The files of an archive that the section's paths fit.
  private func members(
    _ archive: LocatedFile, _ section: FileSection, _ place: Place
  ) throws(Failure) -> [LocatedFile] {
    let contents = try Archive(archive.source, path: archive.path)
    var files: [LocatedFile] = []
    for path in section.paths {
      let members = contents.members(path.text)
      guard !members.isEmpty else {
        throw Failure(
          .badData, "no file inside \(archive.path) matches \"\(path.text)\"", at: path.place,
          remedy: contents.members.first.map { "It holds such as \"\($0.path)\"." })
      }
      for member in members {
        files.append(
          LocatedFile(source: try member.open(), path: "\(archive.path)/\(member.path)"))
      }
    }
    return files
  }

  // MARK: Where the user says

  /// What `--data` names for this part; `nil` where it names nothing.
  private func localFiles(
    _ section: FileSection, _ role: DataRole
  ) throws(Failure) -> LocatedFiles? {
    let own = places.local[suite + role.suffix]
    guard let path = own ?? places.local[suite] else { return nil }
    var isFolder: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let files: [String]
    if isFolder.boolValue {
      guard let inside = inFolder(path, section) else {
        if own == nil, role != .data { return nil }
        throw missing(path, section)
      }
      files = inside
    } else if own != nil {
      files = Glob(path).hasWildcard ? PathGlob.files(path) : [path]
    } else {
      return nil
    }
    guard !files.isEmpty else {
      throw Failure(.inputMissing, "no file matches \"\(path)\", which --data names")
    }
    return try opened(files, section)
  }

  private func opened(
    _ files: [String], _ section: FileSection
  ) throws(Failure) -> LocatedFiles {
    var found = LocatedFiles()
    for file in files {
      var one = LocatedFiles()
      try add(file, nil, place: section.place, to: &one)
      found.digests += one.digests
      let isArchive = Archive.isArchive(file) && section.remote.contains(where: \.isArchive)
      found.files += isArchive ? try members(one.files[0], section, section.place) : one.files
    }
    warn(found, section)
    return found
  }

  /// The files of a folder that stand for those of the section: by the names of the files that are
  /// fetched, or by the paths inside an archive, the folders before them aside where need be.
  private func inFolder(_ folder: String, _ section: FileSection) -> [String]? {
    if !section.remote.isEmpty {
      let files = section.remote.map { "\(folder)/\($0.name)" }
      if files.allSatisfy({ FileManager.default.fileExists(atPath: $0) }) { return files }
      if section.paths.isEmpty { return nil }
    }
    var files: [String] = []
    for path in section.paths {
      let steps = path.text.split(separator: "/")
      let found = steps.indices.lazy
        .map { PathGlob.files("\(folder)/" + steps[$0...].joined(separator: "/")) }
        .first { !$0.isEmpty }
      guard let found else { return nil }
      files += found
    }
    return files
  }

  private func missing(_ folder: String, _ section: FileSection) -> Failure {
    let wanted =
      section.paths.isEmpty ? section.remote.map(\.name) : section.paths.map(\.text)
    return Failure(
      .inputMissing,
      "the folder \(folder), which --data names, has not \(wanted.joined(separator: ", "))",
      at: section.place,
      remedy: "Name the file itself, or a pattern such as '\(folder)/*.jsonl'.")
  }

  /// A file that is not the stated one is the user's choice; the run's digest tells it apart.
  private func warn(_ found: LocatedFiles, _ section: FileSection) {
    let stated = (section.remote.isEmpty ? section.digests : section.remote.map(\.sha256))
      .compactMap { $0 }
    guard !stated.isEmpty, Set(stated) != Set(found.digests) else { return }
    log.warn(
      Failure(
        .badData,
        "the data that --data names has other digests than the suite states, so results are those of "
          + "other data", at: section.place))
  }
}
