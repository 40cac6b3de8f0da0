/// How a suite that was drafted reads rows, beside how lm-evaluation-harness does.
struct NativeReading {
  private let builder: SampleBuilder
  private let hasContexts: Bool

  /// Reads a draft as the loader would.
  ///
  /// - Throws: `Failures` where the draft is no suite.
  init(_ draft: SuiteDraft, file: String) throws(Failures) {
    let log = FailureLog()
    let top: YAMLMapping
    do throws(Failure) {
      top = try YAMLDocument.mapping(Array(draft.document.utf8), file: file, log: log)
    } catch {
      throw Failures([error])
    }
    guard let suite = SuiteFile.read(top), log.isEmpty else {
      throw log.all ?? Failures([Failure(.internal, "the draft of \(file) cannot be read")])
    }
    builder = SampleBuilder(suite, seed: 1)
    hasContexts = draft.hasContexts
  }

  /// The first part of a row that the suite reads differently as a sample; `nil` where there is none.
  func difference(_ row: DatasetRow, _ expected: ExpectedAnswer) -> SuiteDraft.Part? {
    let record = NativeReading.record(row)
    let answer: SampleBuilder.Reading
    do throws(Failure) {
      answer = try builder.reading(of: record)
    } catch {
      return unreadable(error)
    }
    if !TextNormalization.areEqual(answer.question, expected.question) { return .question }
    if !alike(answer.choices, expected.choices), hasContexts || expected.isChoice {
      return .choices
    }
    if hasContexts, !TextNormalization.areEqual(answer.continuation, expected.continuation) {
      return .continuation
    }
    return answer.target == expected.target ? nil : .target
  }

  /// Whether the suite shows a row as the harness does when it is an exemplar.
  func shows(_ row: DatasetRow, _ expected: ExpectedAnswer, prefix: String) -> SuiteDraft.Part? {
    let record = NativeReading.record(row)
    guard let exemplar = try? builder.exemplar(record, isOwn: false) else {
      return .target
    }
    let question = hasContexts ? exemplar.question : expected.question
    if !TextNormalization.areEqual(exemplar.question, question) { return .question }
    let isAlike =
      TextNormalization.areEqual(exemplar.answer, expected.shown)
      && TextNormalization.areEqual(exemplar.prefix, prefix)
    return isAlike ? nil : .target
  }

  private static func record(_ row: DatasetRow) -> DataRecord {
    DataRecord(
      source: SourceName("rows", isOneOfSeveral: false), line: row.number, members: row.members)
  }

  /// The part that a failure is about.
  private func unreadable(_ failure: Failure) -> SuiteDraft.Part {
    let field = failure.place?.field ?? ""
    if field.hasPrefix("choices") || field.hasPrefix("contexts") { return .choices }
    if field.hasPrefix("continuation") { return .continuation }
    return field.hasPrefix("prompt") ? .question : .target
  }

  private func alike(_ first: [String], _ second: [String]) -> Bool {
    first.count == second.count && zip(first, second).allSatisfy(TextNormalization.areEqual)
  }
}

extension ExpectedAnswer {
  /// Whether an answer is chosen, rather than written or measured.
  fileprivate var isChoice: Bool { !choices.isEmpty }
}
