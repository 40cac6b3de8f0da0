/// Whether a model can do what a plan's prompts need.
package enum ChatSupport {
  /// Refuses a plan that chats with a checkpoint that has no chat template, before anything is asked.
  ///
  /// - Parameters:
  ///   - plan: What would run.
  ///   - model: Who would answer.
  /// - Throws: `Failure` (`unavailable`) naming the suites.
  package static func check(_ plan: Plan, _ model: ModelIdentity) throws(Failure) {
    guard !model.hasChatTemplate else { return }
    let chatting = plan.suites.filter(\.samples.hasChat).map(\.definition.id)
    guard !chatting.isEmpty else { return }
    throw Failure(
      .unavailable,
      "\(model.name) has no chat template, which these suites need: "
        + chatting.joined(separator: ", "),
      remedy: "Use a checkpoint that brings its template, or leave the suites out with --filter")
  }
}
