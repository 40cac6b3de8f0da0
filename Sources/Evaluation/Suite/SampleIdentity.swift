import Crypto

/// What follows from a sample's id and a seed alone, whatever the order of the data.
enum SampleIdentity {
  /// The id of a row whose suite names no id field: its line and the first 12 hexadecimal digits of
  /// the SHA-256 of its canonical JSON, behind the name of its file where the suite has several.
  static func derivedID(_ record: DataRecord) throws(Failure) -> String {
    let json = try JSONValue.object(record.members).jsonBytes(.sorted)
    return "\(record.source.prefix)L\(record.line)-\(SHA256.hexDigest(json).prefix(12))"
  }

  /// A sample's rank in a seeded choice: those with the smallest `SHA-256("SEED:ID")` are taken.
  ///
  /// A sample keeps its rank when others come or go, and a smaller choice is part of a larger one.
  static func rank(_ id: String, seed: UInt64) -> [UInt8] {
    Array(SHA256.hash(data: Array("\(seed):\(id)".utf8)))
  }

  /// The seed of a sample's own draws: the first 8 bytes of its rank, big-endian.
  static func seed(_ id: String, seed: UInt64) -> UInt64 {
    rank(id, seed: seed).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The sample's canary, such as `7F3A-91C2`: the first 8 hexadecimal digits of
  /// `SHA-256("canary:SEED:SUITE:ID")`.
  static func canary(_ id: String, suite: String, seed: UInt64) -> String {
    code("canary:\(seed):\(suite):\(id)")
  }

  /// A text that the canary might as well have been, of `SHA-256("decoy:NUMBER:SEED:SUITE:ID")`.
  static func decoy(_ number: Int, of id: String, suite: String, seed: UInt64) -> String {
    code("decoy:\(number):\(seed):\(suite):\(id)")
  }

  private static func code(_ source: String) -> String {
    let digits = SHA256.hexDigest(source).prefix(8).uppercased()
    return "\(digits.prefix(4))-\(digits.suffix(4))"
  }
}

/// A seeded choice of samples, those of the smallest rank, made while their ids come by.
struct SeededChoice {
  private struct Candidate {
    var rank: [UInt64]
    var position: Int
  }

  let limit: Int
  private var candidates: [Candidate] = []

  init(_ limit: Int) {
    self.limit = limit
  }

  /// A rank as numbers that compare like its bytes.
  static func words(_ rank: [UInt8]) -> [UInt64] {
    stride(from: 0, to: rank.count, by: 8).map { start in
      rank[start..<min(start + 8, rank.count)].reduce(0) { $0 << 8 | UInt64($1) }
    }
  }

  /// Looks at one more sample.
  mutating func add(_ rank: [UInt64], position: Int) {
    candidates.append(Candidate(rank: rank, position: position))
    if candidates.count >= 2 * limit + 4096 { shrink() }
  }

  private mutating func shrink() {
    candidates.sort { left, right in
      left.rank == right.rank
        ? left.position < right.position : left.rank.lexicographicallyPrecedes(right.rank)
    }
    candidates.removeLast(max(0, candidates.count - limit))
  }

  /// The positions of the chosen, in order.
  mutating func positions() -> [Int] {
    shrink()
    return candidates.map(\.position).sorted()
  }
}
