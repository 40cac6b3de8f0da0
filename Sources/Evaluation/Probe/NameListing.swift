/// Several names in a line of a report.
enum NameListing {
  private static let most = 10
  private static let longest = 60

  /// The first names, each cut where it is long, and how many more there are.
  static func of(_ names: [String]) -> String {
    let shown = names.prefix(most).map { name in
      name.count > longest ? "\(name.prefix(longest))…" : name
    }
    let more = names.count - shown.count
    return shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }
}
