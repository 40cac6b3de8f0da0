internal import Benchmark
internal import Foundation
internal import Inference

/// English prose to token ids: the first 10,000 bytes of this repository's licence.
func registerTokenization() {
  let byteCount = 10_000
  Benchmark("tokenize_10_kB_of_English", configuration: Rate.kilobytes.configuration(seconds: 1)) {
    (benchmark, input: (tokenizer: Tokenizer, text: String)) in
    try Rate.kilobytes.record(byteCount / 1000, to: benchmark) {
      blackHole(try input.tokenizer.encode(input.text))
    }
  } setup: {
    let licence = try Data(contentsOf: Subject.repository.appending(path: "LICENSE"))
    return (
      try Subject.checkpoint().tokenizer, String(decoding: licence.prefix(byteCount), as: UTF8.self)
    )
  }
}
