import Evaluation
import Foundation

/// Where `hf://` addresses lead to: a hub, or a mirror of one.
package struct Hub: Sendable, Equatable {
  /// Of files, such as `https://huggingface.co`.
  package var files: String
  /// Of the rows interface.
  package var rows: String

  /// The environment variable that names another place for files.
  package static let filesVariable = "HF_ENDPOINT"
  /// The one for rows.
  package static let rowsVariable = "ASSAY_ROWS_ENDPOINT"

  package init(
    files: String = "https://huggingface.co",
    rows: String = "https://datasets-server.huggingface.co"
  ) {
    self.files = Hub.trimmed(files)
    self.rows = Hub.trimmed(rows)
  }

  /// The hub that the environment names.
  package init(environment: [String: String]) {
    let standard = Hub()
    let stated = { (name: String) in environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    self.init(
      files: stated(Hub.filesVariable) ?? standard.files,
      rows: stated(Hub.rowsVariable) ?? standard.rows)
  }

  private static func trimmed(_ text: String) -> String {
    text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  /// Where a file is.
  func address(of file: HubFile) -> String {
    "\(files)/datasets/\(file.dataset)/resolve/main/\(file.path)"
  }

  /// Where some rows of a split are.
  func address(of rows: HubRows, from first: Int, count: Int) -> String {
    var address = URLComponents()
    address.queryItems = [
      URLQueryItem(name: "dataset", value: rows.dataset),
      URLQueryItem(name: "config", value: rows.config),
      URLQueryItem(name: "split", value: rows.split),
      URLQueryItem(name: "offset", value: "\(first)"),
      URLQueryItem(name: "length", value: "\(count)"),
    ]
    return "\(self.rows)/rows?\(address.percentEncodedQuery ?? "")"
  }
}
