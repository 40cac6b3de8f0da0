/// A moment on a calendar: what `strftime_now` prints.
package struct CalendarTime: Sendable, Hashable {
  package var year: Int
  /// From 1 to 12.
  package var month: Int
  /// From 1.
  package var day: Int
  package var hour: Int
  package var minute: Int
  package var second: Int

  package init(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0
  ) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// The moment in coordinated universal time, by Hinnant's civil calendar algorithm.
  package init(secondsSince1970 seconds: Int) {
    let wholeDays = seconds / 86_400
    let days = seconds % 86_400 < 0 ? wholeDays - 1 : wholeDays
    let rest = seconds - days * 86_400
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1,
      hour: rest / 3_600, minute: rest / 60 % 60, second: rest % 60)
  }

  private var isLeapYear: Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// From 1.
  private var dayOfYear: Int {
    let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
    let index = min(max(month, 1), 12) - 1
    return before[index] + day + (isLeapYear && index > 1 ? 1 : 0)
  }

  /// From 0 for Sunday (Sakamoto's algorithm).
  private var weekday: Int {
    let shifts = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]
    let index = min(max(month, 1), 12) - 1
    let base = index < 2 ? year - 1 : year
    let sum = base + base / 4 - base / 100 + base / 400 + shifts[index] + day
    return (sum % 7 + 7) % 7
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  private static let days = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]

  /// The text that C's `strftime` makes of a format in the C locale.
  package func text(_ format: String) -> String {
    var text = ""
    var scalars = format.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      guard scalar == "%" else {
        text.unicodeScalars.append(scalar)
        continue
      }
      var isPadded = true
      if scalars.first == "-" {
        isPadded = false
        scalars.removeFirst()
      }
      guard let directive = scalars.popFirst() else { return text + "%" }
      text += self.text(directive, isPadded: isPadded)
    }
    return text
  }

  private func text(_ directive: Unicode.Scalar, isPadded: Bool) -> String {
    func number(_ value: Int, _ width: Int, _ fill: Character = "0") -> String {
      let digits = String(value)
      guard isPadded else { return digits }
      return String(repeating: fill, count: max(0, width - digits.utf8.count)) + digits
    }
    let monthName = Self.months[min(max(month, 1), 12) - 1]
    let hour12 = hour % 12 == 0 ? 12 : hour % 12
    switch directive {
    case "Y": return number(year, 1)
    case "y": return number(year % 100, 2)
    case "C": return number(year / 100, 2)
    case "m": return number(month, 2)
    case "d": return number(day, 2)
    case "e": return number(day, 2, " ")
    case "H": return number(hour, 2)
    case "I": return number(hour12, 2)
    case "M": return number(minute, 2)
    case "S": return number(second, 2)
    case "f": return "000000"
    case "j": return number(dayOfYear, 3)
    case "u": return number(weekday == 0 ? 7 : weekday, 1)
    case "w": return number(weekday, 1)
    case "U": return number((dayOfYear + 6 - weekday) / 7, 2)
    case "W": return number((dayOfYear + 6 - (weekday + 6) % 7) / 7, 2)
    case "B": return monthName
    case "b", "h": return String(monthName.prefix(3))
    case "A": return Self.days[weekday]
    case "a": return String(Self.days[weekday].prefix(3))
    case "p": return hour < 12 ? "AM" : "PM"
    case "D", "x": return self.text("%m/%d/%y")
    case "F": return self.text("%Y-%m-%d")
    case "T", "X": return self.text("%H:%M:%S")
    case "R": return self.text("%H:%M")
    case "r": return self.text("%I:%M:%S %p")
    case "c": return self.text("%a %b %e %H:%M:%S %Y")
    case "n": return "\n"
    case "t": return "\t"
    case "Z", "z": return ""
    case "%": return "%"
    default: return "%" + String(directive)
    }
  }
}
