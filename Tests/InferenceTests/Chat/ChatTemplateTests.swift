import Inference
import Jinja
import Testing

/// A checkpoint's chat template gets turns, special-token texts and a day that does not change.
struct ChatTemplateTests {
  private func render(_ source: String) throws -> String {
    try ChatTemplate(source: source, beginOfSequence: "<s>", endOfSequence: "</s>")
      .render([("system", "Be brief."), ("user", "Hi")])
  }

  @Test func turnsAndTokensAreThere() throws {
    let text = try render(
      "{{ bos_token }}{% for m in messages %}[{{ m.role }}]{{ m['content'] }}{{ eos_token }}"
        + "{% endfor %}{% if add_generation_prompt %}[assistant]{% endif %}")
    #expect(text == "<s>[system]Be brief.</s>[user]Hi</s>[assistant]")
  }

  @Test func theDayIsAlwaysTheSame() throws {
    #expect(try render("{{ strftime_now('%Y-%m-%d') }}") == "2026-01-01")
  }

  @Test func aTemplateMayRefuse() {
    #expect(throws: JinjaError.self) { try render("{{ raise_exception('no system turn') }}") }
    #expect(throws: JinjaError.self) { try render("{% for m in messages %}") }
  }
}
