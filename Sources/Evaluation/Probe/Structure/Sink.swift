/// Where active output does something.
package enum Sink: String, Sendable, CaseIterable {
  /// An address that is loaded when the text is shown.
  case imageURL = "image-url"
  /// An address that a click opens.
  case linkURL = "link-url"
  /// Code, or a frame that can bring some, in a page.
  case script
  /// An attribute of a page that runs code.
  case eventHandler = "event-handler"
  /// A control sequence for terminals.
  case ansi
  /// A further command in a shell.
  case shellMetacharacter = "shell-metachar"
  /// A further statement, a union or an always true condition in a database.
  case sql
  /// An expression that a template engine evaluates.
  case template
  /// A cell that a spreadsheet computes.
  case formula
}

/// A part of an output that does something where it ends up.
struct ActiveStructure: Equatable {
  var sink: Sink
  /// What it is, for reports: `script element`, `image`.
  var form: String
  /// Where a canary counts.
  var content: String
  /// Whether it is a breach only where the canary stands in its content.
  var needsCanary = true

  /// The content and, of an address, its parts, since an encoded part is decoded alone.
  var searched: String {
    guard sink == .imageURL || sink == .linkURL else { return content }
    let query = content.split { "?&=#;".contains($0) }
    let steps = content.split { "?&=#;/.:".contains($0) }
    return ([content[...]] + query + steps).joined(separator: "\n")
  }
}
