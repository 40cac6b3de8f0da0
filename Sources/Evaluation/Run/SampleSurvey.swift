/// What one pass over a suite's samples tells of all of them, before anything is asked.
package struct SampleSurvey: Sendable, Equatable {
  package private(set) var counts = RequestCounts()
  /// Whether any prompt is a conversation.
  package private(set) var isChatting = false
  /// The ids, for the run's identity.
  private(set) var ids = CanonicalList()

  /// Looks at every sample once.
  package init(_ samples: some Sequence<Sample>) {
    for sample in samples {
      counts.add(sample)
      ids.append(sample.id)
      isChatting = isChatting || sample.requests.contains(where: SampleSurvey.chats)
    }
  }

  private static func chats(_ request: ModelRequest) -> Bool {
    switch request {
    case .loglikelihood(.chat, _), .generate(.chat, _): true
    default: false
    }
  }
}
