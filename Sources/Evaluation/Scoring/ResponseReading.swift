/// Responses as the kind that a scorer wants, or the reason why not.
enum ResponseReading {
  /// The log-likelihoods of all responses.
  static func loglikelihoods(
    _ sample: Sample, _ responses: [ModelResponse]
  ) throws(ScoringFailure) -> [Loglikelihood] {
    try all(sample, responses, kind: "log-likelihood") { response in
      guard case .loglikelihood(let value) = response else { return nil }
      return value.sum.isFinite ? .success(value) : .failure(notFinite(value.sum))
    }
  }

  /// The log-likelihoods of whole texts.
  static func rolling(
    _ sample: Sample, _ responses: [ModelResponse]
  ) throws(ScoringFailure) -> [RollingLoglikelihood] {
    try all(sample, responses, kind: "rolling log-likelihood") { response in
      guard case .rollingLoglikelihood(let value) = response else { return nil }
      return value.sum.isFinite ? .success(value) : .failure(notFinite(value.sum))
    }
  }

  /// The generated texts.
  static func generations(
    _ sample: Sample, _ responses: [ModelResponse]
  ) throws(ScoringFailure) -> [GeneratedText] {
    try all(sample, responses, kind: "generation") { response in
      guard case .generation(let value) = response else { return nil }
      return .success(value)
    }
  }

  private static func all<Value>(
    _ sample: Sample, _ responses: [ModelResponse], kind: String,
    _ read: (ModelResponse) -> Result<Value, ScoringFailure>?
  ) throws(ScoringFailure) -> [Value] {
    if let defect = sample.defect { throw ScoringFailure(defect) }
    guard responses.count == sample.requests.count, !responses.isEmpty else {
      throw ScoringFailure(
        "\(responses.count) responses to \(sample.requests.count) requests")
    }
    var values: [Value] = []
    for (index, response) in responses.enumerated() {
      if case .failure(let failure) = response {
        throw ScoringFailure("request \(index + 1): \(failure.kind): \(failure.message)")
      }
      guard let value = read(response) else {
        throw ScoringFailure("request \(index + 1): the response is not a \(kind)")
      }
      values.append(try value.get())
    }
    return values
  }

  private static func notFinite(_ value: Double) -> ScoringFailure {
    ScoringFailure("not-a-number: the log-likelihood is \(value)")
  }
}
