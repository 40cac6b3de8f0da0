import Evaluation
import Testing

struct LanguageTests {
  @Test(arguments: [
    ("The quick brown fox jumps over the lazy dog near the river bank.", "en"),
    ("Der schnelle braune Fuchs springt über den faulen Hund am Flussufer.", "de"),
    ("Быстрая коричневая лиса перепрыгивает через ленивую собаку.", "ru"),
    ("תחת השמש החמה ישב הילד וקרא ספר", "he"), ("ഇന്ന് നല്ല മഴയാണ് പെയ്യുന്നത്", "ml"),
    ("今日はとても良い天気ですね。散歩に行きましょう。", "ja"), ("오늘은 날씨가 아주 좋습니다", "ko"),
    ("Xin chào, hôm nay trời rất đẹp và tôi muốn đi dạo.", "vi"),
  ])
  func clearTextsAreTold(text: String, expected: String) {
    #expect(InstructionParts.language(of: text) == expected)
  }

  @Test func decomposedVietnameseIsComposed() {
    let text =
      "Tie\u{302}\u{301}ng Vie\u{323}\u{302}t co\u{301} nhie\u{302}\u{300}u da\u{301}u thanh"
    #expect(InstructionParts.language(of: text) == "vi")
  }

  @Test func addressesSayNothing() {
    #expect(
      InstructionParts.language(of: "https://example.org/the/quick me@example.org 123 !?") == nil)
    #expect(InstructionParts.language(of: "") == nil)
  }
}
