/// Scoring requests that are computed together, as rows of the token tree: each distinct prefix once.
struct ScoringWave {
  /// Where a wanted log-probability will be found.
  private struct Reference {
    let request: Int
    let output: Int
    let target: Int
  }

  /// A node's outputs, whoever asked for them.
  private struct Wanted {
    let row: Int
    var targets: [Int32]
  }

  private var rows: [TokenTree.Node] = []
  private var rowOfNode: [TokenTree.Node: Int] = [:]
  private var wanted: [Wanted] = []
  private var outputOfNode: [TokenTree.Node: Int] = [:]
  private var references: [Reference] = []

  /// Adds a request.
  ///
  /// - Parameters:
  ///   - request: What is to be scored.
  ///   - index: Its number among all requests.
  ///   - tree: Holds the prefixes.
  /// - Returns: Whether there was room for it.
  mutating func add(_ request: ScoringRequest, index: Int, to tree: inout TokenTree) -> Bool {
    let inputs = request.tokens.dropLast()
    guard tree.cost(of: inputs) <= tree.available else { return false }
    let (nodes, known) = tree.insert(inputs)
    for (position, node) in nodes.enumerated() {
      let isScored = position + 1 >= request.scoredFrom
      if position >= known || isScored, rowOfNode[node] == nil {
        rowOfNode[node] = rows.count
        rows.append(node)
      }
      if isScored { want(request.tokens[position + 1], after: node, for: index) }
    }
    return true
  }

  private mutating func want(_ target: Int32, after node: TokenTree.Node, for request: Int) {
    let output: Int
    if let known = outputOfNode[node] {
      output = known
    } else {
      output = wanted.count
      outputOfNode[node] = output
      wanted.append(Wanted(row: rowOfNode[node] ?? 0, targets: []))
    }
    references.append(
      Reference(request: request, output: output, target: wanted[output].targets.count))
    wanted[output].targets.append(target)
  }

  /// Computes the wave and adds each log-probability to its request's scores, in order.
  func run(on transformer: Transformer, _ tree: TokenTree, into scores: inout [TokenScores]) {
    var results: [OutputRow?] = Array(repeating: nil, count: wanted.count)
    let outputsByRow = wanted.indices.sorted { wanted[$0].row < wanted[$1].row }
    var next = 0
    for start in stride(from: 0, to: rows.count, by: transformer.maximumRows) {
      let end = min(start + transformer.maximumRows, rows.count)
      var batch = RowBatch()
      for row in start..<end {
        batch.append(rows[row], after: row > start ? rows[row - 1] : nil, in: tree)
      }
      var outputs: [Int] = []
      while next < outputsByRow.count, wanted[outputsByRow[next]].row < end {
        let output = outputsByRow[next]
        outputs.append(output)
        batch.outputs.append(
          RowBatch.Output(
            row: wanted[output].row - start, targets: wanted[output].targets, wantsLogits: false))
        next += 1
      }
      for (output, result) in zip(outputs, transformer.forward(batch)) { results[output] = result }
    }
    for reference in references {
      guard let result = results[reference.output] else { continue }
      scores[reference.request].append(result, target: reference.target)
    }
  }
}

extension RowBatch {
  /// Appends a node of the token tree.
  ///
  /// - Parameters:
  ///   - node: The node.
  ///   - previous: The node that was appended last, if any.
  ///   - tree: Where they are.
  mutating func append(_ node: TokenTree.Node, after previous: TokenTree.Node?, in tree: TokenTree)
  {
    if let previous, tree.parent(of: node) == previous {
      appendSuccessor(token: tree.token(of: node), slot: tree.slot(of: node))
    } else {
      append(token: tree.token(of: node), path: tree.path(to: node))
    }
  }
}
