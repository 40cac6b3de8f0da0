/// Samples whose questions share most of their words in the same order.
///
/// Questions are sets of 5-word shingles (whole questions where they are shorter); pairs with a Jaccard
/// similarity of at least 0.8 count. Candidates come from MinHash with 16 bands of 4 (Broder 1997;
/// Leskovec, Rajaraman & Ullman, Mining of Massive Datasets, ch. 3), which finds 99.9 % of pairs at 0.8; each is then
/// compared exactly. Same questions are `DuplicateCheck`'s.
enum NearDuplicateCheck: LintCheck {
  static let name = "near-duplicates"
  static let similarity = 0.8
  private static let shingleWords = 5
  private static let bands = 16
  private static let rowsPerBand = 4
  /// Shorter questions share their words by chance.
  private static let leastWords = 8

  static func findings(_ samples: [LintSample], _ suite: SuiteDefinition) -> [LintFinding] {
    // Samples of one cluster are not taken for independent anyway.
    let pairs = pairs(samples.map(\.question)).filter {
      samples[$0.0].cluster != samples[$0.1].cluster
    }
    guard let first = pairs.first else { return [] }
    let touched = Set(pairs.flatMap { [$0.0, $0.1] }).count
    let ids = LintWording.ids([samples[first.0].id, samples[first.1].id])
    return [
      LintFinding(
        name,
        "\(touched) of \(samples.count) samples nearly repeat another, such as \(ids)",
        at: Place(file: suite.file),
        remedy: "Intervals take samples for independent: name the field that near copies share in "
          + "data.cluster, or remove some.")
    ]
  }

  /// Positions of near copies, the smaller first, in their order.
  static func pairs(_ texts: [String]) -> [(Int, Int)] {
    let shingles = texts.map(shingles)
    var buckets: [Bucket: [Int]] = [:]
    for (index, own) in shingles.enumerated() where !own.isEmpty {
      let signature = signature(own)
      for band in 0..<bands {
        let rows = signature[band * rowsPerBand..<(band + 1) * rowsPerBand]
        buckets[Bucket(band: band, rows: Array(rows)), default: []].append(index)
      }
    }
    var found: Set<Pair> = []
    var compared: Set<Pair> = []
    for members in buckets.values where members.count > 1 {
      // A crowd is one copy many times over: comparing each with the first tells enough.
      let isCrowd = members.count > 50
      for (position, left) in members.enumerated() where !isCrowd || position == 0 {
        for right in members[(position + 1)...] {
          let pair = Pair(left: left, right: right)
          guard compared.insert(pair).inserted, texts[left] != texts[right],
            jaccard(shingles[left], shingles[right]) >= similarity
          else { continue }
          found.insert(pair)
        }
      }
    }
    return found.map { ($0.left, $0.right) }.sorted { $0 < $1 }
  }

  private struct Bucket: Hashable {
    var band: Int
    var rows: [UInt64]
  }

  private struct Pair: Hashable {
    var left: Int
    var right: Int
  }

  private static func shingles(_ text: String) -> Set<UInt64> {
    let words = TextNormalization.words(text.lowercased())
    guard words.count >= leastWords else { return [] }
    return Set(
      (0...(words.count - shingleWords)).map { start in
        words[start..<(start + shingleWords)].reduce(0xcbf2_9ce4_8422_2325) { hash, word in
          word.utf8.reduce(hash ^ 0x20) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        }
      })
  }

  private static func signature(_ shingles: Set<UInt64>) -> [UInt64] {
    var seeds = SplitMix64(seed: 1)
    return (0..<(bands * rowsPerBand)).map { _ in
      let seed = seeds.next()
      var least = UInt64.max
      for shingle in shingles {
        var mixer = SplitMix64(seed: shingle ^ seed)
        least = min(least, mixer.next())
      }
      return least
    }
  }

  private static func jaccard(_ left: Set<UInt64>, _ right: Set<UInt64>) -> Double {
    let common = Double(left.intersection(right).count)
    return common / (Double(left.count + right.count) - common)
  }
}
