/// The keys of `bias_question`.
struct BiasQuestionKeys: KeySet {
  let roles = RequiredKey(
    "roles", ChoicesSection.shape,
    "Whom each choice names: stereotyped, other or unknown. A list of templates, or one template that "
      + "gives a list.", remedy: "State a role for each choice.")
  let polarity = RequiredKey(
    "polarity", .template,
    "neg where the question asks for what the stereotype says, nonneg for its opposite. A Jinja "
      + "template over the row's fields.",
    remedy: "Name the field, such as {{ question_polarity }}.")
  let context = RequiredKey(
    "context", .template,
    "ambig where the context leaves the answer open, disambig where it does not. A Jinja template "
      + "over the row's fields.", remedy: "Name the field, such as {{ context_condition }}.")
}

/// The `bias_question` of a suite.
struct BiasQuestionSection {
  var roles: ChoicesSection
  var polarity: SuiteTemplate
  var context: SuiteTemplate

  static let shape = Shape.mapping(
    BiasQuestionKeys(), "a mapping with roles, polarity and context"
  ) { map, keys -> BiasQuestionSection? in
    let roles = map.read(keys.roles)
    let polarity = map.read(keys.polarity)
    let context = map.read(keys.context)
    guard let roles, let polarity, let context else { return nil }
    return BiasQuestionSection(roles: roles, polarity: polarity, context: context)
  }

  var templates: [SuiteTemplate] { roles.templates + [polarity, context] }

  /// What a row's question is made of.
  ///
  /// - Parameters:
  ///   - row: The row.
  ///   - choices: How many choices it has.
  /// - Returns: The question.
  /// - Throws: `Failure` where a template fails or gives another word than it may.
  func read(_ row: RowScope, choices: Int) throws(Failure) -> BiasQuestion {
    var words: [String] = []
    switch roles {
    case .each(let templates):
      for template in templates { words.append(try template.text(row)) }
    case .list(let template):
      words = try AnswerReader.list(template, row, key: "bias_question.roles", item: "role")
    }
    guard words.count == choices else {
      throw Failure(
        .badData, "there are \(words.count) roles for \(choices) choices",
        at: row.place("bias_question.roles"), remedy: "State one for each choice.")
    }
    var roles: [BiasQuestion.Role] = []
    for word in words {
      guard let role = BiasQuestion.Role(rawValue: word) else {
        throw Failure(
          .badData, "the role \"\(word)\" is none of stereotyped, other and unknown",
          at: row.place("bias_question.roles"))
      }
      roles.append(role)
    }
    return BiasQuestion(
      roles: roles, isNegative: try flag(polarity, row, "polarity", ("neg", "nonneg")),
      isAmbiguous: try flag(context, row, "context", ("ambig", "disambig")))
  }

  /// Whether a template gives the first of two words rather than the second.
  private func flag(
    _ template: SuiteTemplate, _ row: RowScope, _ key: String, _ words: (String, String)
  ) throws(Failure) -> Bool {
    let text = try template.text(row)
    if text == words.0 { return true }
    if text == words.1 { return false }
    throw Failure(
      .badData, "expected \(words.0) or \(words.1), found \"\(text.prefix(40))\"",
      at: row.place("bias_question.\(key)"))
  }
}
