extension ModelResponse {
  /// The response if it can be the answer to the request, else the failure that it amounts to.
  ///
  /// A number that is not finite and a response of another kind are failures: neither is kept or scored.
  ///
  /// - Parameter request: what was asked.
  /// - Returns: the response or a failure of kind `not-a-number` or `capability`.
  package func checked(against request: ModelRequest) -> ModelResponse {
    switch (request, self) {
    case (_, .failure): return self
    case (.loglikelihood, .loglikelihood(let value)):
      return finite([value.sum] + value.tokenLogprobs)
    case (.rollingLoglikelihood, .rollingLoglikelihood(let value)): return finite([value.sum])
    case (.generate, .generation(let value)): return finite(value.tokenLogprobs)
    case (.loglikelihood, _), (.rollingLoglikelihood, _), (.generate, _):
      return .failure(
        ResponseFailure(
          kind: "capability", message: "the model's answer is of another kind than the request"))
    }
  }

  private func finite(_ numbers: [Double]) -> ModelResponse {
    guard let bad = numbers.first(where: { !$0.isFinite }) else { return self }
    return .failure(
      ResponseFailure(kind: "not-a-number", message: "a log-probability of the model is \(bad)"))
  }
}
