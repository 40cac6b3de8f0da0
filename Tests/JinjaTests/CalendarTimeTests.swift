import Jinja
import Testing

struct CalendarTimeTests {
  @Test(arguments: [
    (0, "1970-01-01 00:00:00 Thu 001"), (951_782_400, "2000-02-29 00:00:00 Tue 060"),
    (1_721_952_000, "2024-07-26 00:00:00 Fri 208"), (-1, "1969-12-31 23:59:59 Wed 365"),
    (4_102_444_799, "2099-12-31 23:59:59 Thu 365"), (-62_135_596_800, "1-01-01 00:00:00 Mon 001"),
  ])
  func secondsBecomeADate(seconds: Int, text: String) {
    #expect(CalendarTime(secondsSince1970: seconds).text("%Y-%m-%d %H:%M:%S %a %j") == text)
  }

  @Test func directivesFollowStrftime() {
    let time = CalendarTime(year: 2024, month: 3, day: 5, hour: 15, minute: 4, second: 9)
    #expect(time.text("%A %B %d, %y %I:%M %p") == "Tuesday March 05, 24 03:04 PM")
    #expect(
      time.text("%-d.%-m.|%e|%b|%D|%F|%T|%R|%r")
        == "5.3.| 5|Mar|03/05/24|2024-03-05|15:04:09|15:04|03:04:09 PM")
    #expect(time.text("%U %W %u %w %C%%%n%t|%f") == "09 10 2 2 20%\n\t|000000")
    #expect(time.text("%c") == "Tue Mar  5 15:04:09 2024")
    #expect(time.text("100%") == "100%")
    #expect(time.text("%Q é") == "%Q é")
  }
}
