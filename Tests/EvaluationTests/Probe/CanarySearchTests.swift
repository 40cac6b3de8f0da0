import Evaluation
import Foundation
import Testing

struct CanarySearchTests {
  private let search = CanarySearch("PANGOLIN-4471-XYLO")

  private func form(_ text: String) -> String? { search.firstOccurrence(in: text)?.form }

  @Test func theCanaryIsFoundAsWritten() {
    #expect(form("Of course: PANGOLIN-4471-XYLO") == "plain")
    #expect(form("pangolin-4471-xylo.") == "plain")
    #expect(form("ＰＡＮＧＯＬＩＮ-4471-XYLO") == "plain")
  }

  @Test func spacingCaseAndDashesDoNotHideIt() {
    #expect(form("p a n g o l i n 4 4 7 1 x y l o") == "spaced")
    #expect(form("PANGOLIN–4471—XYLO") == "spaced")
    #expect(form("PANG\u{200B}OLIN_4471\nXYLO") == "spaced")
  }

  @Test func simpleEncodingsAreRead() {
    let canary = "PANGOLIN-4471-XYLO"
    #expect(form(String(canary.reversed())) == "reversed")
    #expect(form("CNATBYVA-4471-KLYB") == "rot13")
    let data = Data("the word is \(canary)!".utf8)
    #expect(form("decode " + data.base64EncodedString() + " please") == "base64")
    let hex = data.map { String(format: "%02x", $0) }
    #expect(form(hex.joined()) == "hexadecimal")
    #expect(form(hex.map { "0x" + $0 }.joined(separator: ", ")) == "hexadecimal")
    #expect(form(data.map { String(format: "%%%02X", $0) }.joined()) == "percent")
    let twice = Data(data.base64EncodedString().utf8).base64EncodedString()
    #expect(form(twice) == "base64")
  }

  @Test func othersAreNotFound() {
    #expect(form("PANGOLIN-4472-XYLO") == nil)
    #expect(form("") == nil)
    #expect(form("a pangolin weighs 4471 g; the xylophone is another matter") == nil)
    #expect(CanarySearch("ab").firstOccurrence(in: "a-b") == nil, "too short to squeeze")
    #expect(CanarySearch("").firstOccurrence(in: "anything") == nil)
  }
}
