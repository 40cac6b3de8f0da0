import Dispatch
import Synchronization

/// Work on all cores whose results do not depend on how it is shared out.
enum InParallel {
  /// Makes the elements of an array, in its order, on any threads.
  ///
  /// - Parameters:
  ///   - count: How many there are.
  ///   - make: Makes the element of a place; depends on the place alone.
  /// - Returns: The elements.
  static func map<Element: Sendable>(
    _ count: Int, _ make: @Sendable (Int) -> Element
  ) -> [Element] {
    guard count > 1 else { return (0..<count).map(make) }
    let elements = Mutex([Element?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { place in
      let element = make(place)
      elements.withLock { $0[place] = element }
    }
    return elements.withLock { $0 }.compactMap { $0 }
  }
}
