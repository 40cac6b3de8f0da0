import Foundation

/// The types that Hugging Face's `datasets` gives the values of a local file, which show in prompts:
/// a column of 1 and 2.5 reads `1.0`, one of dates alone reads `2020-01-01 00:00:00`.
///
/// As datasets 5.2 reads JSON (through pyarrow) and CSV (through pandas). Columns of several kinds and
/// objects with differing members are left as they are; a column that a row lacks is null in it.
enum DatasetTypes {
  /// Rows read from JSON, typed.
  static func ofJSON(_ rows: [[JSONValue.Member]]) -> [[JSONValue.Member]] {
    let columns = self.columns(rows)
    let kinds = columns.map { name in
      Kind(rows.compactMap { row in row.first { $0.name == name }?.value })
    }
    return rows.map { row in
      zip(columns, kinds).map { name, kind in
        let value = row.first { $0.name == name }?.value ?? .null
        return JSONValue.Member(name, kind.applied(to: value))
      }
    }
  }

  /// The columns in the order of their first appearance.
  static func columns(_ rows: [[JSONValue.Member]]) -> [String] {
    var seen: Set<String> = []
    var columns: [String] = []
    for row in rows {
      for member in row where seen.insert(member.name).inserted { columns.append(member.name) }
    }
    return columns
  }

  /// What becomes of the values of a column, or of a part of one.
  private indirect enum Kind {
    case unchanged
    case doubles
    case dates
    case list(Kind)
    case object([(name: String, kind: Kind)])

    init(_ values: [JSONValue]) {
      self = .unchanged
      let values = values.filter { $0 != .null }
      if values.isEmpty { return }
      if let kind = Kind.object(values) ?? Kind.list(values) {
        self = kind
      } else if Kind.areNumbers(values), values.contains(where: \.isDouble) {
        self = .doubles
      } else if values.allSatisfy({ ISODate.text($0) != nil }) {
        self = .dates
      }
    }

    private static func object(_ values: [JSONValue]) -> Kind? {
      let objects = values.compactMap(\.members)
      guard objects.count == values.count, let first = objects.first else { return nil }
      let names = Set(first.map(\.name))
      guard !names.isEmpty, objects.allSatisfy({ Set($0.map(\.name)) == names }) else {
        return .unchanged
      }
      return .object(
        first.map { member in
          (member.name, Kind(objects.compactMap { $0.first { $0.name == member.name }?.value }))
        })
    }

    private static func list(_ values: [JSONValue]) -> Kind? {
      var items: [JSONValue] = []
      for value in values {
        guard case .array(let own) = value else { return nil }
        items += own
      }
      return .list(Kind(items))
    }

    private static func areNumbers(_ values: [JSONValue]) -> Bool {
      values.allSatisfy { value in
        switch value {
        case .int, .double: true
        default: false
        }
      }
    }

    func applied(to value: JSONValue) -> JSONValue {
      switch (self, value) {
      case (.doubles, .int(let number)): return .double(Double(number))
      case (.dates, _): return ISODate.text(value).map { .string($0) } ?? value
      case (.list(let kind), .array(let items)):
        if case .unchanged = kind { return value }
        return .array(items.map { kind.applied(to: $0) })
      case (.object(let kinds), .object(let members)):
        return .object(
          kinds.compactMap { name, kind in
            members.first { $0.name == name }.map { .init(name, kind.applied(to: $0.value)) }
          })
      default: return value
      }
    }
  }
}

extension JSONValue {
  fileprivate var isDouble: Bool {
    if case .double = self { return true }
    return false
  }

  fileprivate var members: [Member]? {
    if case .object(let members) = self { return members }
    return nil
  }
}

/// Texts that pyarrow takes for points in time, as Python writes those.
enum ISODate {
  /// `2020-01-01 00:00:00` for `2020-01-01`, `2020-01-01T10:20Z` and the like; `nil` for other values.
  static func text(_ value: JSONValue) -> String? {
    guard case .string(let text) = value else { return nil }
    let utf8 = Array(text.utf8)
    guard utf8.count >= 10, let year = number(utf8[0..<4]), utf8[4] == dash,
      let month = number(utf8[5..<7]), utf8[7] == dash, let day = number(utf8[8..<10]),
      (1...12).contains(month), (1...daysIn(month, year)).contains(day)
    else { return nil }
    var rest = utf8[10...]
    var time = [0, 0, 0]
    if let first = rest.first {
      guard first == UInt8(ascii: "T") || first == UInt8(ascii: " ") else { return nil }
      rest = rest.dropFirst()
      if rest.last == UInt8(ascii: "Z") { rest = rest.dropLast() }
      let parts = rest.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      guard (1...3).contains(parts.count) else { return nil }
      for (index, part) in parts.enumerated() {
        guard part.count == 2, let value = number(part), value < (index == 0 ? 24 : 60) else {
          return nil
        }
        time[index] = value
      }
    }
    return String(
      format: "%04d-%02d-%02d %02d:%02d:%02d", year, month, day, time[0], time[1], time[2])
  }

  private static let dash = UInt8(ascii: "-")

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func daysIn(_ month: Int, _ year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }
}
