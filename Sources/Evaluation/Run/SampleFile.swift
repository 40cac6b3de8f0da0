/// A suite's part of `samples.jsonl`, open: lines are read by number, whatever the file is called.
final class SampleFile: Sendable {
  private let file: OutputFile
  /// Where each line begins, and where the last one ends.
  private let starts: [Int]

  init(_ file: OutputFile, starts: [Int]) {
    self.file = file
    self.starts = starts
  }

  /// How many lines there are.
  var count: Int { max(0, starts.count - 1) }

  /// The sample of a line, numbered from 0.
  func result(line: Int) throws(Failure) -> SampleResult {
    let bytes: [UInt8]
    do {
      bytes = try file.read(starts[line]..<starts[line + 1])
    } catch {
      throw (error as? Failure) ?? Failure(.internal, "cannot read a sample: \(error)")
    }
    return try SampleLine.read(bytes)
  }
}
