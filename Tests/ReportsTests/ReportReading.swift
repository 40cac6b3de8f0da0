import Evaluation
import Foundation
import Reports
import TestSupport

/// How tests read what was rendered.
enum ReportReading {
  /// The runs that every report must be able to show.
  static let runs: [(name: String, run: Run)] = [
    ("blocked", ExampleRun.make()), ("passing", ExampleRun.passing()),
    ("ungated", ExampleRun.ungated()), ("empty", ExampleRun.large(samples: 0)),
    ("large", ExampleRun.large(samples: 450)),
  ]

  /// A file of a run as bytes.
  static func bytes(_ name: String, of run: Run) throws -> [UInt8] {
    let files = try RunFiles.render(run, options: ReportOptions(granularity: .sample))
    guard let file = files.first(where: { $0.name == name }) else { throw MissingFile(name: name) }
    return file.bytes
  }

  /// A file of a run as text.
  static func text(_ name: String, of run: Run) throws -> String {
    String(decoding: try bytes(name, of: run), as: UTF8.self)
  }

  /// A JSON file of a run.
  static func object(_ name: String, of run: Run) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(try bytes(name, of: run)))
    guard let object = value as? [String: Any] else { throw MissingFile(name: name) }
    return object
  }

  /// The lines of a JSON Lines file.
  static func lines(_ name: String, of run: Run) throws -> [[String: Any]] {
    try text(name, of: run).split(separator: "\n").compactMap {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }

  /// `HostileText.isSteerless`.
  static func isSteerless(_ text: String) -> Bool { HostileText.isSteerless(text) }

  /// The run of that name.
  static func run(_ name: String) throws -> Run {
    guard let found = runs.first(where: { $0.name == name }) else { throw MissingFile(name: name) }
    return found.run
  }

  /// The hostile text of that name; tests take names, since their arguments are printed.
  static func hostileText(_ name: String) throws -> String {
    guard let found = HostileText.all.first(where: { $0.name == name }) else {
      throw MissingFile(name: name)
    }
    return found.text
  }

  /// The run with hostile text in every place that users and data sets fill.
  static func hostile(_ text: String) -> Run {
    var run = ExampleRun.make()
    run.name = text
    run.model.name = text
    for index in run.suites.indices {
      run.suites[index].definition.description = text
      run.suites[index].definition.tags = [text]
      run.suites[index].definition.file = text
      run.suites[index].editEach { result, place in
        result.sample.id = "\(place)\(text)"
        result.sample.slices = [text: text]
        result.score.explanation = text
        result.score.target = text
      }
      for place in run.suites[index].metrics.indices {
        run.suites[index].metrics[place].slice = place == 0 ? nil : text
        run.suites[index].metrics[place].undefined = text
      }
    }
    for index in run.verdict.conditions.indices {
      run.verdict.conditions[index].condition.id += text
      run.verdict.conditions[index].condition.slice = text
      run.verdict.conditions[index].condition.rationale = text
      run.verdict.conditions[index].condition.owner = text
      run.verdict.conditions[index].why = text
    }
    run.verdict.reasons = [text, text]
    return run
  }
}

/// A file that was not rendered.
struct MissingFile: Error {
  var name: String
}
