package import Foundation

/// Where the repository is, known from where this file was compiled.
private let repositoryURL = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// A file or folder of `fixtures/`.
///
/// - Parameter path: relative to `fixtures/`; "" for the folder itself.
/// - Returns: its place; whether there is such a file is not looked at.
package func fixtureURL(_ path: String) -> URL {
  repositoryURL.appending(path: "fixtures").appending(path: path)
}

/// A file or folder of the repository.
///
/// - Parameter path: relative to the repository's root.
/// - Returns: its place; whether there is such a file is not looked at.
package func repositoryURL(_ path: String) -> URL {
  repositoryURL.appending(path: path)
}

/// A file or folder of the optional `shared` folder beside the repository.
///
/// - Parameter path: relative to `shared/`.
/// - Returns: its place, or `nil` where it is not there; a test that needs it is then disabled.
package func sharedURL(_ path: String) -> URL? {
  let url = repositoryURL.deletingLastPathComponent().appending(path: "shared/\(path)")
  return FileManager.default.fileExists(atPath: url.path) ? url : nil
}
