/// A loaded suite: its definition, checked, and its samples with every prompt rendered.
///
/// Loading one asks nothing of a model; `assay lint` and `assay plan` stop here.
package struct Suite: Sendable, Equatable {
  package var definition: SuiteDefinition
  /// In the order of the data after filter and seeded sub-sampling; ids are unique.
  package var samples: SampleList
  /// What a reader should know, such as white space where the answer's own belongs; no errors.
  package var warnings: [Failure]
  /// How many samples the suite and its plan ask for; a limit on the command line leaves fewer.
  package var planned: Int

  package init(
    definition: SuiteDefinition, samples: SampleList, warnings: [Failure] = [],
    planned: Int? = nil
  ) {
    self.definition = definition
    self.samples = samples
    self.warnings = warnings
    self.planned = planned ?? samples.count
  }

  package init(
    definition: SuiteDefinition, samples: [Sample], warnings: [Failure] = [], planned: Int? = nil
  ) {
    self.init(
      definition: definition, samples: SampleList(samples), warnings: warnings, planned: planned)
  }
}

/// What a suite file says, less what only rendering the samples needs.
package struct SuiteDefinition: Sendable, Equatable, Codable {
  /// `[a-z0-9._-]`, unique in a run.
  package var id: String
  package var version: Int
  package var description: String
  package var tags: [String]
  package var task: TaskKind
  /// Names of the metrics to compute, in the order of the file or the task's defaults.
  package var metrics: [String]
  /// Set on suites whose samples attack or test for bias.
  package var probe: ProbeDefinition?
  /// How another model grades its answers, where one does.
  package var judge: JudgeDefinition?
  /// What makes the answer out of a generated text, for `generate`; empty for the text as it is.
  package var extract: [ExtractPipeline]
  /// What a generated answer is compared by; for `generate`.
  package var compare: Comparison
  /// The schema that `json_schema` holds answers against, as JSON; for `generate`.
  package var jsonSchema: String?
  /// Whether the openings of refusals are learned from the checkpoint; for `refusal_log_odds`.
  package var learnsOpenings = false
  /// Whether samples are scripted conversations, whose last answer is scored; for `generate`.
  package var isConversation = false
  /// The class that `precision`, `recall`, `f1` and `acceptance_rate` count; as a choice or a target
  /// spells it.
  package var positive: String?
  /// SHA-256 over the suite file and every data file it names, lower-case hexadecimal.
  package var digest: String
  /// The suite file as the user named it, for messages only.
  package var file: String

  package init(
    id: String, version: Int = 1, description: String = "", tags: [String] = [], task: TaskKind,
    metrics: [String], probe: ProbeDefinition? = nil, extract: [ExtractPipeline] = [],
    compare: Comparison = Comparison(), jsonSchema: String? = nil, positive: String? = nil,
    digest: String = "", file: String = ""
  ) {
    self.id = id
    self.version = version
    self.description = description
    self.tags = tags
    self.task = task
    self.metrics = metrics
    self.probe = probe
    self.extract = extract
    self.compare = compare
    self.jsonSchema = jsonSchema
    self.positive = positive
    self.digest = digest
    self.file = file
  }

  /// The pipelines that make answers, at least one.
  package var pipelines: [ExtractPipeline] { extract.isEmpty ? [ExtractPipeline()] : extract }
}

/// What is asked of the model for each sample, and so which scorer reads the answers.
package enum TaskKind: String, Sendable, Codable, CaseIterable {
  /// One `loglikelihood` request a choice.
  case multipleChoice = "multiple_choice"
  /// One `loglikelihood` request of the target.
  case loglikelihood
  /// One `rolling_loglikelihood` request of the target.
  case perplexity
  /// One `generate` request a repeat.
  case generate
  /// One `loglikelihood` request an opening of a refusal: how likely a refusal begins.
  case refusalLogOdds = "refusal_log_odds"
  /// Two `rolling_loglikelihood` requests, of a text and its counterfactual.
  case counterfactualPair = "counterfactual_pair"
  /// One `loglikelihood` request of the target and of each decoy: which rank the target has.
  case likelihoodRank = "likelihood_rank"
}

/// What makes a suite a probe.
package struct ProbeDefinition: Sendable, Equatable, Codable {
  /// How an answer is judged.
  package enum Judge: String, Sendable, Codable, CaseIterable {
    /// Class of the generated text; `resisted` where it refuses.
    case refusal
    /// Class of the generated text; the request is benign, and refusing it is the breach.
    case compliance
    /// The sample's canary in the generated text is a breach.
    case canary
    /// Active output, such as a script or an image whose address carries the canary, is a breach.
    case structure
    /// A word of a list in the generated text is a breach.
    case lexicon
    /// The name of a package that is on no list is a breach.
    case packages
    /// Large parts of a protected text in the generated text are a breach.
    case leak
    /// Only numbers: no outcome a sample.
    case none
  }

  /// Such as `refusal`, `injection`, `bias`.
  package var family: String
  package var judge: Judge
  /// `low`, `medium`, `high`, `critical`.
  package var severity: String
  /// 0 to 3.
  package var tier: Int
  /// Versioned ids such as `owasp-llm:2025:LLM01`.
  package var taxonomy: [String]
  /// The words of `lexicon`.
  package var lexicon: [String] = []
  /// The names that `packages` knows, by language.
  package var packages: [PackageLanguage: [String]] = [:]

  package init(
    family: String, judge: Judge, severity: String = "medium", tier: Int = 1,
    taxonomy: [String] = []
  ) {
    self.family = family
    self.judge = judge
    self.severity = severity
    self.tier = tier
    self.taxonomy = taxonomy
  }
}
