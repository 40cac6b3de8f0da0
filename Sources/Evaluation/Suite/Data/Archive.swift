/// Files inside one file, as `.zip`, `.tar`, `.tar.gz` and `.tgz` hold them.
struct Archive {
  /// A file inside an archive.
  struct Member {
    /// Its path inside, as written.
    var path: String
    /// Reads it.
    var open: () throws(Failure) -> ByteSource
  }

  /// In the order of the archive; folders and links are left out.
  let members: [Member]

  /// Whether a name is that of an archive.
  static func isArchive(_ path: String) -> Bool {
    let name = path.lowercased()
    return [".zip", ".tar", ".tar.gz", ".tgz"].contains { name.hasSuffix($0) }
  }

  /// Reads the table of contents.
  ///
  /// - Parameters:
  ///   - source: The archive.
  ///   - path: Its name, which says how it is written, and for messages.
  /// - Throws: `Failure` (`badData`) where it is damaged.
  init(_ source: ByteSource, path: String) throws(Failure) {
    let name = path.lowercased()
    if name.hasSuffix(".zip") {
      members = try ZipArchive(source, file: path).members()
    } else {
      let isPlain = name.hasSuffix(".tar")
      let tar = isPlain ? source : try GzipInflater.inflate(source, file: path)
      members = try TarArchive(source: tar, file: path).members()
    }
  }

  /// The members whose paths fit a pattern of `*` and `?`, sorted by path.
  func members(_ pattern: String) -> [Member] {
    let glob = Glob(pattern)
    return members.filter { glob.matches($0.path) }
      .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  static func damaged(_ file: String, _ message: String) -> Failure {
    Failure(
      .badData, "the archive is damaged: \(message)", at: Place(file: file),
      remedy: "Fetch it again.")
  }
}
