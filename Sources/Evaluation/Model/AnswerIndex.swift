/// Where in a journal the answer to each key stands: sixteen bytes a slot, at least a third free.
///
/// It knows a part of each key only, so what it finds must be compared with the line that is there.
struct AnswerIndex: Sendable {
  private struct Slot {
    var prefix: UInt64
    /// -1 where the slot is free.
    var offset: Int
  }

  private var slots: [Slot] = []

  /// How many keys have an offset.
  private(set) var count = 0

  /// Where the line of a key begins, if it is known.
  subscript(key: AnswerKey) -> Int? {
    guard !slots.isEmpty else { return nil }
    let slot = slots[place(of: key.prefix)]
    return slot.offset < 0 ? nil : slot.offset
  }

  /// Notes where the line of a key begins; an offset that it had is forgotten.
  mutating func set(_ key: AnswerKey, to offset: Int) {
    if 3 * (count + 1) > 2 * slots.count { grow() }
    let place = place(of: key.prefix)
    if slots[place].offset < 0 { count += 1 }
    slots[place] = Slot(prefix: key.prefix, offset: offset)
  }

  /// The slot of a prefix, or else the free one where it would stand.
  private func place(of prefix: UInt64) -> Int {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: prefix) & mask
    while slots[place].offset >= 0, slots[place].prefix != prefix { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](
      repeating: Slot(prefix: 0, offset: -1), count: max(64, 2 * old.count))
    for slot in old where slot.offset >= 0 { slots[place(of: slot.prefix)] = slot }
  }
}
