import Evaluation
import TestSupport
import Testing

struct ResponseCheckTests {
  private let requests: [ModelRequest] = [
    .loglikelihood(context: .text("a"), continuation: "b"), .rollingLoglikelihood(text: "a"),
    .generate(prompt: .text("a"), options: GenerationOptions(maxTokens: 4)),
  ]

  private func kind(_ response: ModelResponse) -> String? {
    if case .failure(let failure) = response { failure.kind } else { nil }
  }

  @Test func aResponseOfAnotherKindIsAFailure() {
    let responses = requests.map(PseudoModel.response)
    for (i, request) in requests.enumerated() {
      for (j, response) in responses.enumerated() {
        #expect(kind(response.checked(against: request)) == (i == j ? nil : "capability"))
      }
    }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func aNumberThatIsNotFiniteIsAFailure(bad: Double) {
    let likelihood = { (sum: Double, tokens: [Double]) in
      ModelResponse.loglikelihood(
        Loglikelihood(
          sum: sum, isGreedy: false, tokens: ["b"], tokenLogprobs: tokens, contextTokens: 1))
    }
    let text = ModelResponse.generation(
      GeneratedText(
        text: "a", finishReason: .stop, promptTokens: 1, completionTokens: 2,
        tokenLogprobs: [-1, bad]))
    let rolling = ModelResponse.rollingLoglikelihood(
      RollingLoglikelihood(sum: bad, tokenCount: 1, windows: 1))
    #expect(kind(likelihood(bad, [-1]).checked(against: requests[0])) == "not-a-number")
    #expect(kind(likelihood(-1, [bad]).checked(against: requests[0])) == "not-a-number")
    #expect(kind(rolling.checked(against: requests[1])) == "not-a-number")
    #expect(kind(text.checked(against: requests[2])) == "not-a-number")
  }

  @Test func aFailureStaysWhatItIs() {
    let failure = ModelResponse.failure(ResponseFailure(kind: "template", message: "m"))
    for request in requests { #expect(failure.checked(against: request) == failure) }
  }
}
