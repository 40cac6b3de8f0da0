import Evaluation

/// `manifest.json`: the digests of all inputs and outputs of a run, and when it was
/// (`docs/files.md`).
enum ManifestDocument {
  static let schema = "assay.manifest/1"

  /// The file's bytes.
  ///
  /// - Parameters:
  ///   - run: the finished run.
  ///   - options: the command line and the files that others wrote.
  ///   - outputs: the files that were rendered.
  /// - Returns: the file.
  /// - Throws: `Failure` where a figure is not finite.
  static func file(
    _ run: Run, options: ReportOptions, outputs: [FileDigest]
  ) throws(Failure) -> ReportFile {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("command", options.command)
      writer.name("inputs")
      writeInputs(run, to: &writer)
      writer.name("outputs")
      let files = (outputs + options.otherFiles).sorted {
        $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
      }
      writer.array(files) { writer, file in
        writer.object {
          $0.member("bytes", file.size)
          $0.member("name", file.name)
          $0.member("sha256", file.sha256)
        }
      }
      writer.name("run")
      writer.object {
        $0.member("id", run.id)
        $0.member("name", run.name)
      }
      writer.member("schema", schema)
      writer.name("settings")
      SettingsDocument.write(run.settings, to: &writer)
      writer.name("timing")
      writeTiming(run, to: &writer)
      writer.member("version", run.settings.version)
    }
    writer.endLine()
    return ReportFile(name: "manifest.json", bytes: try writer.finish("manifest.json"))
  }

  private static func writeInputs(_ run: Run, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.name("model")
      ModelDocument.write(run.model, to: &writer)
      writer.name("suites")
      writer.array(run.suites) { writer, suite in
        writer.object {
          $0.member("file", suite.definition.file)
          $0.member("id", suite.definition.id)
          $0.member("sha256", suite.definition.digest)
          $0.member("version", suite.definition.version)
        }
      }
    }
  }

  private static func write(_ timing: GenerationTiming?, to writer: inout JSONWriter) {
    guard let timing else { return writer.null() }
    writer.object { writer in
      writer.member("answers", timing.answers)
      writer.member("completion_tokens", timing.completionTokens)
      writer.name("first_token_seconds")
      write(timing.firstToken, to: &writer)
      writer.member("measured", timing.measured)
      writer.member("prompt_tokens", timing.promptTokens)
      writer.name("seconds")
      write(timing.total, to: &writer)
      writer.member("tokens_per_second", timing.tokensPerSecond)
    }
  }

  private static func write(
    _ percentiles: GenerationTiming.Percentiles?, to writer: inout JSONWriter
  ) {
    guard let percentiles else { return writer.null() }
    writer.object {
      $0.member("p50", percentiles.p50)
      $0.member("p90", percentiles.p90)
      $0.member("p99", percentiles.p99)
    }
  }

  private static func writeTiming(_ run: Run, to writer: inout JSONWriter) {
    let timing = run.timing
    writer.object { writer in
      writer.member("cached_requests", timing.cachedRequests)
      writer.member("completion_tokens", timing.completionTokens)
      writer.member("host", timing.host)
      writer.member("prompt_tokens", timing.promptTokens)
      writer.member("requests", timing.requests)
      writer.member("seconds", timing.seconds)
      writer.member("started_at", timing.startedAt)
      writer.name("suites")
      writer.array(run.suites) { writer, suite in
        writer.object { writer in
          writer.name("generation")
          write(suite.generation, to: &writer)
          writer.member("id", suite.definition.id)
          writer.member("seconds", suite.seconds)
        }
      }
      writer.member("threads", timing.threads)
    }
  }
}
