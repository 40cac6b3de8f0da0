internal import CKernels
internal import Foundation

/// Looks at every number of every tensor.
struct TensorAudit {
  /// What a tensor's numbers are like.
  struct Summary: Equatable {
    var count = 0
    /// NaN or infinite.
    var notFinite = 0
    var zeros = 0
    /// Rows that hold zeros alone.
    var emptyRows = 0
    var largest: Float = 0
    private var squares = 0.0

    /// Root mean square of the finite numbers.
    var magnitude: Double {
      let finite = count - notFinite
      return finite > 0 ? (squares / Double(finite)).squareRoot() : 0
    }

    /// Adds a row of numbers.
    mutating func add(_ row: UnsafeBufferPointer<Float>) {
      var empty = true
      for value in row {
        count += 1
        guard value.isFinite else {
          notFinite += 1
          empty = false
          continue
        }
        if value == 0 { zeros += 1 } else { empty = false }
        largest = max(largest, abs(value))
        squares += Double(value) * Double(value)
      }
      if empty { emptyRows += 1 }
    }
  }

  private(set) var findings: [AuditFinding] = []
  private(set) var read = 0
  private(set) var values = 0
  private(set) var unread = 0

  /// Times a tensor's magnitude may differ from its like in other layers.
  static let widestRatio = 16.0

  /// - Parameters:
  ///   - file: An open file.
  ///   - layers: How many layers the architecture has.
  init(_ file: GGUFFile, layers: Int) {
    var magnitudes: [String: [(name: String, magnitude: Double)]] = [:]
    for tensor in file.tensors {
      if !TensorAudit.isKnown(tensor.name, layers: layers) {
        findings.append(
          AuditFinding(
            .tensors, .warning, tensor.name, "no part of the architecture reads it"))
      }
      guard let summary = TensorAudit.summary(of: tensor, in: file) else {
        unread += 1
        findings.append(
          AuditFinding(
            .tensors, .note, tensor.name, "its \(tensor.type.name) numbers are not read here"))
        continue
      }
      read += 1
      values += summary.count
      findings += TensorAudit.findings(tensor, summary)
      magnitudes[TensorAudit.role(tensor.name), default: []]
        .append((tensor.name, summary.magnitude))
    }
    for role in magnitudes.keys.sorted() {
      findings += TensorAudit.outliers(magnitudes[role] ?? [])
    }
  }

  /// - Returns: `nil` where the tensor's type is not read.
  static func summary(of tensor: TensorInfo, in file: GGUFFile) -> Summary? {
    guard tensor.type.isSupported, let base = file.bytes(of: tensor).baseAddress else { return nil }
    var summary = Summary()
    let rowBytes = tensor.columns / tensor.type.blockSize * tensor.type.blockBytes
    var row = [Float](repeating: 0, count: tensor.columns)
    for index in 0..<tensor.rows {
      row.withUnsafeMutableBufferPointer { buffer in
        guard let destination = buffer.baseAddress else { return }
        // Row `index` lies within the tensor, whose bytes were checked when the file was opened.
        _ = assay_dequantize(
          Int32(tensor.type.id), base + index * rowBytes, destination, buffer.count)
        summary.add(UnsafeBufferPointer(buffer))
      }
    }
    return summary
  }

  private static func findings(_ tensor: TensorInfo, _ summary: Summary) -> [AuditFinding] {
    var findings: [AuditFinding] = []
    func add(_ severity: AuditFinding.Severity, _ message: String) {
      findings.append(AuditFinding(.tensors, severity, tensor.name, message))
    }
    if summary.notFinite > 0 {
      add(.critical, "\(summary.notFinite) of \(summary.count) numbers are NaN or infinite")
    }
    if summary.zeros == summary.count {
      add(.warning, "all \(summary.count) numbers are zero")
    } else if tensor.shape.count > 1, summary.emptyRows > 0, !tensor.name.hasPrefix("token_embd") {
      add(.warning, "\(summary.emptyRows) of \(tensor.rows) rows are zero")
    }
    return findings
  }

  /// A tensor among its like whose magnitude is far from their median.
  private static func outliers(_ like: [(name: String, magnitude: Double)]) -> [AuditFinding] {
    let sorted = like.map(\.magnitude).filter { $0 > 0 }.sorted()
    guard sorted.count >= 4 else { return [] }
    let median = sorted[sorted.count / 2]
    return like.compactMap { name, magnitude in
      guard magnitude > 0, max(magnitude / median, median / magnitude) > widestRatio else {
        return nil
      }
      return AuditFinding(
        .tensors, .warning, name,
        "its root mean square \(rounded(magnitude)) is far from the median \(rounded(median)) of "
          + "the same tensor in \(sorted.count) layers")
    }
  }

  private static func rounded(_ number: Double) -> String { String(format: "%.3g", number) }

  /// The name without the layer's number.
  static func role(_ name: String) -> String {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 2, parts[0] == "blk", Int(parts[1]) != nil else { return name }
    return "blk." + parts.dropFirst(2).joined(separator: ".")
  }

  private static let layerParts: Set<String> = [
    "attn_norm", "attn_q", "attn_k", "attn_v", "attn_output", "ffn_norm", "ffn_gate", "ffn_up",
    "ffn_down",
  ]

  /// Whether the `llama` architecture has such a tensor.
  static func isKnown(_ name: String, layers: Int) -> Bool {
    let whole: Set<String> = [
      "token_embd.weight", "output.weight", "output_norm.weight", "rope_freqs.weight",
    ]
    if whole.contains(name) { return true }
    let parts = name.split(separator: ".").map(String.init)
    guard parts.count == 4, parts[0] == "blk", let layer = Int(parts[1]), parts[3] == "weight"
    else { return false }
    return (0..<layers).contains(layer) && layerParts.contains(parts[2])
  }
}
