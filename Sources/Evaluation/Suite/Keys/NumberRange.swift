/// The numbers that a key takes.
struct NumberRange: Sendable {
  /// An end of the range.
  enum Bound: Sendable {
    case including(Double)
    case excluding(Double)
  }

  private var lower: Bound?
  private var upper: Bound?
  /// What messages call such a number.
  private var noun = "number"

  static let any = NumberRange()
  /// From 0 to 1.
  static let share = NumberRange(lower: .including(0), upper: .including(1), noun: "share")

  static func atLeast(_ least: Double) -> NumberRange { NumberRange(lower: .including(least)) }

  static func above(_ lower: Double, atMost upper: Double) -> NumberRange {
    NumberRange(lower: .excluding(lower), upper: .including(upper))
  }

  static func from(_ lower: Double, below upper: Double) -> NumberRange {
    NumberRange(lower: .including(lower), upper: .excluding(upper))
  }

  static func between(_ lower: Double, _ upper: Double) -> NumberRange {
    NumberRange(lower: .excluding(lower), upper: .excluding(upper))
  }

  func contains(_ number: Double) -> Bool {
    switch lower {
    case .including(let bound) where number < bound: return false
    case .excluding(let bound) where number <= bound: return false
    default: break
    }
    switch upper {
    case .including(let bound) where number > bound: return false
    case .excluding(let bound) where number >= bound: return false
    default: return true
    }
  }

  /// What messages say is expected.
  var wanted: String {
    switch (lower, upper) {
    case (nil, nil): "a \(noun)"
    case (.including(let lower)?, nil): "a \(noun) of at least \(NumberRange.text(lower))"
    case (.excluding(let lower)?, nil): "a \(noun) above \(NumberRange.text(lower))"
    case (nil, .including(let upper)?): "a \(noun) of at most \(NumberRange.text(upper))"
    case (nil, .excluding(let upper)?): "a \(noun) below \(NumberRange.text(upper))"
    case (.including(let lower)?, .including(let upper)?):
      "a \(noun) from \(NumberRange.text(lower)) to \(NumberRange.text(upper))"
    case (.including(let lower)?, .excluding(let upper)?):
      "a \(noun) of at least \(NumberRange.text(lower)), below \(NumberRange.text(upper))"
    case (.excluding(let lower)?, .including(let upper)?):
      "a \(noun) above \(NumberRange.text(lower)), at most \(NumberRange.text(upper))"
    case (.excluding(let lower)?, .excluding(let upper)?):
      "a \(noun) above \(NumberRange.text(lower)) and below \(NumberRange.text(upper))"
    }
  }

  var schema: SchemaForm {
    var form = SchemaForm.type("number")
    switch lower {
    case .including(let bound)?: form = form.with("minimum", NumberRange.json(bound))
    case .excluding(let bound)?: form = form.with("exclusiveMinimum", NumberRange.json(bound))
    case nil: break
    }
    switch upper {
    case .including(let bound)?: form = form.with("maximum", NumberRange.json(bound))
    case .excluding(let bound)?: form = form.with("exclusiveMaximum", NumberRange.json(bound))
    case nil: break
    }
    return form
  }

  /// A number without a fraction where it has none.
  static func json(_ number: Double) -> JSONValue {
    Int(exactly: number).map { .int($0) } ?? .double(number)
  }

  private static func text(_ number: Double) -> String {
    Int(exactly: number).map { String($0) } ?? number.description
  }
}
