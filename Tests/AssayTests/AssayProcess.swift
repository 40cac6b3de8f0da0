import Foundation
import TestSupport

/// What a command left when it ended.
struct CommandResult {
  /// As a shell tells it: 128 and the signal's number where a signal ended it.
  var exitCode: Int32
  /// Standard output.
  var output: String
  /// Standard error.
  var errors: String
}

/// The built `assay` command, run as a user runs it; none of its streams is a terminal.
final class AssayProcess {
  /// Beside the test executable, or else where `swift build -c release` leaves it.
  static let executable: URL = {
    let products = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    let built = products.appending(path: "assay")
    let isThere = FileManager.default.isExecutableFile(atPath: built.path)
    return isThere ? built : repositoryURL(".build/release/assay")
  }()

  private let process = Process()
  private let streams: TemporaryFolder

  /// Starts the command.
  ///
  /// - Parameters:
  ///   - arguments: without the command's own name.
  ///   - input: what it reads from standard input.
  ///   - directory: where it works; the tests' own working directory where none is named.
  ///   - fileSizeLimit: how large the files that it writes may grow, in blocks of 512 bytes.
  /// - Throws: where it cannot be started.
  init(
    _ arguments: [String], input: String = "", in directory: URL? = nil, fileSizeLimit: Int? = nil
  ) throws {
    streams = try TemporaryFolder()
    for (name, text) in [("input", input), ("output", ""), ("errors", "")] {
      try streams.write(text, to: name)
    }
    if let fileSizeLimit {
      let script = "ulimit -f \(fileSizeLimit); exec \"$0\" \"$@\""
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", script, AssayProcess.executable.path] + arguments
    } else {
      process.executableURL = AssayProcess.executable
      process.arguments = arguments
    }
    process.environment = ["PATH": "/usr/local/bin:/usr/bin:/bin"]
    if let directory { process.currentDirectoryURL = directory }
    process.standardInput = try FileHandle(forReadingFrom: streams.url.appending(path: "input"))
    process.standardOutput = try FileHandle(forWritingTo: streams.url.appending(path: "output"))
    process.standardError = try FileHandle(forWritingTo: streams.url.appending(path: "errors"))
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  /// Sends a signal, such as `SIGCONT`.
  func send(_ signal: Int32) {
    kill(process.processIdentifier, signal)
  }

  /// Sends a signal as soon as a condition holds.
  ///
  /// A thread of its own looks, since other tests may keep the threads of tasks busy for seconds.
  ///
  /// - Parameters:
  ///   - signal: such as `SIGKILL`.
  ///   - condition: asked every millisecond while the command runs.
  func send(_ signal: Int32, when condition: @escaping @Sendable () -> Bool) {
    Thread.detachNewThread { [process] in
      while process.isRunning {
        if condition() {
          kill(process.processIdentifier, signal)
          return
        }
        Thread.sleep(forTimeInterval: 0.001)
      }
    }
  }

  /// Waits for the command's end.
  ///
  /// - Parameter limit: how long it may take; then it is killed.
  /// - Returns: what it left.
  /// - Throws: `Overdue` where it took longer.
  func end(within limit: Duration = .seconds(120)) async throws -> CommandResult {
    let deadline = ContinuousClock.now + limit
    while process.isRunning {
      guard ContinuousClock.now < deadline else {
        send(SIGKILL)
        throw Overdue(arguments: process.arguments ?? [], limit: limit)
      }
      try await Task.sleep(for: .milliseconds(2))
    }
    let status = process.terminationStatus
    return CommandResult(
      exitCode: process.terminationReason == .uncaughtSignal ? 128 + status : status,
      output: String(decoding: try streams.bytes("output"), as: UTF8.self),
      errors: String(decoding: try streams.bytes("errors"), as: UTF8.self))
  }
}

/// A command that did not end in time.
struct Overdue: Error {
  var arguments: [String]
  var limit: Duration
}

/// Lets two commands run at once, so that bounds on their time mean something on small machines.
actor CommandGate {
  static let shared = CommandGate()

  private var free = 2
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func enter() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  func leave() {
    if waiting.isEmpty {
      free += 1
    } else {
      waiting.removeFirst().resume()
    }
  }
}

/// Runs `assay` to its end.
///
/// - Parameters:
///   - arguments: without the command's own name.
///   - input: what it reads from standard input.
///   - directory: where it works.
///   - limit: how long it may take.
/// - Returns: what it left.
/// - Throws: where it cannot be started, or takes longer.
func assay(
  _ arguments: [String], input: String = "", in directory: URL? = nil,
  within limit: Duration = .seconds(120)
) async throws -> CommandResult {
  await CommandGate.shared.enter()
  let result: Result<CommandResult, any Error>
  do {
    result = .success(
      try await AssayProcess(arguments, input: input, in: directory).end(within: limit))
  } catch {
    result = .failure(error)
  }
  await CommandGate.shared.leave()
  return try result.get()
}

/// Runs `assay` to its end with arguments one by one.
func assay(_ arguments: String..., input: String = "") async throws -> CommandResult {
  try await assay(arguments, input: input)
}
