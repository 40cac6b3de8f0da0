import Evaluation
import Testing

/// The generators' published sequences.
struct RandomSourceTests {
  @Test func splitMixGivesItsPublishedSequence() {
    // Reference: the C program at prng.di.unimi.it/splitmix64.c with seed 1234567.
    var random = SplitMix64(seed: 1_234_567)
    let words = (0..<5).map { _ in random.next() }
    #expect(
      words == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test func boundedNumbersAreEvenAndInRange() {
    var random = SeededRandom(seed: 42)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[random.below(7)] += 1 }
    for count in counts { #expect(abs(count - 10_000) < 400) }
    #expect(random.below(1) == 0)
    #expect(random.below(0) == 0)
  }

  @Test func seedsGiveDifferentSequences() {
    var first = SeededRandom(seed: 1)
    var again = SeededRandom(seed: 1)
    var second = SeededRandom(seed: 2)
    let words = (0..<4).map { _ in first.next() }
    #expect(words == (0..<4).map { _ in again.next() })
    #expect(words != (0..<4).map { _ in second.next() })
  }
}
