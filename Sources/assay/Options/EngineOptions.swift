internal import ArgumentParser
internal import Evaluation
internal import Foundation
internal import Inference
internal import Models

/// How a checkpoint is run; shared by the commands that run one.
struct EngineOptions: ParsableArguments {
  @ArgumentParser.Option(
    help: "exact: f32 throughout, the reference. fast: weights as stored, 16-bit activations.")
  var precision: Precision = .fast

  @ArgumentParser.Option(help: "Threads that compute. Results do not depend on it.")
  var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  @ArgumentParser.Option(
    name: .customLong("cache-mib"), help: "Memory for the prefix cache, in MiB.")
  var cacheMiB: Int = 256

  @ArgumentParser.Option(
    help: """
      Kernels other than the best that the processor runs, to repeat another machine's bits: \
      avx512-bf16, avx512-vnni, avx2, neon-i8mm, neon-dotprod or portable.
      """)
  var instructionSet: String?

  func validate() throws {
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads is \(threads); 1 to 1024 is expected.")
    }
    guard (1...1 << 20).contains(cacheMiB) else {
      throw ValidationError("--cache-mib is \(cacheMiB); 1 to 1048576 is expected.")
    }
  }

  /// The engine over a checkpoint.
  func engine(_ checkpoint: Checkpoint) throws -> Engine {
    try Engine(
      checkpoint, precision: precision, threads: threads, cacheBytes: cacheMiB << 20,
      instructionSet: instructionSet)
  }

  /// The model over a checkpoint, which gives a generated text up after so many seconds.
  func model(_ checkpoint: Checkpoint, generationLimit: Double? = nil) throws -> LocalModel {
    try LocalModel(
      checkpoint, precision: precision, threads: threads, cacheBytes: cacheMiB << 20,
      instructionSet: instructionSet, generationLimit: generationLimit)
  }
}

extension Precision: ExpressibleByArgument {}
