import Evaluation
import Foundation
import TestSupport

/// One of lighteval's own test cases of a metric, from the optional `shared` folder.
struct LightevalCase {
  let name: String
  let documents: [JSONValue]
  let responses: [JSONValue]
  let expected: JSONValue
  let tolerance: Double
  let parameters: JSONValue?

  /// The cases of a file; empty where the folder is not there.
  static func all(_ file: String) throws -> [LightevalCase] {
    guard let url = sharedURL("data/metric_cases_lighteval/\(file).json") else { return [] }
    let document = try JSONValue.parse([UInt8](Data(contentsOf: url)), file: file)
    guard case .array(let cases)? = document["test_cases"] else { return [] }
    return cases.map { entry in
      LightevalCase(
        name: entry["name"]?.text ?? "",
        documents: entry["docs"]?.list ?? [entry["doc"]].compactMap { $0 },
        responses: entry["model_responses"]?.list ?? [entry["model_response"]].compactMap { $0 },
        expected: entry["expected_output"] ?? .null, tolerance: entry["tolerance"]?.number ?? 0,
        parameters: entry["metric_params"])
    }
  }

  /// The expected number, of a name where there are several.
  func number(_ key: String?) -> Double? {
    guard let key else { return expected.number }
    return expected[key]?.number
  }

  /// The first generated text and the right texts of each document.
  var answers: [(answer: String, targets: [String])] {
    zip(documents, responses).map { document, response in
      (response["text"]?.list.first?.text ?? "", LightevalCase.targets(document))
    }
  }

  /// All generated texts and the right texts of the first document.
  var repeats: (texts: [String], targets: [String]) {
    (
      responses.first?["text"]?.list.compactMap(\.text) ?? [],
      documents.first.map(LightevalCase.targets) ?? []
    )
  }

  static func targets(_ document: JSONValue) -> [String] {
    let choices = document["choices"]?.list.compactMap(\.text) ?? []
    return gold(document).filter { choices.indices.contains($0) }.map { choices[$0] }
  }

  static func gold(_ document: JSONValue) -> [Int] {
    if let index = document["gold_index"]?.number { return [Int(index)] }
    return document["gold_index"]?.list.compactMap { $0.number.map { Int($0) } } ?? []
  }
}

extension JSONValue {
  var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  var number: Double? {
    switch self {
    case .int(let number): Double(number)
    case .double(let number): number
    case .bool(let flag): flag ? 1 : 0
    default: nil
    }
  }

  var list: [JSONValue] {
    if case .array(let items) = self { items } else { [] }
  }
}
