import Crypto

/// Which choices each row had and which of them is right.
struct ChoiceColumn: Sendable, Equatable {
  /// What metrics need to know of a list of choices.
  struct List: Sendable, Equatable {
    var count: Int
    /// The first that is the suite's positive class.
    var positive: Int?
  }

  private var lists: [List] = []
  /// By half of the SHA-256 of the choices.
  private var numbers: [SIMD2<UInt64>: Int] = [:]
  private var rows = LabelColumn()
  private var targets = LabelColumn()
  /// The list of the row before, since neighbours mostly share theirs.
  private var last: (choices: [String], number: Int) = ([], -1)

  /// The number of a row's list; rows with the same choices have the same number.
  func list(_ row: Int) -> Int? { rows[row] }

  /// A list by its number.
  subscript(list number: Int) -> List { lists[number] }

  /// The index of the right choice.
  func target(_ row: Int) -> Int? { targets[row] }

  mutating func set(
    _ choices: [String], target: Sample.Target, positive: String?, at row: Int
  ) {
    if last.number < 0 || last.choices != choices {
      last = (choices, number(of: choices, positive: positive))
    }
    rows.set(last.number, at: row)
    if case .choice(let index) = target, index >= 0 { targets.set(index, at: row) }
  }

  private mutating func number(of choices: [String], positive: String?) -> Int {
    var hash = SHA256()
    for choice in choices {
      withUnsafeBytes(of: choice.utf8.count) { hash.update(bufferPointer: $0) }
      var choice = choice
      choice.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
    }
    let key = hash.finalize().withUnsafeBytes {
      SIMD2(
        $0.loadUnaligned(as: UInt64.self),
        $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }
    if let number = numbers[key] { return number }
    lists.append(
      List(count: choices.count, positive: positive.flatMap { choices.firstIndex(of: $0) }))
    numbers[key] = lists.count - 1
    return lists.count - 1
  }

  static func == (left: ChoiceColumn, right: ChoiceColumn) -> Bool {
    left.lists == right.lists && left.numbers == right.numbers && left.rows == right.rows
      && left.targets == right.targets
  }
}
