package import Evaluation

/// Numbers as people read them: few digits, and never 0 for what is not 0.
package enum Figure {
  /// Whole numbers as they are, else three decimals below 10 and fewer above; two significant
  /// digits below a thousandth.
  package static func short(_ value: Double) -> String {
    guard value.isFinite else { return "undefined" }
    let size = abs(value)
    if value == value.rounded(), size < 100_000 { return String(Int(value)) }
    if size < 0.0005 { return tiny(value) }
    if size < 10 { return fixed(value, decimals: 3) }
    if size < 100 { return fixed(value, decimals: 2) }
    if size < 100_000 { return fixed(value, decimals: 1) }
    return size < 1e15 ? grouped(Int(value.rounded())) : value.description
  }

  /// With so many decimals, rounded half to even on the binary value.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (value * scale).rounded()
    guard scaled.isFinite, abs(scaled) < 9e15 else { return value.description }
    let whole = Int(abs(scaled))
    let sign = scaled < 0 ? "-" : ""
    guard decimals > 0 else { return sign + String(whole) }
    let digits = String(whole)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// A limit as the policy wrote it.
  package static func limit(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : value.description
  }

  /// `[0.788, 0.834]`.
  package static func interval(_ interval: Interval) -> String {
    "[\(short(interval.low)), \(short(interval.high))]"
  }

  /// A confidence of 0.95 as `95 %`.
  package static func percent(_ share: Double) -> String {
    let value = share * 100
    let decimals = abs(value - value.rounded()) < 1e-9 ? 0 : 1
    return fixed(value, decimals: decimals) + " %"
  }

  /// With a comma every three digits.
  package static func grouped(_ value: Int) -> String {
    var output = ""
    let digits = String(value.magnitude)
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { output.append(",") }
      output.append(digit)
    }
    return (value < 0 ? "-" : "") + output
  }

  /// A duration in seconds as `2.4 s`, `3 min 05 s` or `1 h 02 min`.
  package static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "unknown" }
    if seconds < 60 { return fixed(seconds, decimals: 1) + " s" }
    let whole = Int(seconds.rounded())
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    if whole < 3600 { return "\(whole / 60) min \(two(whole % 60)) s" }
    return "\(whole / 3600) h \(two(whole % 3600 / 60)) min"
  }

  /// A time to wait as `340 µs`, `12.5 ms` or `2.31 s`.
  package static func latency(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0 else { return "unknown" }
    if seconds < 0.001 { return "\(Int((seconds * 1e6).rounded())) µs" }
    let (value, unit) = seconds < 1 ? (seconds * 1_000, "ms") : (seconds, "s")
    return "\(fixed(value, decimals: value < 10 ? 2 : (value < 100 ? 1 : 0))) \(unit)"
  }

  private static func tiny(_ value: Double) -> String {
    var mantissa = abs(value)
    var exponent = 0
    while mantissa < 1, exponent < 330 {
      mantissa *= 10
      exponent += 1
    }
    return (value < 0 ? "-" : "") + fixed(mantissa, decimals: 1) + "e-\(exponent)"
  }
}
