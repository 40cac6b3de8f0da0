/// Some samples and what was asked and answered for them so far: a state machine without a model.
///
/// Each round holds what every sample asks next. The first round is what the samples ask by themselves;
/// a scorer that reads an answer before it knows the next question adds more.
struct Exchange {
  private(set) var samples: [Sample]
  /// One list a sample, as many as the sample has requests once a round was answered.
  private(set) var responses: [[ModelResponse]]
  private let scorer: any Scorer
  /// How many of each sample's requests were handed out and not answered yet.
  private var waiting: [Int]
  private var round = 0

  /// No sample may ask in more rounds than this: what asks on and on is a fault of its scorer.
  static let mostRounds = 4096

  init(_ samples: [Sample], scorer: any Scorer) {
    self.samples = samples
    self.scorer = scorer
    responses = Array(repeating: [], count: samples.count)
    waiting = Array(repeating: 0, count: samples.count)
  }

  /// What is asked next, sample by sample; empty where all is answered.
  mutating func next() -> [ModelRequest] {
    defer { round += 1 }
    guard round > 0 else {
      waiting = samples.map(\.requests.count)
      return samples.flatMap(\.requests)
    }
    guard scorer.isInteractive, round < Exchange.mostRounds else { return [] }
    var requests: [ModelRequest] = []
    for index in samples.indices where waiting[index] > 0 || round == 1 {
      let more = scorer.next(samples[index], responses[index])
      samples[index].requests += more
      waiting[index] = more.count
      requests += more
    }
    return requests
  }

  /// Takes the answers to what `next` gave, in its order.
  mutating func take(_ answers: [ModelResponse]) {
    var start = 0
    for index in samples.indices {
      let end = min(answers.count, start + waiting[index])
      responses[index] += answers[start..<end]
      start = end
    }
  }
}
