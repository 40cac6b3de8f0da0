/// The way from a JSON document to its rows, such as `data[*].paragraphs[*].qas[*]`.
struct RowPath: Sendable, Equatable {
  /// One step of the way.
  enum Step: Sendable, Equatable {
    /// To an object's member.
    case member(String)
    /// To every item of a list.
    case items
  }

  let steps: [Step]
  /// As written.
  let text: String

  /// Reads a path; `nil` where it is none or does not end at the items of a list.
  init?(_ text: String) {
    self.text = text
    var steps: [Step] = []
    for (index, part) in text.split(separator: ".", omittingEmptySubsequences: false).enumerated() {
      var name = part
      var lists = 0
      while name.hasSuffix("[*]") {
        name = name.dropLast(3)
        lists += 1
      }
      guard !name.contains("["), !name.contains("]") else { return nil }
      if name.isEmpty {
        guard index == 0, lists > 0 else { return nil }
      } else {
        steps.append(.member(String(name)))
      }
      steps += Array(repeating: .items, count: lists)
    }
    guard steps.last == .items else { return nil }
    self.steps = steps
  }
}

/// Goes through a document along a path and collects the rows.
struct RowWalk {
  /// The fields of an object that the rows in it also have.
  private struct Surroundings {
    /// Of this object and those around it, inner ones first.
    var fields: [JSONValue.Member] = []
    var parent: JSONValue?
  }

  private let document: JSONDocument
  private let path: RowPath
  private(set) var reader: JSONReader
  private var lines: LineCounter
  private(set) var records: [DataRecord] = []

  init(document: JSONDocument, path: RowPath) {
    self.document = document
    self.path = path
    reader = JSONReader(bytes: document.bytes, range: document.start..<document.bytes.count)
    lines = LineCounter(document.bytes, from: document.start)
  }

  mutating func run() throws(JSONSyntaxError) {
    reader.skipWhiteSpace()
    try follow(path.steps[...], Surroundings())
    try reader.finish()
  }

  private mutating func follow(
    _ steps: ArraySlice<RowPath.Step>, _ around: Surroundings
  ) throws(JSONSyntaxError) {
    guard let step = steps.first else { return try addRow(around) }
    switch step {
    case .items:
      guard reader.next == UInt8(ascii: "[") else {
        throw reader.unexpected("a list that data.rows (\(path.text)) leads to")
      }
      var isInside = try reader.enterArray()
      while isInside {
        try follow(steps.dropFirst(), around)
        isInside = try reader.continueArray()
      }
    case .member(let name):
      try follow(name, steps.dropFirst(), around)
    }
  }

  /// Follows one member of the object at the position; its other fields surround the rows.
  private mutating func follow(
    _ name: String, _ steps: ArraySlice<RowPath.Step>, _ around: Surroundings
  ) throws(JSONSyntaxError) {
    guard reader.next == UInt8(ascii: "{") else {
      throw reader.unexpected("an object with the member \"\(name)\" of data.rows (\(path.text))")
    }
    let first = reader.position
    var wanted: Int?
    var own: [JSONValue.Member] = []
    var isInside = try reader.enterObject()
    while isInside {
      let member = try reader.memberName()
      let position = reader.position
      let value = try reader.value()
      if member == name {
        wanted = position
      } else if value.isScalar {
        own.append(JSONValue.Member(member, value))
      }
      isInside = try reader.continueObject()
    }
    guard let wanted else {
      throw JSONSyntaxError(
        offset: first,
        message: "the object has no member \"\(name)\", which data.rows (\(path.text)) names")
    }
    let end = reader.position
    reader.move(to: wanted)
    try follow(steps, RowWalk.inside(own, around))
    reader.move(to: end)
  }

  private static func inside(_ own: [JSONValue.Member], _ around: Surroundings) -> Surroundings {
    if own.isEmpty { return around }
    var inside = Surroundings()
    inside.fields = own
    for member in around.fields where !own.contains(where: { $0.name == member.name }) {
      inside.fields.append(member)
    }
    var members = own
    if let parent = around.parent, !own.contains(where: { $0.name == RowWalk.parent }) {
      members.append(JSONValue.Member(RowWalk.parent, parent))
    }
    inside.parent = .object(members)
    return inside
  }

  private static let parent = "parent"

  private mutating func addRow(_ around: Surroundings) throws(JSONSyntaxError) {
    let first = reader.position
    var value = try reader.value()
    if value.isScalar { value = .object([JSONValue.Member("value", value)]) }
    let place = Place(file: document.source.path, line: lines.advance(to: first))
    var record = try JSONDocument.adding(first) { () throws(Failure) in
      try RowParser.record(value, at: place, source: document.source)
    }
    let further =
      around.fields + (around.parent.map { [JSONValue.Member(RowWalk.parent, $0)] } ?? [])
    for member in further where !record.members.contains(where: { $0.name == member.name }) {
      record.members.append(member)
    }
    records.append(record)
  }
}

extension JSONValue {
  /// Whether it is a text, a number, a flag or null.
  var isScalar: Bool {
    switch self {
    case .null, .bool, .int, .double, .string: true
    case .array, .object: false
    }
  }
}
