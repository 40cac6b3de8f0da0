/// The types that pandas gives the columns of a CSV file, as `datasets` reads it.
enum DelimitedTypes {
  /// Rows of texts, typed; a column without a name is called `Unnamed: N`.
  static func typed(_ rows: [[JSONValue.Member]]) -> [[JSONValue.Member]] {
    guard let header = rows.first else { return [] }
    let kinds = header.indices.map { column in
      Kind(rows.compactMap { row in row.indices.contains(column) ? row[column].value.text : nil })
    }
    return rows.map { row in
      zip(row.indices, kinds).map { column, kind in
        let name = row[column].name
        let isUnnamed = name == "column_\(column + 1)"
        return JSONValue.Member(
          isUnnamed ? "Unnamed: \(column)" : name, kind.value(row[column].value.text ?? ""))
      }
    }
  }

  private enum Kind {
    case text, bool, int, double, empty

    init(_ texts: [String]) {
      let values = texts.filter { !DelimitedTypes.missing.contains($0) }
      let hasGaps = values.count < texts.count
      if values.isEmpty {
        self = .empty
      } else if values.allSatisfy({ DelimitedTypes.bool($0) != nil }) {
        self = .bool
      } else if values.allSatisfy({ DelimitedTypes.int($0) != nil }) {
        self = hasGaps ? .double : .int
      } else if values.allSatisfy({ DelimitedTypes.double($0) != nil }) {
        self = .double
      } else {
        self = .text
      }
    }

    func value(_ text: String) -> JSONValue {
      if DelimitedTypes.missing.contains(text) { return .null }
      switch self {
      case .text: return .string(text)
      case .bool: return DelimitedTypes.bool(text).map { .bool($0) } ?? .null
      case .int: return DelimitedTypes.int(text).map { .int($0) } ?? .null
      case .double: return DelimitedTypes.double(text).map { .double($0) } ?? .null
      case .empty: return .null
      }
    }
  }

  /// What `pandas.read_csv` takes for missing.
  private static let missing: Set<String> = [
    "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN",
    "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null",
  ]

  private static func bool(_ text: String) -> Bool? {
    switch text {
    case "True", "TRUE", "true": true
    case "False", "FALSE", "false": false
    default: nil
    }
  }

  private static func int(_ text: String) -> Int? {
    let digits = trimmed(text)
    return digits.utf8.allSatisfy { "+-0123456789".utf8.contains($0) } ? Int(digits) : nil
  }

  private static func double(_ text: String) -> Double? {
    let digits = trimmed(text)
    guard !digits.isEmpty, digits.utf8.allSatisfy({ "+-.0123456789eE".utf8.contains($0) }) else {
      return nil
    }
    return Double(digits.hasSuffix(".") ? digits + "0" : digits).flatMap { $0.isFinite ? $0 : nil }
  }

  private static func trimmed(_ text: String) -> Substring {
    text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed().reduce(into: "") {
      $0.append($1)
    }[...]
  }
}

extension JSONValue {
  /// A text as it is.
  fileprivate var text: String? {
    if case .string(let text) = self { return text }
    return nil
  }
}
