import Foundation
import TestSupport
import Testing

/// Law 8 for checkpoints, folders and words on the command line: place, value, remedy, exit code.
struct RunErrorTests {
  private let folder: TemporaryFolder
  private let suite: String

  init() throws {
    folder = try TemporaryFolder()
    _ = try TaskSuites.write(to: folder)
    suite = folder.file("choice/suite.yaml")
  }

  private func run(_ arguments: String...) async throws -> CommandResult {
    try await assay(["run", suite] + arguments, in: folder.url)
  }

  // MARK: Checkpoints

  @Test func aMissingCheckpointIsNamed() async throws {
    let result = try await run("--model", "gone.gguf", "--out", "out")
    #expect(result.exitCode == 66)
    #expect(
      result.errors == """
        assay: error: gone.gguf: cannot open the checkpoint: No such file or directory. \
        Name a GGUF file that exists and is readable

        """)
    #expect(!folder.names.contains("out"))
  }

  @Test(arguments: [["inspect"], ["tokenize", "--text", "a"], ["generate", "--prompt", "a"]])
  func everyCommandRefusesATruncatedCheckpoint(command: [String]) async throws {
    let result = try await assay(command + [Checkpoints.broken("truncated-data")])
    #expect(result.exitCode == 65)
    #expect(
      result.errors == """
        assay: error: \(Checkpoints.broken("truncated-data")): blk.0.ffn_up.weight: needs 2048 bytes \
        at offset 25280 of the tensor data, which has 25280. The file is truncated or damaged: \
        fetch it again

        """)
  }

  @Test func aTruncatedCheckpointIsRefusedBeforeAnythingIsWritten() async throws {
    let result = try await run("--model", Checkpoints.broken("truncated-header"), "--out", "out")
    #expect(result.exitCode == 65)
    #expect(
      result.errors == """
        assay: error: \(Checkpoints.broken("truncated-header")): tensor_count: needs 8 bytes at \
        offset 8, but the file ends after 6. The file is truncated or damaged: fetch it again

        """)
    #expect(!folder.names.contains("out"))
  }

  @Test func aFileThatIsNoCheckpointIsRefused() async throws {
    let result = try await run("--model", suite, "--out", "out")
    #expect(result.exitCode == 65)
    #expect(result.errors.hasPrefix("assay: error: \(suite): does not begin with \"GGUF\". "))
  }

  // MARK: Folders

  @Test func aSuiteThatIsNotThereIsNamed() async throws {
    let result = try await assay("run", "gone.yaml", "--model", Checkpoints.tiny)
    #expect(result.exitCode == 66)
    #expect(
      result.errors == """
        assay: error: gone.yaml: there is no such file or folder. Name a suite such as \
        suites/quality/reading/suite.yaml, a plan or a folder

        """)
  }

  @Test func aFolderThatCannotBeWrittenIsNamed() async throws {
    let result = try await run("--model", Checkpoints.tiny, "--out", "plan.yaml/out")
    #expect(result.exitCode == 74)
    #expect(
      result.errors == """
        assay: error: cannot write into \(folder.path)/plan.yaml: Not a directory. \
        Choose another folder with --out

        """)
    #expect(result.output == "")
  }

  @Test func anotherRunIsNotReplacedUnasked() async throws {
    #expect(try await run("--model", Checkpoints.tiny, "--out", "out").exitCode == 0)
    let verdict = try folder.bytes("out/verdict.json")
    let second = try await run("--model", Checkpoints.tiny, "--out", "out", "--seed", "3")
    #expect(second.exitCode == 64)
    let message = #/assay: error: out holds another run \([0-9a-f]{16}\): seed 1, now 3\. /#
    #expect(second.errors.prefixMatch(of: message) != nil, "\(second.errors)")
    #expect(
      second.errors.hasSuffix(
        "Choose another folder with --out, or pass --overwrite to replace it\n"))
    #expect(try folder.bytes("out/verdict.json") == verdict)
    let third = try await run(
      "--model", Checkpoints.tiny, "--out", "out", "--seed", "3", "--overwrite")
    #expect(third.exitCode == 0, "\(third.errors)")
    #expect(try folder.bytes("out/verdict.json") != verdict)
  }

  @Test func filesOfUnknownOriginAreNotReplacedUnasked() async throws {
    try folder.write("<mine/>", to: "out/junit.xml")
    let result = try await run("--model", Checkpoints.tiny, "--out", "out")
    #expect(result.exitCode == 64)
    #expect(
      result.errors == """
        assay: error: out has a file junit.xml, but no run.json that says what it is. \
        Choose another folder with --out, or pass --overwrite

        """)
    #expect(try folder.bytes("out/junit.xml") == Data("<mine/>".utf8))
  }

  @Test func withoutAFolderOneIsMadeOfBoundedLength() async throws {
    let rows = folder.file("page/items.jsonl")
    let ids = (0..<12).map { "\($0)-" + String(repeating: "long-", count: 8) + "name" }
    for id in ids {
      try folder.write(
        "suite: \(id)\ndata: {path: \(rows), id: id}\ntask: perplexity\ntarget: \"{{ text }}\"\n",
        to: "many/\(id).yaml")
    }
    let result = try await assay(["run", "many", "--model", Checkpoints.tiny], in: folder.url)
    #expect(result.exitCode == 0, "\(result.errors)")
    let made = try FileManager.default.contentsOfDirectory(atPath: folder.file("reports"))
    #expect(made.count == 1)
    #expect(made.allSatisfy { $0.utf8.count <= 100 }, "\(made)")
    #expect(result.output.contains("report: reports/\(made.first ?? "")/index.html\n"))
  }

  // MARK: Words

  /// Arguments that are wrong, and what the first line must say.
  struct Mistake: Sendable, CustomTestStringConvertible {
    var arguments: [String]
    var message: String
    var testDescription: String { arguments.joined(separator: " ") }

    init(_ arguments: [String], _ message: String) {
      self.arguments = arguments
      self.message = message
    }
  }

  private static let aRun = ["run", "suites", "--model", Checkpoints.tiny]
  private static let aText = ["generate", Checkpoints.tiny, "--prompt", "a"]

  static let mistakes: [Mistake] = [
    Mistake(aRun + ["--limit", "0"], "--limit is 0; at least 1 is expected."),
    Mistake(aRun + ["--limit", "some"], "The value 'some' is invalid for '--limit <limit>'"),
    Mistake(aRun + ["--threads", "0"], "--threads is 0; 1 to 1024 is expected."),
    Mistake(aRun + ["--threads", "2000"], "--threads is 2000; 1 to 1024 is expected."),
    Mistake(aRun + ["--cache-mib", "0"], "--cache-mib is 0; 1 to 1048576 is expected."),
    Mistake(aRun + ["--seed", "x"], "The value 'x' is invalid for '--seed <seed>'"),
    Mistake(
      aRun + ["--precision", "half"],
      "The value 'half' is invalid for '--precision <precision>'. "
        + "Please provide one of 'fast' and 'exact'."),
    Mistake(
      aRun + ["--junit-granularity", "all"],
      "The value 'all' is invalid for '--junit-granularity <junit-granularity>'. "
        + "Please provide one of 'metric' and 'sample'."),
    Mistake(aRun + ["--resumee"], "Unknown option '--resumee'. Did you mean '--resume'?"),
    Mistake(["run", "suites"], "Missing expected argument '--model <model>'"),
    Mistake(["run"], "Missing expected argument '<paths> ...'"),
    Mistake(["evaluate"], "Unexpected argument 'evaluate'"),
    Mistake(["tokenize", Checkpoints.tiny], "Give either --text or --file."),
    Mistake(["generate", Checkpoints.tiny], "Give either --prompt or --chat."),
    Mistake(aText + ["--max-tokens", "0"], "--max-tokens must be at least 1."),
    Mistake(aText + ["--top-p", "2"], "--top-p is above 0 and at most 1"),
    Mistake(aText + ["--top-p", "0"], "--top-p is above 0 and at most 1"),
    Mistake(aText + ["--stop", ""], "--stop is empty."),
    Mistake(aText + ["--temperature", "nan"], "--temperature must be 0 or more."),
  ]

  @Test(arguments: mistakes)
  func wrongWordsAreNamed(mistake: Mistake) async throws {
    let result = try await assay(mistake.arguments)
    #expect(result.exitCode == 64)
    #expect(result.errors.hasPrefix("Error: " + mistake.message), "\(result.errors)")
    #expect(result.errors.contains("--help' for more information."))
    #expect(result.output == "")
  }

  @Test func aFilterThatCannotBeReadIsNamed() async throws {
    let result = try await run("--model", Checkpoints.tiny, "--filter", "choice,,tag:safety")
    #expect(result.exitCode == 64)
    #expect(
      result.errors == """
        assay: error: the filter 'choice,,tag:safety' has an empty term. Write terms such as \
        sentiment, quality-*, tag:safety, id:fr-*, reading/fr-*, slice:topic=law or !tag:slow \
        between commas; a + between blanks is and

        """)
  }
}
