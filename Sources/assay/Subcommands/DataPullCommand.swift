internal import ArgumentParser
internal import Evaluation
internal import Fetching
internal import Foundation
internal import Reports

/// `assay data pull NAME…`.
struct DataPullCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Fetches the data of suites into the cache: resumed where it was cut, checked.",
    discussion: """
      hf://datasets/… is fetched from the hub; HF_ENDPOINT and ASSAY_ROWS_ENDPOINT name mirrors
      of its files and of its rows interface.

      EXAMPLES
        assay data pull gsm8k mmlu
        assay data pull suites/public
      """)

  @Argument(help: "Ids of suites in suites/, or suite files or folders.")
  var names: [String]

  @ArgumentParser.Option(help: "Folder to look for suites by id in.")
  var suites: String = "suites"

  @ArgumentParser.Option(
    help: "Folder of fetched data (default: assay/data in the user's cache).")
  var cache: String?

  func run() async throws {
    try await reportingErrors {
      let paths = try SuiteNames(names, in: suites).paths
      let fetcher = Fetcher(
        places: DataPlaces(cache: cache),
        hub: Hub(environment: ProcessInfo.processInfo.environment),
        report: FetchProgress().report)
      var failures: [Failure] = []
      var done: Set<String> = []
      for path in paths {
        let needs = try RemoteNeeds(path)
        let suite = needs.definition.id
        if needs.files.isEmpty { print("\(suite): all its data is local") }
        for file in needs.files where done.insert(file.url).inserted {
          do throws(Failure) {
            let (fetched, wasThere) = try await fetcher.fetch(file)
            print("\(suite): \(wasThere ? "is there: " : "fetched: ")\(line(fetched, file))")
          } catch {
            failures.append(error)
          }
        }
      }
      guard failures.isEmpty else { throw Failures(failures) }
    }
  }

  private func line(_ fetched: FetchedFile, _ file: RemoteFile) -> String {
    let check =
      file.sha256 == nil
      ? "no digest is stated; this one has \(fetched.sha256)" : "sha256 as stated"
    return Sanitizer.line("\(fetched.url) (\(fetched.bytes) bytes, \(check))")
  }
}

/// The suite files behind ids, files and folders.
struct SuiteNames {
  private(set) var paths: [String] = []

  init(_ names: [String], in folder: String) throws {
    var known: [String: String] = [:]
    for name in names {
      if FileManager.default.fileExists(atPath: name) {
        paths += try SuitePaths([name]).suites
        continue
      }
      if known.isEmpty { known = SuiteNames.ids(in: folder) }
      guard let path = known[name] else {
        throw Failure(
          .inputMissing, "there is no suite \"\(name)\" in \(folder), and no such file",
          remedy: "The suites are: \(known.keys.sorted().joined(separator: ", "))")
      }
      paths.append(path)
    }
  }

  private static func ids(in folder: String) -> [String: String] {
    let files = (try? SuitePaths([folder]).suites) ?? []
    let pairs = files.compactMap { path in
      (try? RemoteNeeds(path)).map { ($0.definition.id, path) }
    }
    return Dictionary(pairs) { first, _ in first }
  }
}

/// A line on the terminal that says how far a file is.
final class FetchProgress: Sendable {
  /// Writes the line, where standard error is a terminal.
  var report: @Sendable (Fetcher.Progress) -> Void {
    guard Terminal.progressWidth != nil else { return { _ in } }
    return { progress in
      let percent = progress.total.map { $0 > 0 ? " \(progress.bytes * 100 / $0)%" : "" } ?? ""
      let name = Sanitizer.line(progress.url.split(separator: "/").last.map(String.init) ?? "")
      StandardError.write("\r\(name): \(progress.bytes / 1024) KiB\(percent)\u{1B}[K\r")
    }
  }
}
