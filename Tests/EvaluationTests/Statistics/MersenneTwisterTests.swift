import Evaluation
import Foundation
import TestSupport
import Testing

/// Against CPython's own `random` (scripts/fixtures/python_random_vectors.py).
struct MersenneTwisterTests {
  private struct Vectors: Decodable {
    struct Drawn: Decodable {
      var size: Int
      var count: Int
      var drawn: [Int]
    }
    var words700: [String: [UInt32]]
    var samples: [Drawn]
  }

  private func vectors() throws -> Vectors {
    try JSONDecoder().decode(
      Vectors.self, from: Data(contentsOf: fixtureURL("sampling/python-random.json")))
  }

  @Test func wordsAreThoseOfCPythonForSeedsOfOneAndTwoWords() throws {
    let vectors = try vectors()
    #expect(vectors.words700.count == 6)
    for (seed, expected) in vectors.words700 {
      var random = MersenneTwister(seed: try #require(UInt64(seed)))
      let words = (0..<700).map { _ in random.next() }
      #expect(Array(words.suffix(3)) == expected, "seed \(seed)")
    }
  }

  @Test func samplesFollowOneAnotherAsInCPython() throws {
    var random = MersenneTwister(seed: 1234)
    for expected in try vectors().samples {
      #expect(
        random.sample(of: expected.size, count: expected.count) == expected.drawn,
        "\(expected.count) of \(expected.size)")
    }
  }
}
