import Jinja

/// The translation edit rate (Snover 2006), as sacrebleu 2.6.0 computes it: words between white space in lower case,
/// punctuation kept.
///
/// A sample's terms are `ter.edits` (insertions, deletions, substitutions and shifts to the nearest
/// target) and `ter.target_words` (the mean length of the targets).
enum TranslationEditRate {
  static let names = ["ter.edits", "ter.target_words"]

  static let measure = SumMeasure(names, terms)

  /// - Parameters:
  ///   - answer: What was generated.
  ///   - targets: At least one.
  /// - Returns: The terms in the order of `names`.
  static func terms(_ answer: String, _ targets: [String]) -> [Double] {
    var numbers: [[UInt8]: Int] = [:]
    func words(_ text: String) -> [Int] {
      TextNormalization.words(text.pythonLowercased).map { word in
        let key = Array(word.utf8)
        let number = numbers[key] ?? numbers.count
        numbers[key] = number
        return number
      }
    }
    let own = words(answer)
    let wanted = targets.map(words)
    let edits = wanted.map { TranslationEdits.count(own, $0) }.min() ?? 0
    let length = wanted.reduce(0) { $0 + $1.count }
    return [Double(edits), Double(length) / Double(max(1, wanted.count))]
  }

  /// The score of sums of terms; above 100 where more is edited than the targets are long.
  static func score(edits: Double, targetWords: Double) -> Double {
    targetWords > 0 ? 100 * (edits / targetWords) : (edits > 0 ? 100 : 0)
  }
}

/// The edits and shifts between two lists of words, by Tercom's search.
enum TranslationEdits {
  private static let longestShift = 10
  private static let farthestShift = 50
  private static let mostCandidates = 1000

  /// - Parameters:
  ///   - words: Of the answer.
  ///   - target: Of the target.
  /// - Returns: The least number that the greedy search finds.
  static func count(_ words: [Int], _ target: [Int]) -> Int {
    guard !target.isEmpty else { return words.count }
    var matrix = BeamEditMatrix(words: words, target: target)
    var shifts = 0
    var checked = 0
    while true {
      let best = bestShift(matrix, target, &checked)
      guard checked < mostCandidates, let best, best.gain > 0 else { break }
      shifts += 1
      matrix = BeamEditMatrix(words: best.words, target: target)
    }
    return shifts + matrix.cost
  }

  /// A block of the answer's words that also stands in the target.
  private struct Block {
    var start: Int
    var targetStart: Int
    var length: Int

    var range: Range<Int> { start..<(start + length) }
    var targetRange: Range<Int> { targetStart..<(targetStart + length) }
  }

  /// A shift with what it gains.
  private struct Shift {
    var gain: Int
    var length: Int
    var start: Int
    var place: Int
    var words: [Int]

    /// Tercom's order: the greatest gain, the longest, the earliest, to the earliest place.
    func isBetter(than other: Shift) -> Bool {
      (gain, length, -start, -place) > (other.gain, other.length, -other.start, -other.place)
    }
  }

  private static func bestShift(
    _ matrix: BeamEditMatrix, _ target: [Int], _ checked: inout Int
  ) -> Shift? {
    let alignment = Alignment(matrix.edits)
    var best: Shift?
    for start in matrix.words.indices {
      let nearest = max(0, start - farthestShift)
      let end = min(target.count, start + farthestShift + 1)
      guard nearest < end else { continue }
      for targetStart in nearest..<end {
        var block = Block(start: start, targetStart: targetStart, length: 0)
        while block.length < longestShift, block.range.upperBound < matrix.words.count,
          block.targetRange.upperBound < target.count,
          matrix.words[block.range.upperBound] == target[block.targetRange.upperBound]
        {
          block.length += 1
          guard alignment.isWorthMoving(block.range, to: block.targetRange) else { continue }
          for shift in shifts(of: block, alignment, matrix) {
            checked += 1
            if best.map({ shift.isBetter(than: $0) }) ?? true { best = shift }
          }
          if checked >= mostCandidates { return best }
        }
      }
    }
    return best
  }

  /// The shifts of a block to before, into and behind where it stands in the target.
  private static func shifts(
    of block: Block, _ alignment: Alignment, _ matrix: BeamEditMatrix
  ) -> [Shift] {
    var shifts: [Shift] = []
    var previous = -1
    for offset in -1..<block.length {
      let position = block.targetStart + offset
      guard position < alignment.places.count else { break }
      let place = position < 0 ? 0 : alignment.places[position] + 1
      if place == previous { continue }
      previous = place
      let words = moved(matrix.words, block.range, to: place)
      let changed =
        min(place, block.start)..<max(block.range.upperBound, min(place, words.count))
      // A shift within itself moves what stands behind it.
      let reach = min(words.count, place + block.length)
      let cost = matrix.cost(
        of: words, changed: changed.lowerBound..<max(changed.upperBound, reach))
      shifts.append(
        Shift(
          gain: matrix.cost - cost, length: block.length, start: block.start, place: place,
          words: words))
    }
    return shifts
  }

  /// The words with a part of them at another place.
  private static func moved(_ words: [Int], _ part: Range<Int>, to place: Int) -> [Int] {
    var rest = words
    rest.removeSubrange(part)
    // Behind the block a place is that among the others; within it, so many others behind its start.
    let target: Int
    if place < part.lowerBound {
      target = place
    } else if place > part.upperBound {
      target = place - part.count
    } else {
      target = min(rest.count, place)
    }
    rest.insert(contentsOf: words[part], at: target)
    return rest
  }
}

/// Which words of an answer stand for which of a target, and where they differ.
private struct Alignment {
  /// For each word of the target the answer's word, −1 for none before it.
  private(set) var places: [Int] = []
  private var targetErrors: [Bool] = []
  private var errors: [Bool] = []

  init(_ edits: [BeamEditMatrix.Edit]) {
    var place = -1
    for edit in edits {
      switch edit {
      case .keep, .substitute:
        place += 1
        places.append(place)
        errors.append(edit == .substitute)
        targetErrors.append(edit == .substitute)
      case .delete:
        place += 1
        errors.append(true)
      case .insert:
        places.append(place)
        targetErrors.append(true)
      case .none: break
      }
    }
  }

  /// Whether both sides are wrong as they are, and the block does not move within itself.
  func isWorthMoving(_ block: Range<Int>, to target: Range<Int>) -> Bool {
    guard block.upperBound <= errors.count, target.upperBound <= targetErrors.count else {
      return false
    }
    return errors[block].contains(true) && targetErrors[target].contains(true)
      && !block.contains(places[target.lowerBound])
  }
}
