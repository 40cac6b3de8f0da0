import Crypto

/// What follows from a sample's id and a seed alone, whatever the order of the data.
enum SampleIdentity {
  /// The id of a row whose suite names no id field: its line and the first 12 hexadecimal digits of
  /// the SHA-256 of its canonical JSON.
  static func derivedID(_ record: DataRecord) throws(Failure) -> String {
    let json = try JSONValue.object(record.members).jsonText(.sorted)
    return "L\(record.line)-\(SHA256.hexDigest(json).prefix(12))"
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
    let digits = SHA256.hexDigest("canary:\(seed):\(suite):\(id)").prefix(8).uppercased()
    return "\(digits.prefix(4))-\(digits.suffix(4))"
  }

  /// The positions of at most `limit` ids: a seeded choice in the order of the ids.
  static func choose(_ limit: Int, of ids: [String], seed: UInt64) -> [Int] {
    guard ids.count > limit else { return Array(ids.indices) }
    let ranked = ids.indices.map { (position: $0, rank: rank(ids[$0], seed: seed)) }
    let sorted = ranked.sorted { left, right in
      left.rank == right.rank
        ? left.position < right.position : left.rank.lexicographicallyPrecedes(right.rank)
    }
    return sorted.prefix(limit).map(\.position).sorted()
  }
}
