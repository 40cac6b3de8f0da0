package import Evaluation
import Foundation

/// What is in the cache of data.
package enum CacheList {
  /// Where a file's origin is written, beside it.
  private static func notePath(_ path: String) -> String { path + ".origin.json" }

  /// Writes down where a file came from.
  static func note(_ file: FetchedFile) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(file) else { return }
    try? data.write(to: URL(fileURLWithPath: notePath(file.path)), options: .atomic)
  }

  /// The files of a cache, sorted by URL.
  ///
  /// - Parameter places: Where it is.
  /// - Returns: Those that are there whole; none where there is no cache.
  package static func files(_ places: DataPlaces) -> [FetchedFile] {
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: places.cache)) ?? []
    var files: [FetchedFile] = []
    for folder in folders {
      let path = "\(places.cache)/\(folder)"
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      for name in names where name.hasSuffix(".origin.json") {
        guard let data = FileManager.default.contents(atPath: "\(path)/\(name)"),
          var file = try? JSONDecoder().decode(FetchedFile.self, from: data)
        else { continue }
        file.path = "\(path)/\(name.dropLast(".origin.json".count))"
        if FileManager.default.fileExists(atPath: file.path) { files.append(file) }
      }
    }
    return files.sorted { $0.url.utf8.lexicographicallyPrecedes($1.url.utf8) }
  }
}
