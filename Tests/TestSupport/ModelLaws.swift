package import Evaluation
import Foundation

/// The laws of `Model`, checked on any conformer: one suite for every kind of model.
package enum ModelLaws {
  /// Asks the requests in every arrangement that must not matter and looks at the answers.
  ///
  /// - Parameters:
  ///   - model: what is checked.
  ///   - requests: at least three that it can answer, of all kinds that it is meant to answer.
  ///   - impossible: requests that it cannot answer.
  /// - Returns: a sentence for every violation; empty where all laws hold.
  /// - Throws: what the model throws, which is a violation by itself.
  package static func check(
    _ model: any Model, _ requests: [ModelRequest], impossible: [ModelRequest] = []
  ) async throws -> [String] {
    var violations = requests.count < 3 ? ["the law suite needs at least three requests"] : []
    let answers = try await model.answer(requests)
    guard answers.count == requests.count else {
      return violations + ["\(answers.count) answers to \(requests.count) requests"]
    }
    let responses = answers.map(\.response)
    violations += try await arrangements(model, requests, responses)
    violations += zip(requests, responses).flatMap(content)
    violations += try await failures(model, requests, responses, impossible)
    violations += identity(model.identity)
    return violations
  }

  /// Same request, same bytes: alone, reversed, halved, twice, again.
  private static func arrangements(
    _ model: any Model, _ requests: [ModelRequest], _ expected: [ModelResponse]
  ) async throws -> [String] {
    let all = Array(requests.indices)
    let half = all.count / 2
    let arrangements: [(String, [[Int]])] = [
      ("again", [all]), ("one by one", all.map { [$0] }), ("reversed", [all.reversed()]),
      ("in halves", [Array(all[half...]), Array(all[..<half])]),
      ("every one twice", [all.flatMap { [$0, $0] }]), ("none", [[]]),
    ]
    var violations: [String] = []
    for (name, batches) in arrangements {
      for batch in batches {
        let answers = try await model.answer(batch.map { requests[$0] })
        guard answers.count == batch.count else {
          violations.append("asked \(name): \(answers.count) answers to \(batch.count) requests")
          continue
        }
        for (index, answer) in zip(batch, answers)
        where bytes(answer.response) != bytes(expected[index]) {
          violations.append("asked \(name), request \(index) has another response")
        }
      }
    }
    return violations
  }

  /// What any response to an answerable request must be like.
  private static func content(_ request: ModelRequest, _ response: ModelResponse) -> [String] {
    if case .failure(let failure) = response {
      return ["an answerable request failed: \(failure.kind): \(failure.message)"]
    }
    guard bytes(response.checked(against: request)) == bytes(response) else {
      return ["the response is of another kind than the request, or not finite"]
    }
    switch (request, response) {
    case (_, .loglikelihood(let value)): return likelihood(value)
    case (_, .rollingLoglikelihood(let value)):
      return value.sum > 0 || value.windows < 1 ? ["a rolling log-likelihood is positive"] : []
    case (.generate(_, let options), .generation(let value)): return generation(value, options)
    default: return []
    }
  }

  private static func likelihood(_ value: Loglikelihood) -> [String] {
    var violations: [String] = []
    if value.sum > 1e-6 { violations.append("the log-likelihood \(value.sum) is positive") }
    if value.tokens.count != value.tokenLogprobs.count {
      violations.append("\(value.tokens.count) tokens, \(value.tokenLogprobs.count) logprobs")
    }
    let sum = value.tokenLogprobs.reduce(0, +)
    if abs(sum - value.sum) > 1e-6 * max(1, abs(sum)) {
      violations.append("the sum \(value.sum) is not that of the tokens, \(sum)")
    }
    return violations
  }

  private static func generation(
    _ value: GeneratedText, _ options: GenerationOptions
  ) -> [String] {
    var violations: [String] = []
    if value.completionTokens > options.maxTokens {
      violations.append("\(value.completionTokens) tokens of at most \(options.maxTokens)")
    }
    if !value.tokenLogprobs.isEmpty, value.tokenLogprobs.count != value.completionTokens {
      violations.append(
        "\(value.completionTokens) tokens, \(value.tokenLogprobs.count) logprobs")
    }
    for stop in options.stop where value.text.contains(stop) {
      violations.append("the text holds the stop string '\(stop)'")
    }
    return violations
  }

  /// What cannot be answered is a failure, and spoils no other answer of its batch.
  private static func failures(
    _ model: any Model, _ requests: [ModelRequest], _ expected: [ModelResponse],
    _ impossible: [ModelRequest]
  ) async throws -> [String] {
    var violations: [String] = []
    for request in impossible {
      let answers = try await model.answer([request] + requests)
      guard answers.count == requests.count + 1, case .failure(let failure) = answers[0].response
      else {
        violations.append("an impossible request has no failure: \(request)")
        continue
      }
      if failure.kind.isEmpty || failure.message.isEmpty {
        violations.append("a failure has no kind or no message")
      }
      if !zip(answers.dropFirst(), expected).allSatisfy({ bytes($0.response) == bytes($1) }) {
        violations.append("an impossible request changed its neighbours' responses")
      }
    }
    return violations
  }

  private static func identity(_ identity: ModelIdentity) -> [String] {
    let digits = Set("0123456789abcdef")
    var violations: [String] = []
    if identity.digest.count != 64 || !identity.digest.allSatisfy(digits.contains) {
      violations.append("the digest '\(identity.digest)' is not a SHA-256 in hexadecimal")
    }
    if identity.precision != "exact", identity.precision != "fast" {
      violations.append("the precision '\(identity.precision)' is neither exact nor fast")
    }
    if identity.engine.isEmpty { violations.append("the engine has no version") }
    return violations
  }

  /// Bytes, because Swift holds texts equal whose bytes differ.
  private static func bytes(_ response: ModelResponse) -> Data? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try? encoder.encode(response)
  }
}
