import Foundation

/// The header `Retry-After` (RFC 9110): seconds, or a date.
enum RetryAfter {
  /// How long to wait.
  ///
  /// - Parameters:
  ///   - text: The header's value.
  ///   - now: Seconds since 1970.
  /// - Returns: At least 0; `nil` where the text is neither.
  static func seconds(_ text: String, now: Double) -> Double? {
    if let seconds = Int(text), seconds >= 0 { return Double(seconds) }
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "GMT")
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    return format.date(from: text).map { max(0, $0.timeIntervalSince1970 - now) }
  }
}
