import Foundation

extension Plan {
  /// The run's id: 64 hexadecimal digits that change with anything that decides the results.
  ///
  /// SHA-256 over a canonical description of plan, suites, checkpoint and settings. Paths, names of
  /// checkpoints and times are no part of it; neither is the instruction for where results go.
  ///
  /// - Parameter model: what the plan is run against.
  /// - Returns: lower-case hexadecimal digits.
  package func id(for model: ModelIdentity) -> String {
    let earlier = self.settings.earlier.map { ["earlier", $0.kind.rawValue, $0.run] } ?? []
    let settings: [String] =
      [
        self.settings.version, "\(self.settings.seed)",
        self.settings.limit.map { "\($0)" } ?? "all", self.settings.filter ?? "",
      ] + earlier
    let checkpoint: [String] = [
      model.digest, model.precision, model.engine, model.instructionSet, "\(model.contextLength)",
    ]
    var suites = CanonicalList()
    for (suite, ids) in zip(self.suites, sampleIDs) {
      suites.append(describe(suite.definition, ids))
    }
    var policy = CanonicalList()
    for condition in self.policy { policy.append(describe(condition)) }
    var parts = CanonicalList(["assay-run-1", name])
    for list in [
      CanonicalList(settings), CanonicalList(checkpoint), suites, CanonicalList(plannedSuites),
      policy,
    ] { parts.append(list) }
    parts.append("\(strict)")
    for group in groups {
      var list = CanonicalList([group.name, group.weight.rawValue])
      list.append(CanonicalList(group.suites))
      list.append(CanonicalList(group.metrics))
      parts.append(list)
    }
    if let judge {
      parts.append(
        CanonicalList([judge.digest, judge.precision, judge.engine, judge.instructionSet]))
    }
    return parts.digest
  }

  /// A name for the run's folder: the plan's name and the first 16 digits of the id.
  ///
  /// - Parameter model: what the plan is run against.
  /// - Returns: ASCII letters, digits, `.`, `_`, `-` and `+`; begins with none of `.` and `-`.
  package func folderName(for model: ModelIdentity) -> String {
    let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-+")
    let clean = name.map { allowed.contains($0) ? $0 : "-" }.drop { $0 == "." || $0 == "-" }
    let stem = clean.isEmpty ? "run" : String(clean.prefix(80))
    return "\(stem)-\(id(for: model).prefix(16))"
  }

  private func describe(
    _ definition: SuiteDefinition, _ ids: CanonicalList
  ) -> CanonicalList {
    var list = CanonicalList([
      definition.id, String(definition.version), definition.digest, definition.task.rawValue,
    ])
    list.append(CanonicalList(definition.metrics))
    list.append(ids)
    return list
  }

  /// All that a condition judges by; where it is stated is no part of it.
  private func describe(_ condition: Condition) -> CanonicalList {
    let words = [condition.id, condition.metric, condition.slice ?? "", condition.kind.rawValue]
    let limits = [condition.atLeast, condition.atMost].map { $0.map { "\($0)" } ?? "none" }
    let rule = [
      condition.estimator.rawValue, "\(condition.confidence)", "\(condition.minSamples)",
      "\(condition.minClusters)", "\(condition.maxUnscored)", "\(condition.maxError)",
      condition.severity.rawValue, "\(condition.safety)",
    ]
    return CanonicalList(words + limits + rule)
  }
}
