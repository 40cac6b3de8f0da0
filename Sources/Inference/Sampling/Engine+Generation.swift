extension Engine {
  /// Sequences that are generated side by side.
  private static let maximumActive = 16

  /// Continues prompts, several at once; a finished one's place is taken by the next.
  ///
  /// - Parameter requests: Any number.
  /// - Returns: As many results, in the same order.
  /// - Throws: `InferenceError` for a request that is out of the checkpoint's range; nothing is
  ///   generated then.
  package func generate(
    _ requests: [GenerationRequest]
  ) throws(InferenceError) -> [GenerationResult] {
    for request in requests {
      try check(request.prompt, length: request.prompt.count + 1)
      guard !request.prompt.isEmpty else {
        throw InferenceError(.request, "an empty prompt has nothing to continue")
      }
    }
    var results = [GenerationResult](repeating: GenerationResult(), count: requests.count)
    // Prompts that begin alike stand together, so that the prefix cache serves them.
    var queue = requests.indices
      .sorted { requests[$0].prompt.lexicographicallyPrecedes(requests[$1].prompt) }[...]
    var active: [ActiveSequence] = []
    while !queue.isEmpty || !active.isEmpty {
      var admitted: [ActiveSequence] = []
      tree.beginBatch()
      while let index = queue.first, active.count + admitted.count < Engine.maximumActive,
        let sequence = admit(requests[index], index: index)
      {
        admitted.append(sequence)
        queue = queue.dropFirst()
      }
      prefill(&admitted)
      step(&active)
      active += admitted
      active.removeAll { sequence in
        guard sequence.isFinished else { return false }
        tree.unpin(sequence.promptNodes)
        tree.returnSlots(sequence.ownSlots)
        results[sequence.index] = sequence.result(checkpoint.tokenizer)
        return true
      }
    }
    return results
  }

  /// Finds room for a prompt and all that may follow it.
  private func admit(_ request: GenerationRequest, index: Int) -> ActiveSequence? {
    let room = min(request.maxTokens, contextLength - request.prompt.count)
    guard tree.cost(of: request.prompt) + room <= tree.available else { return nil }
    let (nodes, known) = tree.insert(request.prompt)
    tree.pin(nodes)
    return ActiveSequence(
      request, index: index, promptNodes: nodes, knownNodes: known,
      promptSlots: nodes.map { tree.slot(of: $0) }, ownSlots: tree.takeSlots(room),
      endTokens: request.ignoresEnd ? [] : checkpoint.tokenizer.endOfGeneration)
  }

  /// Computes the prompts and draws each sequence's first token.
  private func prefill(_ admitted: inout [ActiveSequence]) {
    var rows: [TokenTree.Node] = []
    var rowOfNode: [TokenTree.Node: Int] = [:]
    for sequence in admitted {
      let last = sequence.promptNodes.count - 1
      for (position, node) in sequence.promptNodes.enumerated()
      where (position >= sequence.knownNodes || position == last) && rowOfNode[node] == nil {
        rowOfNode[node] = rows.count
        rows.append(node)
      }
    }
    for start in stride(from: 0, to: rows.count, by: transformer.maximumRows) {
      let range = start..<min(start + transformer.maximumRows, rows.count)
      var batch = RowBatch()
      for row in range {
        batch.append(rows[row], after: row > start ? rows[row - 1] : nil, in: tree)
      }
      let waiting = admitted.indices.filter { index in
        admitted[index].promptNodes.last.flatMap { rowOfNode[$0] }.map(range.contains) ?? false
      }
      for index in waiting {
        let row = admitted[index].promptNodes.last.flatMap { rowOfNode[$0] } ?? 0
        batch.outputs.append(admitted[index].output(row: row - start))
      }
      for (index, output) in zip(waiting, transformer.forward(batch)) {
        admitted[index].accept(output, tokenizer: checkpoint.tokenizer)
      }
    }
  }

  /// Computes the last token of each sequence and draws the next.
  private func step(_ active: inout [ActiveSequence]) {
    guard !active.isEmpty else { return }
    var batch = RowBatch()
    for (row, sequence) in active.enumerated() {
      batch.append(token: sequence.lastToken, path: sequence.path)
      batch.outputs.append(sequence.output(row: row))
    }
    for (index, output) in transformer.forward(batch).enumerated() {
      active[index].accept(output, tokenizer: checkpoint.tokenizer)
    }
  }
}
