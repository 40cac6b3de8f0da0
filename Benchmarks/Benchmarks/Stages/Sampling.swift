internal import Benchmark
internal import Inference

/// Drawing a token from logits over SmolLM2's vocabulary; greedy requests draw none.
func registerSampling() {
  let ways: [(name: String, options: SamplingOptions)] = [
    ("temperature", SamplingOptions(temperature: 0.8)),
    ("top_k_40_top_p_0.95", SamplingOptions(temperature: 0.8, topK: 40, topP: 0.95)),
  ]
  for way in ways {
    Benchmark(
      "draw_from_49152_logits_\(way.name)", configuration: .time()
    ) { (_, input: (sampler: Sampler, logits: [Float])) in
      var sampler = input.sampler
      blackHole(sampler.draw(input.logits))
    } setup: {
      (Sampler(way.options), madeUpLogits(49_152))
    }
  }
}

/// Logits in no order: sums of four even draws, near a normal distribution.
private func madeUpLogits(_ count: Int) -> [Float] {
  var state: UInt64 = 1
  func draw() -> Float {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(state >> 40) * 0x1p-24 - 0.5
  }
  return (0..<count).map { _ in (draw() + draw() + draw() + draw()) * 8 }
}
