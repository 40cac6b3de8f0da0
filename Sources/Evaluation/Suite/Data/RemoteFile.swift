import Crypto
import Foundation

/// A file that a suite names by URL; it is fetched by `assay data pull` and never during a run.
package struct RemoteFile: Sendable, Equatable {
  /// `https://…`, `http://` on this machine, `hf://datasets/OWNER/NAME/…`.
  package var url: String
  /// The SHA-256 that its bytes must have, lower-case hexadecimal; `nil` where the suite states none.
  package var sha256: String?
  /// Where the suite names it.
  package var place: Place

  package init(url: String, sha256: String?, place: Place) {
    self.url = url
    self.sha256 = sha256
    self.place = place
  }

  /// The last part of its address: the name under which it is kept.
  package var name: String {
    if let rows = HubRows(url) { return rows.fileName }
    let path = url.prefix { $0 != "?" && $0 != "#" }
    let last = path.split(separator: "/").last.map(String.init) ?? ""
    let clean = (last.removingPercentEncoding ?? last).map { letter in
      letter.isASCII && (letter.isLetter || letter.isNumber || "._-+".contains(letter))
        ? letter : "_"
    }
    let name = String(clean.drop { $0 == "." })
    return name.isEmpty ? "data" : String(name.suffix(120))
  }

  /// Whether files inside it are meant.
  var isArchive: Bool { Archive.isArchive(name) }

  /// Where it is kept in a cache folder: a folder of its own, named by the URL's SHA-256.
  package var cachePath: String {
    "\(SHA256.hexDigest(url).prefix(16))/\(name)"
  }

  /// Why a URL cannot be fetched; `nil` where it can.
  static func refusal(_ url: String, scheme: String) -> String? {
    switch scheme.lowercased() {
    case "https":
      return URL(string: url)?.host()?.isEmpty == false ? nil : "the address names no host"
    case "http":
      let host = URL(string: url)?.host() ?? ""
      return ["127.0.0.1", "localhost", "::1", "[::1]"].contains(host)
        ? nil : "http:// is not protected, and is for this machine alone"
    case "hf":
      return HubRows(url) != nil || HubFile(url) != nil
        ? nil : "the address names neither a split nor a file of a data set"
    default:
      return "\(scheme):// is not known"
    }
  }
}

/// The rows of one split of a data set on a hub: `hf://datasets/OWNER/NAME/CONFIG/SPLIT`.
package struct HubRows: Sendable, Equatable {
  /// `OWNER/NAME`.
  package let dataset: String
  package let config: String
  package let split: String

  /// Reads an address; `nil` where it is none of that kind.
  package init?(_ url: String) {
    guard let parts = HubFile.parts(url), parts.count == 4, DataFormat(named: parts[3]) == nil,
      !Archive.isArchive(parts[3]), !parts[3].lowercased().hasSuffix(".gz")
    else { return nil }
    dataset = "\(parts[0])/\(parts[1])"
    config = parts[2]
    split = parts[3]
  }

  /// The rows are kept as JSONL.
  var fileName: String {
    [dataset.replacing("/", with: "-"), config, split].joined(separator: "-") + ".jsonl"
  }
}

/// A file in the repository of a data set on a hub: `hf://datasets/OWNER/NAME/PATH/TO/FILE.csv`.
package struct HubFile: Sendable, Equatable {
  /// `OWNER/NAME`.
  package let dataset: String
  package let path: String

  /// Reads an address; `nil` where it is none of that kind.
  package init?(_ url: String) {
    guard let parts = HubFile.parts(url), parts.count >= 3, HubRows(url) == nil else { return nil }
    dataset = "\(parts[0])/\(parts[1])"
    path = parts[2...].joined(separator: "/")
  }

  /// What stands behind `hf://datasets/`, if every part is a plain name.
  static func parts(_ url: String) -> [String]? {
    let start = "hf://datasets/"
    guard url.hasPrefix(start) else { return nil }
    let parts = url.dropFirst(start.count).split(separator: "/", omittingEmptySubsequences: false)
    let allowed = { (part: Substring) in
      !part.isEmpty && part != "." && part != ".."
        && part.unicodeScalars.allSatisfy {
          $0.isASCII && $0.value > 0x20 && !"?#%".unicodeScalars.contains($0)
        }
    }
    return parts.count >= 2 && parts.allSatisfy(allowed) ? parts.map(String.init) : nil
  }
}
