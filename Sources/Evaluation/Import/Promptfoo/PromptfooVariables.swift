/// The variables of a test: files read, lists multiplied, names in texts filled in.
struct PromptfooVariables {
  let files: PromptfooFiles

  /// The most tests that one becomes.
  private static let limit = 100_000

  /// Every combination of a test's variables, the first one changing slowest.
  ///
  /// - Parameters:
  ///   - variables: As the test states them; a list of texts stands for each of them.
  ///   - expands: Whether lists do.
  /// - Returns: One set of variables a test.
  /// - Throws: `Refusal` where a file is a program or cannot be read.
  func combinations(
    _ variables: [JSONValue.Member], expands: Bool
  ) throws(Refusal) -> [[JSONValue.Member]] {
    var result: [[JSONValue.Member]] = [[]]
    for member in variables {
      let values = try values(member, expands: expands)
      guard result.count * values.count <= PromptfooVariables.limit else {
        throw Refusal(
          "its variables make more than \(PromptfooVariables.limit) combinations",
          remedy: "Give shorter lists.")
      }
      result = result.flatMap { row in
        values.map { row + [JSONValue.Member(member.name, $0)] }
      }
    }
    return try result.map { row throws(Refusal) in try resolved(row) }
  }

  private func values(
    _ member: JSONValue.Member, expands: Bool
  ) throws(Refusal) -> [JSONValue] {
    var values = [member.value]
    // promptfoo takes a list for several values where its first item is a text.
    if expands, case .array(let items) = member.value, items.first?.string != nil { values = items }
    var result: [JSONValue] = []
    for value in values {
      guard let text = value.string, let path = PromptfooFiles.reference(text) else {
        result.append(value)
        continue
      }
      for file in try files.named(path, "the variable \"\(member.name)\"") {
        result.append(.string(try content(file)))
      }
    }
    return result
  }

  /// The text of a file; YAML becomes JSON, as in promptfoo.
  private func content(_ file: String) throws(Refusal) -> String {
    switch PromptfooFiles.ending(file) {
    case "yaml", "yml":
      let value = try files.data(file)
      guard let text = try? value.jsonText() else {
        throw Refusal("\(file) cannot be written as JSON", remedy: "Check the file.")
      }
      return text
    default: return TextNormalization.trim(try files.text(file))
    }
  }

  /// Fills in what texts name of other variables.
  private func resolved(_ row: [JSONValue.Member]) throws(Refusal) -> [JSONValue.Member] {
    var row = row
    for index in row.indices {
      // promptfoo takes one line feed off the end of each.
      guard let text = row[index].value.string, text.utf8.last == UInt8(ascii: "\n") else {
        continue
      }
      row[index].value = .string(String(text.unicodeScalars.dropLast()))
    }
    for _ in 0..<5 {
      var isDone = true
      for index in row.indices {
        guard let text = row[index].value.string, text.contains("{{") else { continue }
        let filled = try NunjucksTemplate(text).text(row.filter { $0.name != row[index].name })
        if filled != text {
          row[index].value = .string(filled)
          isDone = false
        }
      }
      if isDone { return row }
    }
    return row
  }
}
