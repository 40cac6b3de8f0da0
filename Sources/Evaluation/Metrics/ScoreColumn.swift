/// A number a row, or none; small whole numbers take a byte each, others eight.
package struct ScoreColumn: Sendable, Equatable {
  private enum Storage: Equatable {
    /// 0 to 254; 255 for a row without a number.
    case bytes([UInt8])
    /// Every number in it is finite, so that NaN can stand for a row without one.
    case numbers([Double])

    /// The same bits, where plain equality would hold absent numbers unequal.
    static func == (left: Storage, right: Storage) -> Bool {
      switch (left, right) {
      case (.bytes(let left), .bytes(let right)): left == right
      case (.numbers(let left), .numbers(let right)):
        left.elementsEqual(right) { $0.bitPattern == $1.bitPattern }
      case (.bytes, .numbers), (.numbers, .bytes): false
      }
    }
  }

  private static let absent: UInt8 = 255
  private var storage = Storage.bytes([])

  /// The number of a row; rows beyond the last that has one have none.
  package subscript(row: Int) -> Double? {
    switch storage {
    case .bytes(let bytes):
      guard row < bytes.count, bytes[row] != ScoreColumn.absent else { return nil }
      return Double(bytes[row])
    case .numbers(let numbers):
      guard row < numbers.count, !numbers[row].isNaN else { return nil }
      return numbers[row]
    }
  }

  /// Gives a number to a row behind all that have one.
  ///
  /// - Parameters:
  ///   - number: Finite.
  ///   - row: Rows that are passed over have none.
  mutating func set(_ number: Double, at row: Int) {
    switch storage {
    case .bytes(var bytes):
      storage = .bytes([])
      // A negative zero is no byte, since its sign is a part of it.
      if let byte = UInt8(exactly: number), byte != ScoreColumn.absent, number.sign == .plus {
        while bytes.count < row { bytes.append(ScoreColumn.absent) }
        bytes.append(byte)
        storage = .bytes(bytes)
      } else {
        storage = .numbers(bytes.map { $0 == ScoreColumn.absent ? .nan : Double($0) })
        set(number, at: row)
      }
    case .numbers(var numbers):
      storage = .numbers([])
      while numbers.count < row { numbers.append(.nan) }
      numbers.append(number)
      storage = .numbers(numbers)
    }
  }
}

/// The number of a text a row, or none.
struct LabelColumn: Sendable, Equatable {
  private static let absent = UInt32.max
  private var numbers: [UInt32] = []

  /// The number of a row's text; rows beyond the last that has one have none.
  subscript(row: Int) -> Int? {
    guard row < numbers.count, numbers[row] != LabelColumn.absent else { return nil }
    return Int(numbers[row])
  }

  /// Gives a text to a row behind all that have one.
  mutating func set(_ number: Int, at row: Int) {
    while numbers.count < row { numbers.append(LabelColumn.absent) }
    numbers.append(UInt32(number))
  }
}
