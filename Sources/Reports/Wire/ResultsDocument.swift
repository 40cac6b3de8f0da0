import Evaluation

/// `results.json`: every suite's counts and metrics (`docs/files.md`).
enum ResultsDocument {
  static let schema = "assay.results/1"

  /// The file's bytes.
  ///
  /// - Parameter run: the finished run.
  /// - Returns: the file.
  /// - Throws: `Failure` where a figure is not finite.
  static func file(_ run: Run) throws(Failure) -> ReportFile {
    var writer = JSONWriter()
    writer.object { writer in
      if !run.groups.isEmpty {
        writer.name("groups")
        writer.array(run.groups) { write($1, to: &$0) }
      }
      writer.name("model")
      ModelDocument.write(run.model, to: &writer)
      writer.name("run")
      writer.object {
        $0.member("id", run.id)
        $0.member("name", run.name)
      }
      writer.member("schema", schema)
      writer.name("settings")
      SettingsDocument.write(run.settings, to: &writer)
      writer.name("suites")
      writer.array(run.suites) { write($1, to: &$0) }
    }
    writer.endLine()
    return ReportFile(name: "results.json", bytes: try writer.finish("results.json"))
  }

  private static func write(_ result: GroupResult, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.name("metrics")
      writer.array(result.metrics) { MetricDocument.write($1, to: &$0) }
      writer.member("name", result.group.name)
      writer.member("suites", result.group.suites)
      writer.member("weight", result.group.weight.rawValue)
    }
  }

  private static func write(_ suite: SuiteResult, to writer: inout JSONWriter) {
    let definition = suite.definition
    let counts = SuiteCounts(suite)
    writer.object { writer in
      writer.name("counts")
      writer.object {
        $0.member("errors", counts.errors)
        $0.member("missing", counts.missing)
        $0.member("planned", counts.planned)
        $0.member("scored", counts.scored)
        $0.member("unscored", counts.unscored)
      }
      writer.member("description", definition.description)
      writer.member("id", definition.id)
      if let judge = suite.judge {
        writer.name("judge")
        write(judge, to: &writer)
      }
      writer.name("metrics")
      writer.array(suite.metrics) { MetricDocument.write($1, to: &$0) }
      if let openings = suite.openings {
        writer.name("openings")
        write(openings, to: &writer)
      }
      writer.name("outcomes")
      writeOutcomes(suite, to: &writer)
      writer.name("probe")
      writeProbe(definition.probe, to: &writer)
      writer.member("sha256", definition.digest)
      writer.member("tags", definition.tags)
      writer.member("task", definition.task.rawValue)
      writer.member("version", definition.version)
    }
  }

  private static func write(_ judge: JudgeRecord, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("agreement", judge.calibration.agreement)
      writer.member("cases", judge.calibration.cases)
      writer.member("judged", judge.calibration.judged)
      writer.member("kappa", judge.calibration.kappa)
      writer.name("model")
      ModelDocument.write(judge.model, to: &writer)
      writer.member("required_kappa", judge.required)
    }
  }

  private static func write(_ openings: LearnedOpenings, to writer: inout JSONWriter) {
    writer.object {
      $0.member("answers", openings.answers)
      $0.member("has_standard", openings.hasStandard)
      $0.member("refusals", openings.refusals)
      $0.member("texts", openings.openings)
    }
  }

  private static func writeOutcomes(_ suite: SuiteResult, to writer: inout JSONWriter) {
    guard let outcomes = ProbeCounts(suite) else { return writer.null() }
    writer.object {
      $0.member("breached", outcomes.breached)
      $0.member("error", outcomes.errors)
      $0.member("resisted", outcomes.resisted)
      $0.member("unscored", outcomes.unscored)
    }
  }

  private static func writeProbe(_ probe: ProbeDefinition?, to writer: inout JSONWriter) {
    guard let probe else { return writer.null() }
    writer.object {
      writeDetector(probe.judge.accuracy, to: &$0)
      $0.member("family", probe.family)
      $0.member("judge", probe.judge.rawValue)
      $0.member("severity", probe.severity)
      $0.member("taxonomy", probe.taxonomy)
      $0.member("tier", probe.tier)
    }
  }
}

extension ResultsDocument {
  /// What is known of the detector that judged, where anything is.
  private static func writeDetector(
    _ accuracy: [DetectorAccuracy], to writer: inout JSONWriter
  ) {
    guard !accuracy.isEmpty else { return }
    writer.name("detector")
    writer.array(accuracy) { writer, source in
      writer.object {
        $0.member("false_negatives", source.falseNegatives)
        $0.member("false_positives", source.falsePositives)
        $0.member("source", source.source)
        $0.member("true_negatives", source.trueNegatives)
        $0.member("true_positives", source.truePositives)
      }
    }
  }
}

/// A metric, as every document states it.
enum MetricDocument {
  static func write(_ metric: Metric, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("clusters", metric.clusters)
      writer.member("direction", metric.direction.rawValue)
      writer.member("errors", metric.errors)
      writer.member("id", metric.id)
      writer.name("interval")
      write(metric.interval, to: &writer)
      writer.member("n", metric.n)
      writer.member("name", metric.name)
      writer.member("slice", metric.slice)
      writer.member("undefined", metric.undefined)
      writer.member("unscored", metric.unscored)
      writer.member("value", metric.value)
    }
  }

  static func write(_ interval: Interval?, to writer: inout JSONWriter) {
    guard let interval else { return writer.null() }
    writer.object {
      $0.member("confidence", interval.confidence)
      $0.member("high", interval.high)
      $0.member("low", interval.low)
      $0.member("method", interval.method)
    }
  }
}

/// The settings that change results.
enum SettingsDocument {
  static func write(_ settings: RunSettings, to writer: inout JSONWriter) {
    writer.object {
      if let earlier = settings.earlier {
        $0.name("earlier")
        EarlierDocument.write(earlier, to: &$0)
      }
      $0.member("filter", settings.filter)
      $0.member("limit", settings.limit)
      $0.name("seed")
      // Seeds use all 64 bits; readers that hold numbers as doubles would round them.
      $0.string(String(settings.seed))
      $0.member("version", settings.version)
    }
  }
}
