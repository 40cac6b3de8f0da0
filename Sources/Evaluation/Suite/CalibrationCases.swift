/// Reads a judge's calibration set.
///
/// Each row has `question`, `answer` and `verdict`, and where there is one `reference`; its rubric is the
/// suite's template rendered with the row, or the row's own `rubric`.
struct CalibrationCases {
  let section: JudgeSection
  let suite: SuiteFile

  /// Fewer tell too little of a judge.
  private static let fewest = 10

  /// Reads the rows.
  ///
  /// - Parameter rows: Of the calibration files.
  /// - Returns: Each row, in order.
  /// - Throws: `Failures` with every row that is not as it should be.
  func read(_ rows: DataRows) throws(Failures) -> [JudgeDefinition.Labelled] {
    var reader = DataRows.Reader(rows, ahead: ByteSource.block)
    var cases: [JudgeDefinition.Labelled] = []
    var failures: [Failure] = []
    for number in 0..<rows.count {
      do throws(Failure) {
        cases.append(try labelled(try reader.record(number)))
      } catch {
        failures.append(error)
      }
    }
    guard failures.isEmpty else { throw Failures(Array(failures.prefix(20))) }
    if let failure = tooLittle(cases) { throw Failures([failure]) }
    return cases
  }

  private func tooLittle(_ cases: [JudgeDefinition.Labelled]) -> Failure? {
    if cases.count < CalibrationCases.fewest {
      return Failure(
        .badData,
        "the calibration set has \(cases.count) answers, and needs at least "
          + "\(CalibrationCases.fewest)", at: section.calibration.place,
        remedy: "Label more answers, some that pass and some that fail.")
    }
    guard Set(cases.map(\.verdict)).count < 2 else { return nil }
    return Failure(
      .badData, "all answers of the calibration set have the same verdict",
      at: section.calibration.place,
      remedy: "Agreement shows on answers that differ: add some of another verdict.")
  }

  private func labelled(_ record: DataRecord) throws(Failure) -> JudgeDefinition.Labelled {
    let stated = try text("verdict", record)
    guard let verdict = section.scale.verdict(stated) else {
      let wanted = section.scale == .passFail ? "PASS or FAIL" : "a number from 1 to 5"
      throw Failure(
        .badData, "the verdict is \"\(stated.prefix(40))\", and must be \(wanted)",
        at: record.place("verdict"))
    }
    let row = RowScope(record, variables: section.rubric.variables)
    let rubric =
      record["rubric"] == nil ? try section.rubric.text(row) : try text("rubric", record)
    return JudgeDefinition.Labelled(
      id: try SampleIdentity.derivedID(record), rubric: rubric,
      question: try text("question", record), answer: try text("answer", record),
      reference: try? text("reference", record), verdict: verdict)
  }

  private func text(_ field: String, _ record: DataRecord) throws(Failure) -> String {
    switch record[field] {
    case .string(let text): return text
    case .int(let number): return String(number)
    case .double(let number): return number.description
    case nil:
      throw Failure(
        .badData, "the row has no field \"\(field)\"", at: record.place(field),
        remedy: "Calibration rows have question, answer and verdict.")
    case let value?:
      throw Failure(
        .badData, "\(field) must be a text, and is \(value.kindName)", at: record.place(field))
    }
  }
}
