internal import Benchmark

/// Everything that this target measures: the steps of an evaluation inside the engine.
///
/// Names have no spaces: the library writes a file of thresholds under another name then than it
/// reads.
let benchmarks: @Sendable () -> Void = {
  Subject.requireModel()
  registerOpening()
  registerLoading()
  registerTokenization()
  registerChatTemplate()
  registerPrefill()
  registerDecoding()
  registerSharedPrefix()
  registerSampling()
}
