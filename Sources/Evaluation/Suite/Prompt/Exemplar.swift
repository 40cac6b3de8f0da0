/// A row as a solved example.
struct Exemplar: Sendable, Equatable {
  var id: String
  /// Its data file.
  var file: String
  /// The line of its data file.
  var line: Int
  /// What it must share with a sample that it is shown to, where the suite says so.
  var group: String?
  /// What is shown of it before its answer.
  var question: String
  /// What it asks, to find samples that ask the same; its contexts where the choices are contexts.
  var asks: String
  /// What its answer begins with; "" for nothing.
  var prefix: String
  var answer: String
}
