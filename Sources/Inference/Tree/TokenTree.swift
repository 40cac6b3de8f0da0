/// Prefixes whose keys and values are in the cache: a trie of tokens, one cache slot a node.
///
/// A request's tokens are a path from the root; requests that begin alike share the path's nodes. Nodes
/// outlive batches and are given up least-recently-used first when slots run out. The current batch's
/// nodes and pinned ones are never given up, nor are their ancestors.
struct TokenTree {
  /// Index of a node.
  typealias Node = Int

  private struct Entry {
    var token: Int32
    var parent: Node?
    var slot: Int32
    var children: Int
    var lastUse: Int
    var pins: Int
  }

  private struct Edge: Hashable {
    let parent: Node
    let token: Int32
  }

  private var entries: [Entry] = []
  private var freeEntries: [Node] = []
  private var edges: [Edge: Node] = [:]
  /// Popped from the end: the lowest slots are used first, so memory that is not needed stays untouched.
  private var freeSlots: [Int32]
  private var tick = 0
  /// Slots of nodes of this batch, pinned nodes and sequences.
  private var heldSlots = 0
  /// Nodes that are pinned.
  private var pinnedNodes = 0
  /// Slots that sequences took for themselves.
  private var privateSlots = 0
  private let slots: Int

  private static let root: Node = -1

  /// - Parameter slots: How many tokens the cache holds.
  init(slots: Int) {
    self.slots = slots
    freeSlots = (0..<Int32(slots)).reversed()
  }

  /// Slots that the current batch can still get.
  var available: Int { slots - heldSlots }

  /// Begins a batch: the nodes of the one before may be given up from now on.
  mutating func beginBatch() {
    tick += 1
    heldSlots = pinnedNodes + privateSlots
  }

  /// How many slots a path would take from `available`.
  func cost(of tokens: some Collection<Int32>) -> Int {
    var parent = TokenTree.root
    var cost = 0
    for (depth, token) in tokens.enumerated() {
      guard let node = edges[Edge(parent: parent, token: token)] else {
        return cost + tokens.count - depth
      }
      if !isHeld(node) { cost += 1 }
      parent = node
    }
    return cost
  }

  /// The nodes of a path, made where they are missing, held for the current batch.
  ///
  /// - Parameter tokens: A path whose `cost` is at most `available`.
  /// - Returns: A node a token, and how many of the first ones were there already.
  mutating func insert(_ tokens: some Collection<Int32>) -> (nodes: [Node], known: Int) {
    var parent = TokenTree.root
    var nodes: [Node] = []
    nodes.reserveCapacity(tokens.count)
    var known = 0
    // First hold what is there, so that making room for the rest does not take it away.
    for token in tokens {
      guard let node = edges[Edge(parent: parent, token: token)] else { break }
      hold(node)
      nodes.append(node)
      parent = node
      known += 1
    }
    for token in tokens.dropFirst(known) {
      let node = make(token, under: parent)
      nodes.append(node)
      parent = node
    }
    return (nodes, known)
  }

  /// The cache slot of a node.
  func slot(of node: Node) -> Int32 { entries[node].slot }

  /// The token of a node.
  func token(of node: Node) -> Int32 { entries[node].token }

  /// The node before, `nil` for a first token.
  func parent(of node: Node) -> Node? { entries[node].parent }

  /// Slots from the first token to a node.
  func path(to node: Node) -> [Int32] {
    var slots: [Int32] = []
    var next: Node? = node
    while let node = next {
      slots.append(entries[node].slot)
      next = entries[node].parent
    }
    return slots.reversed()
  }

  /// Keeps nodes over batches until `unpin`.
  mutating func pin(_ nodes: [Node]) {
    for node in nodes {
      if entries[node].pins == 0 {
        pinnedNodes += 1
        if entries[node].lastUse != tick { heldSlots += 1 }
      }
      entries[node].pins += 1
    }
  }

  /// Takes back a `pin`.
  mutating func unpin(_ nodes: [Node]) {
    for node in nodes {
      entries[node].pins -= 1
      if entries[node].pins == 0 {
        pinnedNodes -= 1
        if entries[node].lastUse != tick { heldSlots -= 1 }
      }
    }
  }

  /// Takes slots outside of the tree; at most `available`.
  mutating func takeSlots(_ count: Int) -> [Int32] {
    privateSlots += count
    heldSlots += count
    return (0..<count).map { _ in takeSlot() }
  }

  /// Gives slots back.
  mutating func returnSlots(_ slots: [Int32]) {
    privateSlots -= slots.count
    heldSlots -= slots.count
    freeSlots += slots
  }

  private func isHeld(_ node: Node) -> Bool {
    entries[node].lastUse == tick || entries[node].pins > 0
  }

  private mutating func hold(_ node: Node) {
    if !isHeld(node) { heldSlots += 1 }
    entries[node].lastUse = tick
  }

  private mutating func make(_ token: Int32, under parent: Node) -> Node {
    let slot = takeSlot()
    heldSlots += 1
    let isFirst = parent == TokenTree.root
    let entry = Entry(
      token: token, parent: isFirst ? nil : parent, slot: slot, children: 0, lastUse: tick, pins: 0)
    let node: Node
    if let free = freeEntries.popLast() {
      node = free
      entries[node] = entry
    } else {
      node = entries.count
      entries.append(entry)
    }
    edges[Edge(parent: parent, token: token)] = node
    if !isFirst { entries[parent].children += 1 }
    return node
  }

  private mutating func takeSlot() -> Int32 {
    while true {
      if let slot = freeSlots.popLast() { return slot }
      evict()
    }
  }

  /// Gives up the leaves that were used longest ago, an eighth of the cache at a time.
  private mutating func evict() {
    let leaves = edges.values.filter { entries[$0].children == 0 && !isHeld($0) }
      .sorted { (entries[$0].lastUse, $0) < (entries[$1].lastUse, $1) }
    // Callers stay within `available`, so there is a leaf; see `cost`.
    precondition(!leaves.isEmpty, "the token tree has no slot to give up")
    for leaf in leaves.prefix(max(1, slots / 8)) {
      let entry = entries[leaf]
      edges[Edge(parent: entry.parent ?? TokenTree.root, token: entry.token)] = nil
      if let parent = entry.parent { entries[parent].children -= 1 }
      freeSlots.append(entry.slot)
      freeEntries.append(leaf)
    }
  }
}
