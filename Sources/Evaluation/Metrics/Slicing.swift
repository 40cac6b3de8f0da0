/// Parts of a suite's samples by the values that they carry.
package enum Slicing {
  /// A `key=value` with the rows that carry it.
  package struct Slice: Sendable, Equatable {
    package var name: String
    /// Ascending.
    package var rows: [Int]
  }

  /// All `key=value` of a table, sorted by their UTF-8.
  package static func slices(_ table: ScoreTable) -> [Slice] {
    var rows: [String: [Int]] = [:]
    for key in table.sliceKeys {
      for (value, own) in members(table, key, rows: 0..<table.count) {
        let name = "\(key)=\(value)"
        // A key that holds "=" can make a name that another key makes, too.
        rows[name] = rows[name].map { Set($0).union(own).sorted() } ?? own
      }
    }
    return rows.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { Slice(name: $0.key, rows: $0.value) }
  }

  /// The rows of a `key=value`, ascending; all rows where there is none.
  package static func rows(_ table: ScoreTable, slice: String?) -> [Int] {
    guard let slice else { return Array(0..<table.count) }
    var isMember = [Bool](repeating: false, count: table.count)
    for key in table.sliceKeys {
      for (value, rows) in members(table, key, rows: 0..<table.count)
      where slice == "\(key)=\(value)" {
        for row in rows { isMember[row] = true }
      }
    }
    return isMember.indices.filter { isMember[$0] }
  }

  /// The rows that carry each value of a key, in the order in which values appear.
  static func members(
    _ table: ScoreTable, _ key: String, rows: some Sequence<Int>
  ) -> [(value: String, rows: [Int])] {
    let column = table.sliceValues(key)
    var places: [Int: Int] = [:]
    var members: [(value: Int, rows: [Int])] = []
    for row in rows {
      guard let value = column[row] else { continue }
      let place = places[value] ?? members.count
      if place == members.count {
        places[value] = place
        members.append((value, []))
      }
      members[place].rows.append(row)
    }
    return members.map { (table.label($0.value), $0.rows) }
  }
}
