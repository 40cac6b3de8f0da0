/// Which independent group each of some samples belongs to.
package struct Clustering: Sendable, Equatable {
  /// The group of each sample, 0 ..< count, numbered in the order in which they appear.
  package private(set) var numbers: [Int]
  /// What each group is called by whoever made the groups.
  private var keys: [Int]

  /// How many groups there are.
  package var count: Int { keys.count }

  /// Groups of no samples.
  package init() {
    numbers = []
    keys = []
  }

  /// Numbers groups by their keys.
  ///
  /// - Parameters:
  ///   - samples: A key each, 0 or more.
  ///   - limit: Above every key.
  init(keys samples: [Int], below limit: Int) {
    numbers = []
    keys = []
    numbers.reserveCapacity(samples.count)
    // A table of all keys is faster, where it is not much longer than what is looked up in it.
    if limit <= 16 * samples.count + 1_024 {
      var known = [Int32](repeating: -1, count: limit)
      for key in samples {
        if known[key] < 0 {
          known[key] = Int32(keys.count)
          keys.append(key)
        }
        numbers.append(Int(known[key]))
      }
    } else {
      append(samples)
    }
  }

  /// Adds samples; a key means the same group as before.
  mutating func append(_ samples: [Int]) {
    var known: [Int: Int] = [:]
    for (number, key) in keys.enumerated() { known[key] = number }
    for key in samples {
      let number = known[key] ?? keys.count
      if number == keys.count {
        known[key] = number
        keys.append(key)
      }
      numbers.append(number)
    }
  }

  /// Numbers groups by their names.
  package init(names: some Sequence<String>) {
    numbers = []
    keys = []
    var known: [String: Int] = [:]
    for name in names {
      let number = known[name] ?? known.count
      known[name] = number
      numbers.append(number)
    }
    keys = Array(0..<known.count)
  }

  /// Whether every sample is a group of its own.
  package var isIndependent: Bool { count == numbers.count }

  /// How many groups hold a sample of each label.
  ///
  /// - Parameters:
  ///   - labels: One a sample, in 0 ..< `count`.
  ///   - labelCount: How many labels there are.
  /// - Returns: A count a label.
  func groupsHolding(_ labels: [Int], count labelCount: Int) -> [Int] {
    var groups = [Int](repeating: 0, count: labelCount)
    guard !isIndependent else {
      for label in labels { groups[label] += 1 }
      return groups
    }
    // Samples by label; within one label, a group counts where it was not seen for that label.
    var starts = [Int](repeating: 0, count: labelCount + 1)
    for label in labels { starts[label + 1] += 1 }
    for label in 0..<labelCount { starts[label + 1] += starts[label] }
    var order = [Int](repeating: 0, count: labels.count)
    var next = starts
    for (sample, label) in labels.enumerated() {
      order[next[label]] = sample
      next[label] += 1
    }
    var lastLabel = [Int](repeating: -1, count: count)
    for label in 0..<labelCount {
      for sample in order[starts[label]..<starts[label + 1]]
      where lastLabel[numbers[sample]] != label {
        lastLabel[numbers[sample]] = label
        groups[label] += 1
      }
    }
    return groups
  }
}
