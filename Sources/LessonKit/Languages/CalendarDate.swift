import TokenEngine

/// A moment in UTC, in the calendar of civil life.
struct CalendarDate {
  var year: Int
  var month: Int
  var day: Int
  var hour: Int
  var minute: Int
  var second: Int

  /// - Parameter time: seconds since 1970; nil where no calendar reaches.
  init?(_ time: Seconds) {
    guard time.isFinite, abs(time) < 1e13 else { return nil }
    let seconds = Int(time.rounded(.down))
    let (days, rest) = (
      Int((Double(seconds) / 86400).rounded(.down)), ((seconds % 86400) + 86400) % 86400
    )
    // Years begin in March here, so that a leap day is the last of its year (Hinnant, "chrono-compatible
    // low-level date algorithms").
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthOfYear = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthOfYear + 2) / 5 + 1
    month = monthOfYear < 10 ? monthOfYear + 3 : monthOfYear - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    hour = rest / 3600
    minute = rest % 3600 / 60
    second = rest % 60
  }

  /// ISO 8601, as `datetime` attributes and feeds want it.
  var iso: String {
    "\(padded(year, 4))-\(padded(month))-\(padded(day))T\(padded(hour)):\(padded(minute)):\(padded(second))Z"
  }

  var clock: String { "\(padded(hour)):\(padded(minute))" }

  private func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Strings {
  /// `January 5, 2026`.
  func day(_ day: CalendarDate) -> String {
    date.filled([
      "year": String(day.year), "month": months[day.month - 1], "day": String(day.day),
    ])
  }

  /// `January 5, 2026, 09:00 UTC`.
  func moment(_ date: CalendarDate) -> String {
    dateTime.filled(["date": day(date), "time": date.clock])
  }
}
