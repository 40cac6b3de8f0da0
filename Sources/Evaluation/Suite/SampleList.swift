import Foundation
import Synchronization

/// The samples of a suite, in the order of its data: kept where they are few, made anew from their rows
/// where they are many.
///
/// Both give the same samples. A sample that is made anew and whose row is no longer what it was has a
/// `defect` and no requests.
package struct SampleList: RandomAccessCollection, Sendable, ExpressibleByArrayLiteral {
  private enum Storage: Sendable {
    case kept([Sample])
    case made(SampleMaker)
  }

  private let storage: Storage
  /// What becomes of each sample when it is asked for.
  private var change: (@Sendable (Sample) -> Sample)?
  /// What the samples ask for, counted when they were first made.
  package let counts: RequestCounts
  /// Whether any sample asks in turns.
  package let hasChat: Bool

  package init(_ samples: [Sample] = []) {
    storage = .kept(samples)
    counts = RequestCounts(samples)
    hasChat = samples.contains(where: \.isChat)
  }

  package init(arrayLiteral elements: Sample...) {
    self.init(elements)
  }

  init(_ maker: SampleMaker, counts: RequestCounts, hasChat: Bool) {
    storage = .made(maker)
    self.counts = counts
    self.hasChat = hasChat
  }

  package var startIndex: Int { 0 }

  package var endIndex: Int {
    switch storage {
    case .kept(let samples): samples.count
    case .made(let maker): maker.count
    }
  }

  package subscript(position: Int) -> Sample {
    let sample =
      switch storage {
      case .kept(let samples): samples[position]
      case .made(let maker): maker.sample(position)
      }
    return change?(sample) ?? sample
  }

  /// The same samples, each changed when it is asked for; their ids stay, and `counts` as they were.
  func changing(_ change: @escaping @Sendable (Sample) -> Sample) -> SampleList {
    var list = self
    list.change = change
    return list
  }

  /// Whether the samples are held in memory.
  package var isKept: Bool {
    if case .kept = storage { return true }
    return false
  }

  /// The samples at these positions, which are in order.
  func part(at positions: [Int]) -> SampleList {
    switch storage {
    case .kept(let samples): return SampleList(positions.map { samples[$0] })
    case .made(let maker):
      let part = maker.part(at: positions)
      var counts = RequestCounts()
      var hasChat = false
      for position in positions.indices {
        let sample = part.sample(position)
        counts.add(sample)
        hasChat = hasChat || sample.isChat
      }
      return SampleList(part, counts: counts, hasChat: hasChat)
    }
  }

  /// The ids in order, without making samples.
  package var ids: some Sequence<String> {
    switch storage {
    case .kept(let samples): SampleIDs(samples: samples, maker: nil)
    case .made(let maker): SampleIDs(samples: [], maker: maker)
    }
  }
}

extension SampleList: Equatable {
  package static func == (left: SampleList, right: SampleList) -> Bool {
    left.count == right.count && left.elementsEqual(right)
  }
}

extension Sample {
  /// Whether it asks in turns.
  package var isChat: Bool {
    requests.contains { request in
      switch request {
      case .loglikelihood(.chat, _), .generate(.chat, _): true
      default: false
      }
    }
  }
}

/// The ids of a list of samples.
struct SampleIDs: Sequence, IteratorProtocol {
  let samples: [Sample]
  let maker: SampleMaker?
  private var position = 0
  private var reader: DataRows.Reader?

  init(samples: [Sample], maker: SampleMaker?) {
    self.samples = samples
    self.maker = maker
    reader = maker.map { DataRows.Reader($0.rows, ahead: ByteSource.block) }
  }

  mutating func next() -> String? {
    defer { position += 1 }
    guard let maker else { return position < samples.count ? samples[position].id : nil }
    return position < maker.count ? maker.id(position, &reader) : nil
  }
}

/// Makes samples out of their rows, a block at a time, on several threads.
final class SampleMaker: Sendable {
  let rows: DataRows
  private let builder: SampleBuilder
  private let numbers: RowNumbers
  private let pool: ExemplarPool?
  /// The blocks that were asked for last, newest first.
  private let recent = Mutex<[Block]>([])

  private struct Block {
    var number: Int
    var samples: [Sample]
  }

  /// How many samples are made at once.
  private static let blockSize = 512
  private static let blocksKept = 3

  init(_ rows: DataRows, _ numbers: RowNumbers, _ builder: SampleBuilder, _ pool: ExemplarPool?) {
    self.rows = rows
    self.numbers = numbers
    self.builder = builder
    self.pool = pool
  }

  var count: Int { numbers.count }

  /// Makes the samples at these positions alone.
  func part(at positions: [Int]) -> SampleMaker {
    SampleMaker(rows, .some(positions.map { UInt32(numbers[$0]) }), builder, pool)
  }

  /// The sample at a position.
  func sample(_ position: Int) -> Sample {
    let number = position / SampleMaker.blockSize
    let block =
      recent.withLock { blocks in blocks.first { $0.number == number } } ?? make(number)
    return block.samples[position - number * SampleMaker.blockSize]
  }

  private func make(_ number: Int) -> Block {
    let first = number * SampleMaker.blockSize
    let range = first..<min(first + SampleMaker.blockSize, count)
    var block = Block(number: number, samples: [])
    block.samples.reserveCapacity(range.count)
    OrderedWork.run(range, chunk: SampleMaker.blockSize / 8) { part in
      var reader: DataRows.Reader? = DataRows.Reader(rows, ahead: ByteSource.block / 16)
      return part.map { made($0, &reader) }
    } each: { samples in
      block.samples += samples
      return true
    }
    recent.withLock { blocks in
      blocks.removeAll { $0.number == number }
      blocks.insert(block, at: 0)
      if blocks.count > SampleMaker.blocksKept { blocks.removeLast() }
    }
    return block
  }

  private func made(_ position: Int, _ reader: inout DataRows.Reader?) -> Sample {
    do throws(Failure) {
      guard let record = try reader?.record(numbers[position]) else { throw SampleMaker.noReader }
      let id = try builder.id(record)
      return try builder.sample(
        record, id: id, number: numbers[position], pool: pool, leaks: [:])
    } catch {
      var sample = Sample(id: SampleMaker.defectiveID(numbers[position]), requests: [])
      sample.defect = error.description
      return sample
    }
  }

  /// The id of the sample at a position.
  func id(_ position: Int, _ reader: inout DataRows.Reader?) -> String {
    do throws(Failure) {
      guard let record = try reader?.record(numbers[position]) else { throw SampleMaker.noReader }
      return try builder.id(record)
    } catch {
      return SampleMaker.defectiveID(numbers[position])
    }
  }

  private static var noReader: Failure { Failure(.internal, "the data is not open") }

  /// The id of a sample whose row cannot be read any more.
  private static func defectiveID(_ row: Int) -> String { "row-\(row + 1)-changed" }
}

/// Numbers of rows, in order.
enum RowNumbers: Sendable {
  case all(Int)
  case some([UInt32])

  var count: Int {
    switch self {
    case .all(let count): count
    case .some(let numbers): numbers.count
    }
  }

  subscript(position: Int) -> Int {
    switch self {
    case .all: position
    case .some(let numbers): Int(numbers[position])
    }
  }

  /// Where a row stands among these, which are in order; it must be one of them.
  func position(of number: Int) -> Int {
    guard case .some(let numbers) = self else { return number }
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(numbers[middle]) < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Does work on ranges on all cores, and hands on the results in order.
enum OrderedWork {
  /// Does the work.
  ///
  /// - Parameters:
  ///   - range: What to work through.
  ///   - chunk: How much is done at once.
  ///   - work: Runs on any thread.
  ///   - each: Gets each result on the caller's thread, in order; answers whether to go on.
  static func run<Result: Sendable>(
    _ range: Range<Int>, chunk: Int, work: @Sendable (Range<Int>) -> Result,
    each: (Result) -> Bool
  ) {
    let window = max(1, ProcessInfo.processInfo.activeProcessorCount) * 4
    var start = range.lowerBound
    while start < range.upperBound {
      let chunks = stride(from: start, to: range.upperBound, by: chunk).prefix(window)
        .map { $0..<min($0 + chunk, range.upperBound) }
      let results = Mutex<[Result?]>(Array(repeating: nil, count: chunks.count))
      DispatchQueue.concurrentPerform(iterations: chunks.count) { index in
        let result = work(chunks[index])
        results.withLock { $0[index] = result }
      }
      for result in results.withLock({ $0 }) {
        guard let result, each(result) else { return }
      }
      start = chunks.last?.upperBound ?? range.upperBound
    }
  }
}
