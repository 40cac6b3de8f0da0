import Evaluation

/// `verdict.json`: what the exit code says, with every condition's figures (`docs/files.md`).
enum VerdictDocument {
  static let schema = "assay.verdict/1"

  /// The file's bytes.
  ///
  /// - Parameter run: the finished run.
  /// - Returns: the file.
  /// - Throws: `Failure` where a figure is not finite.
  static func file(_ run: Run) throws(Failure) -> ReportFile {
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("conditions")
      writer.array(run.verdict.conditions) { write($1, to: &$0) }
      writer.member("exit_code", run.verdict.exitCode)
      writer.name("model")
      ModelDocument.write(run.model, to: &writer)
      writer.member("overall", run.verdict.overall.rawValue)
      writer.member("reasons", run.verdict.reasons)
      writer.name("run")
      writer.object {
        $0.member("id", run.id)
        $0.member("name", run.name)
      }
      writer.member("schema", schema)
    }
    writer.endLine()
    return ReportFile(name: "verdict.json", bytes: try writer.finish("verdict.json"))
  }

  private static func write(_ result: ConditionResult, to writer: inout JSONWriter) {
    let condition = result.condition
    writer.object { writer in
      writer.member("clusters", result.clusters)
      writer.member("errors", result.errors)
      writer.member("id", condition.id)
      writer.name("interval")
      MetricDocument.write(result.interval, to: &writer)
      writer.member("judged", result.judged)
      writer.member("margin", result.margin)
      writer.member("metric", result.metric)
      writer.member("n", result.n)
      writer.name("policy")
      write(condition, to: &writer)
      writer.member("status", result.status.rawValue)
      writer.member("unscored", result.unscored)
      writer.member("value", result.value)
      writer.member("why", result.why)
    }
  }

  private static func write(_ condition: Condition, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("at_least", condition.atLeast)
      writer.member("at_most", condition.atMost)
      writer.member("confidence", condition.confidence)
      writer.member("estimator", condition.estimator.rawValue)
      writer.member("kind", condition.kind.rawValue)
      writer.member("max_error", condition.maxError)
      writer.member("max_unscored", condition.maxUnscored)
      writer.member("metric", condition.metric)
      writer.member("min_clusters", condition.minClusters)
      writer.member("min_samples", condition.minSamples)
      writer.member("owner", condition.owner)
      writer.member("rationale", condition.rationale)
      writer.member("safety", condition.safety)
      writer.member("severity", condition.severity.rawValue)
      writer.member("slice", condition.slice)
    }
  }
}

/// The object that names a checkpoint in every document.
enum ModelDocument {
  static func write(_ model: ModelIdentity, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("architecture", model.architecture)
      writer.member("chat_template", model.hasChatTemplate)
      writer.member("context_length", model.contextLength)
      writer.member("engine", model.engine)
      writer.member("format", model.format)
      writer.member("instruction_set", model.instructionSet)
      writer.member("name", model.name)
      writer.member("parameters", model.parameters)
      writer.member("precision", model.precision)
      writer.member("quantization", model.quantization)
      writer.member("sha256", model.digest)
    }
  }
}
