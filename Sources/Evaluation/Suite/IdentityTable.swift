/// Which ids were seen, by their hashes: some 20 bytes a row.
struct IdentityTable {
  /// The hash of an id: the same for equal ids of one process.
  static func hash(_ id: String) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(id)
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }

  private var hashes: [UInt64] = []
  private var numbers: [UInt32] = []
  /// Positions in `hashes`, plus 1, and 0 where nothing is; their number is a power of two.
  private var slots = [UInt32](repeating: 0, count: 1 << 10)

  /// Adds a row's id unless it is there.
  ///
  /// - Parameters:
  ///   - hash: Of the id.
  ///   - number: The row.
  ///   - isSame: Whether an earlier row with the same hash has the same id.
  /// - Returns: The earlier row with the same id, if there is one.
  mutating func insert(_ hash: UInt64, _ number: Int, isSame: (Int) -> Bool) -> Int? {
    if hashes.count * 2 >= slots.count { grow() }
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let position = Int(slots[slot]) - 1
      if hashes[position] == hash, isSame(Int(numbers[position])) { return Int(numbers[position]) }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = UInt32(hashes.count + 1)
    hashes.append(hash)
    numbers.append(UInt32(number))
    return nil
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for (position, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(position + 1)
    }
  }
}
