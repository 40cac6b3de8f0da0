/// Python's rules for indices and slices of a sequence of `count` items.
enum PythonSlice {
  /// The index counted from the start, or nothing where it is out of range.
  static func index(_ index: Int, count: Int) -> Int? {
    let absolute = index < 0 ? index + count : index
    return (0..<count).contains(absolute) ? absolute : nil
  }

  /// The indices that `[start:stop:step]` picks; the step is not 0.
  static func indices(start: Int?, stop: Int?, step: Int, count: Int) -> StrideTo<Int> {
    let (first, end) = bounds(start: start, stop: stop, step: step, count: count)
    return stride(from: first, to: end, by: clamped(step, count: count))
  }

  /// The step, or one as far as a sequence of `count` items goes, which cannot overflow.
  static func clamped(_ step: Int, count: Int) -> Int {
    min(max(step, -count - 1), count + 1)
  }

  /// The first index that a slice picks, and the one that it ends before.
  static func bounds(
    start: Int?, stop: Int?, step: Int, count: Int
  ) -> (first: Int, end: Int) {
    func clamp(_ index: Int, _ lowest: Int, _ highest: Int) -> Int {
      min(max(index < 0 ? index + count : index, lowest), highest)
    }
    if step > 0 {
      return (start.map { clamp($0, 0, count) } ?? 0, stop.map { clamp($0, 0, count) } ?? count)
    }
    return (
      start.map { clamp($0, -1, count - 1) } ?? count - 1,
      stop.map { clamp($0, -1, count - 1) } ?? -1
    )
  }
}

extension String {
  /// The number of scalars.
  var scalarCount: Int {
    guard !utf8Span.isKnownASCII else { return utf8.count }
    let bytes = utf8Span.span
    var count = 0
    for index in bytes.indices where bytes[index] & 0xC0 != 0x80 {
      count += 1
    }
    return count
  }

  /// The byte at which the scalar of an index begins; the end for an index past the last.
  func byteOffset(ofScalar index: Int) -> Int {
    guard !utf8Span.isKnownASCII else { return min(index, utf8.count) }
    let bytes = utf8Span.span
    var left = index
    for offset in bytes.indices where bytes[offset] & 0xC0 != 0x80 {
      if left == 0 { return offset }
      left -= 1
    }
    return bytes.count
  }

  /// The scalars from one index to before another, counted in scalars.
  func scalars(from start: Int, to end: Int) -> String {
    guard start < end else { return "" }
    let first = utf8.index(utf8.startIndex, offsetBy: byteOffset(ofScalar: start))
    let last = utf8.index(utf8.startIndex, offsetBy: byteOffset(ofScalar: end))
    return String(self[first..<last])
  }

  /// The scalars that a slice picks.
  func sliced(start: Int?, stop: Int?, step: Int) -> String {
    let count = scalarCount
    if step == 1 {
      let bounds = PythonSlice.bounds(start: start, stop: stop, step: step, count: count)
      return scalars(from: bounds.first, to: bounds.end)
    }
    let indices = PythonSlice.indices(start: start, stop: stop, step: step, count: count)
    let scalars = Array(unicodeScalars)
    return String(scalars: indices.lazy.map { scalars[$0] })
  }
}
