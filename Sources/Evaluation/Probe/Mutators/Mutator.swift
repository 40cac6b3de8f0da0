/// A change of a text, decided by the text and a seed.
///
/// Every mutator takes any text, works on Unicode scalars and gives the same text for the same seed
/// on every machine. It changes all of a text: a placeholder such as `[CANARY]` is replaced by the
/// caller before, since what stands behind a mutator is found by its reader no more.
package struct Mutator: Sendable {
  /// What a mutator works on.
  package enum Family: String, Sendable, CaseIterable {
    /// The text in another alphabet, with a decoder that everybody has.
    case encoding
    /// The same letters for the eye, other scalars for a tokenizer.
    case unicode
    /// Letters and words as a person disguises them.
    case surface
    /// The text inside a document of some format.
    case structure
    /// What careless or other writers do; the meaning stays.
    case quality
  }

  /// Draws and changes.
  typealias Change = @Sendable (_ text: [Unicode.Scalar], _ random: inout SeededRandom) -> String
  /// Takes the change back; `nil` for texts that the mutator never makes.
  typealias Undo = @Sendable (_ text: [Unicode.Scalar], _ random: inout SeededRandom) -> String?
  /// What taking the change back gives for a text.
  typealias Fold = @Sendable (_ text: [Unicode.Scalar]) -> String

  /// What suites call it: `[a-z0-9-]`.
  package let name: String
  package let family: Family
  /// A sentence for the reference page.
  package let summary: String
  /// What the inverse does not give back, as a sentence; empty where it gives back every text.
  package let loss: String

  private let change: Change
  private let undo: Undo?
  private let fold: Fold?

  /// Makes a mutator.
  ///
  /// - Parameters:
  ///   - name: What suites call it.
  ///   - family: What it works on.
  ///   - summary: A sentence for the reference page.
  ///   - loss: What the inverse does not give back.
  ///   - undo: Takes the change back; `nil` where nothing can.
  ///   - fold: What the inverse gives back of a text; `nil` where that is the text itself.
  ///   - change: Draws and changes.
  init(
    _ name: String, _ family: Family, _ summary: String, loss: String = "", undo: Undo? = nil,
    fold: Fold? = nil, change: @escaping Change
  ) {
    self.name = name
    self.family = family
    self.summary = summary
    self.loss = loss
    self.fold = fold
    self.undo = undo
    self.change = change
  }

  /// Makes a mutator of a text's bytes that gives back every text.
  ///
  /// - Parameters:
  ///   - name: What suites call it.
  ///   - summary: A sentence for the reference page.
  ///   - encode: Gives ASCII.
  ///   - decode: Gives the bytes; `nil` for what the encoding never gives.
  /// - Returns: The mutator.
  static func bytes(
    _ name: String, _ summary: String, encode: @escaping @Sendable ([UInt8]) -> [UInt8],
    decode: @escaping @Sendable ([UInt8]) -> [UInt8]?
  ) -> Mutator {
    Mutator(name, .encoding, summary) { text, _ in
      decode(text.utf8Bytes).flatMap { String(validating: $0, as: UTF8.self) }
    } change: { text, _ in
      String(decoding: encode(text.utf8Bytes), as: UTF8.self)
    }
  }

  /// Whether the change can be taken back, knowing the seed at most.
  package var isInvertible: Bool { undo != nil }

  /// Changes a text.
  ///
  /// - Parameters:
  ///   - text: Any text.
  ///   - seed: Decides what is drawn.
  /// - Returns: The changed text.
  package func apply(_ text: String, seed: UInt64) -> String {
    var random = SeededRandom(seed: seed)
    return change(Array(text.unicodeScalars), &random)
  }

  /// Takes the change back.
  ///
  /// - Parameters:
  ///   - text: What `apply` gave.
  ///   - seed: The seed that `apply` had.
  /// - Returns: `nil` for texts that the mutator never gives, and where nothing takes it back.
  package func inverse(_ text: String, seed: UInt64) -> String? {
    var random = SeededRandom(seed: seed)
    return undo?(Array(text.unicodeScalars), &random)
  }

  /// What the inverse gives back of a text: the text but for what `loss` says.
  package func canonical(_ text: String) -> String {
    fold?(Array(text.unicodeScalars)) ?? text
  }
}

extension [Unicode.Scalar] {
  /// The scalars as a text.
  var text: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: self)
    return String(view)
  }

  /// The scalars in UTF-8.
  var utf8Bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    for scalar in self {
      if scalar.isASCII {
        bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      } else {
        bytes.append(contentsOf: UTF8.encode(scalar).map { Array<UInt8>($0) } ?? [])
      }
    }
    return bytes
  }

  init(_ text: some StringProtocol) {
    self = Array(text.unicodeScalars)
  }
}

extension SeededRandom {
  /// One of some items, which are not none.
  mutating func pick<Item>(_ items: [Item]) -> Item {
    items[below(items.count)]
  }

  /// Whether something of this chance, in percent, happens.
  mutating func happens(_ percent: Int) -> Bool {
    below(100) < percent
  }
}
