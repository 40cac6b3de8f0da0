/// Collects everything that is wrong with a file, so that one pass reports it all.
final class FailureLog {
  private(set) var failures: [Failure] = []
  private(set) var warnings: [Failure] = []
  private var repeats: [Repeat] = []

  /// Trouble that many rows may have.
  private struct Repeat {
    var kind: String
    var code: Failure.Code
    var file: String
    /// Where those failures stand that are told apart.
    var places: [Place?] = []
    /// How many are only counted.
    var counted = 0
  }

  /// How many failures of one kind are told apart before the rest is only counted.
  private static let repeatLimit = 5

  var isEmpty: Bool { failures.isEmpty && repeats.isEmpty }

  func add(_ failure: Failure) {
    failures.append(failure)
  }

  func add(contentsOf other: Failures) {
    failures += other.all
  }

  func warn(_ warning: Failure) {
    warnings.append(warning)
  }

  /// Adds a failure of which every row of a file may have one.
  ///
  /// - Parameters:
  ///   - failure: The failure.
  ///   - kind: What counts as the same trouble, such as the field's path.
  func add(_ failure: Failure, kind: String) {
    let index = repeats.firstIndex { $0.kind == kind } ?? repeats.count
    if index == repeats.count {
      repeats.append(Repeat(kind: kind, code: failure.code, file: failure.place?.file ?? ""))
    }
    let isNew = !repeats[index].places.contains(failure.place)
    if isNew, repeats[index].places.count < FailureLog.repeatLimit {
      repeats[index].places.append(failure.place)
      failures.append(failure)
    } else {
      repeats[index].counted += 1
    }
  }

  /// Takes over what another log has.
  func take(_ other: FailureLog) {
    failures += other.failures
    warnings += other.warnings
    repeats += other.repeats
  }

  /// All failures, by file in the order of their appearance and then by line, and those only counted
  /// in a line each; `nil` where there is none.
  var all: Failures? {
    guard !isEmpty else { return nil }
    var files: [String] = []
    for file in failures.map({ $0.place?.file ?? "" }) where !files.contains(file) {
      files.append(file)
    }
    let sorted = files.flatMap { file in
      failures.enumerated().filter { ($0.element.place?.file ?? "") == file }
        .sorted { FailureLog.order($0) < FailureLog.order($1) }.map(\.element)
    }
    let counted = repeats.filter { $0.counted > 0 }.map { entry in
      Failure(
        entry.code,
        "\(entry.counted) more row\(entry.counted == 1 ? " fails" : "s fail") like this "
          + "(\(entry.kind))", at: Place(file: entry.file))
    }
    return Failures(sorted + counted)
  }

  private static func order(_ failure: (offset: Int, element: Failure)) -> (Int, Int, Int) {
    let place = failure.element.place
    return (place?.line ?? 0, place?.column ?? 0, failure.offset)
  }
}
