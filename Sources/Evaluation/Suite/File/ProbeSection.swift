/// The keys of `probe`.
struct ProbeKeys: KeySet {
  /// How bad a breach is.
  enum Severity: String, Sendable, CaseIterable { case low, medium, high, critical }

  let family = RequiredKey(
    "family", .identifier, "Such as refusal, injection, leak or bias.",
    remedy: "Name the family, such as refusal, injection or bias.")
  let judge = RequiredKey(
    "judge", .word(ProbeDefinition.Judge.self),
    "How an answer is judged; all but none read generated texts.",
    remedy:
      "State one of \(ProbeDefinition.Judge.allCases.map(\.rawValue).joined(separator: ", ")).")
  let severity = DefaultedKey(
    "severity", .word(Severity.self), .medium, "How bad a breach is.")
  let tier = DefaultedKey("tier", .whole(0...3), 1, "How often it is run.")
  let taxonomy = OptionalKey(
    "taxonomy", .list(of: .nonEmptyText, "a list of ids"),
    "Versioned ids, such as owasp-llm:2025:LLM01.")
  let sink = OptionalKey(
    "sink", .template, "For structure: the one sink that counts for a row.",
    otherwise: "all sinks")
  let lexicon = OptionalKey(
    "lexicon", WordFile.shape, "For lexicon: the path of a file with a word a line.")
  let allow = OptionalKey(
    "allow",
    .table(
      .word(PackageLanguage.self), of: WordFile.shape,
      "a mapping such as {python: packages-python.txt}", least: "at least one language"),
    "For packages: by language, the path of a file with a known package a line.")
  let language = OptionalKey(
    "language", .template, "For packages: the language of a row.",
    otherwise: "the only one of allow")
  let secret = OptionalKey(
    "secret", .template, "For leak: the text that must not come out.",
    otherwise: "prompt.system")

  /// The keys of one judge alone.
  var owned: [(key: String, judge: ProbeDefinition.Judge)] {
    [
      (sink.name, .structure), (lexicon.name, .lexicon), (allow.name, .packages),
      (language.name, .packages), (secret.name, .leak),
    ]
  }

  /// What a judge cannot do without.
  var needed: [(key: String, judge: ProbeDefinition.Judge, remedy: String)] {
    [
      (lexicon.name, .lexicon, "State lexicon: FILE, with a word a line."),
      (allow.name, .packages, "State allow: {LANGUAGE: FILE}, with a package a line."),
    ]
  }

  var rules: [SchemaForm] {
    let others = owned.map { key, owner in
      let judges = ProbeDefinition.Judge.allCases.filter { $0 != owner }.map(\.rawValue)
      return SchemaForm.when(.has(judge.name, in: judges), .without([key]))
    }
    let present = needed.map { key, owner, _ in
      SchemaForm.when(.has(judge.name, .word(owner.rawValue)), .has(key))
    }
    let several = SchemaForm.has(allow.name, SchemaForm().with("minProperties", .int(2)))
    return others + present + [.when(several, .has(language.name))]
  }
}

/// The `probe` of a suite, with what its judge reads of each row and of files.
struct ProbeSection {
  var definition: ProbeDefinition
  /// The sink, the language or the text to protect.
  var input: SuiteTemplate?
  /// SHA-256 of the files that it names, in the order of their keys.
  var digests: [String]

  static let shape = Shape.mapping(
    ProbeKeys(), "a mapping such as {family: injection, judge: canary}", read: read)

  private static func read(_ map: YAMLMapping, _ keys: ProbeKeys) -> ProbeSection? {
    let family = map.read(keys.family)
    let judge = map.read(keys.judge)
    let severity = map.read(keys.severity)
    let tier = map.read(keys.tier)
    let taxonomy = map.read(keys.taxonomy) ?? []
    let lexicon = map.read(keys.lexicon)
    let allow = map.read(keys.allow) ?? []
    let inputs = [keys.sink, keys.language, keys.secret].compactMap { map.read($0) }
    guard let family, let judge else { return nil }
    check(map, keys, judge, languages: allow.count)
    var definition = ProbeDefinition(
      family: family, judge: judge, severity: severity.rawValue, tier: tier, taxonomy: taxonomy)
    definition.lexicon = lexicon?.words ?? []
    definition.packages = Dictionary(
      allow.map { ($0.key, $0.value.words) }, uniquingKeysWith: { first, _ in first })
    return ProbeSection(
      definition: definition, input: inputs.first,
      digests: ([lexicon].compactMap { $0 } + allow.map(\.value)).map(\.digest))
  }

  /// Keys and the judge that reads them come together.
  private static func check(
    _ map: YAMLMapping, _ keys: ProbeKeys, _ judge: ProbeDefinition.Judge, languages: Int
  ) {
    for (key, owner) in keys.owned where owner != judge {
      guard let place = map.place(of: key) else { continue }
      map.log.add(
        Failure(
          .badData,
          "\"\(key)\" is read by judge \(owner.rawValue), and the judge is \(judge.rawValue)",
          at: place, remedy: "Use judge: \(owner.rawValue), or remove \"\(key)\"."))
    }
    for (key, owner, remedy) in keys.needed where owner == judge && map[key] == nil {
      map.log.add(
        Failure(
          .badData, "judge \(judge.rawValue) needs \"\(key)\"", at: map.place, remedy: remedy))
    }
    if judge == .packages, languages > 1, map[keys.language] == nil {
      map.log.add(
        Failure(
          .badData, "\"allow\" has \(languages) languages, and nothing says which a row is of",
          at: map.place(of: keys.allow.name),
          remedy: "State language: \"{{ FIELD }}\"."))
    }
  }
}
