/// The files of a zip archive (PKWARE's APPNOTE), stored or deflated; not split, encrypted or zip64.
struct ZipArchive {
  private let source: ByteSource
  /// For messages.
  private let file: String
  private let directory: [UInt8]
  private let count: Int

  /// What the central directory says of a file.
  private struct Entry {
    var path: String
    var flags: Int
    var method: Int
    var checksum: UInt32
    var compressed: Int
    var size: Int
    /// Of its local header.
    var offset: Int
  }

  /// Finds the central directory.
  init(_ source: ByteSource, file: String) throws(Failure) {
    self.source = source
    self.file = file
    let tailSize = min(source.count, 22 + 65_535)
    let tail = source.read(source.count - tailSize..<source.count)
    let mark: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
    guard tail.count >= 22,
      let end = (0...tail.count - 22).reversed().first(where: {
        tail[$0..<$0 + 4].elementsEqual(mark)
      })
    else { throw Archive.damaged(file, "it has no table of contents") }
    count = tail.number(end + 10, bytes: 2)
    let size = tail.number(end + 12, bytes: 4)
    let offset = tail.number(end + 16, bytes: 4)
    guard offset < 0xFFFF_FFFF, offset + size <= source.count else {
      throw Archive.damaged(file, "its table of contents lies outside, or is zip64")
    }
    directory = source.read(offset..<offset + size)
  }

  /// Reads the central directory.
  func members() throws(Failure) -> [Archive.Member] {
    var members: [Archive.Member] = []
    var position = 0
    for _ in 0..<count {
      guard position + 46 <= directory.count, directory.number(position, bytes: 4) == 0x0201_4B50
      else { throw Archive.damaged(file, "its table of contents ends early") }
      let lengths = [28, 30, 32].map { directory.number(position + $0, bytes: 2) }
      let next = position + 46 + lengths.reduce(0, +)
      guard next <= directory.count else {
        throw Archive.damaged(file, "its table of contents ends early")
      }
      let path = String(
        decoding: directory[position + 46..<position + 46 + lengths[0]], as: UTF8.self)
      if !path.hasSuffix("/") { members.append(member(entry(at: position, path))) }
      position = next
    }
    return members
  }

  private func entry(at position: Int, _ path: String) -> Entry {
    Entry(
      path: path, flags: directory.number(position + 8, bytes: 2),
      method: directory.number(position + 10, bytes: 2),
      checksum: UInt32(directory.number(position + 16, bytes: 4)),
      compressed: directory.number(position + 20, bytes: 4),
      size: directory.number(position + 24, bytes: 4),
      offset: directory.number(position + 42, bytes: 4))
  }

  private func member(_ entry: Entry) -> Archive.Member {
    Archive.Member(path: entry.path) { () throws(Failure) in try open(entry) }
  }

  private func open(_ entry: Entry) throws(Failure) -> ByteSource {
    let name = "\(file)/\(entry.path)"
    guard entry.flags & 1 == 0 else {
      throw Failure(
        .badData, "the file is encrypted", at: Place(file: name), remedy: "Unpack it yourself.")
    }
    let header = source.read(entry.offset..<entry.offset + 30)
    guard header.count == 30, header.number(0, bytes: 4) == 0x0403_4B50 else {
      throw Archive.damaged(name, "the file is not where the table of contents says")
    }
    let start = entry.offset + 30 + header.number(26, bytes: 2) + header.number(28, bytes: 2)
    let content = source.slice(start..<start + entry.compressed)
    guard content.count == entry.compressed else { throw Archive.damaged(name, "it ends early") }
    switch entry.method {
    case 0: return try checked(content, entry, name)
    case 8: return try checked(try inflate(content, entry, name), entry, name)
    default:
      throw Failure(
        .badData, "the file is compressed by method \(entry.method), and 0 and 8 are read",
        at: Place(file: name), remedy: "Unpack it yourself.")
    }
  }

  private func inflate(
    _ content: ByteSource, _ entry: Entry, _ name: String
  ) throws(Failure) -> ByteSource {
    let inflater = try Inflater(.none, file: name)
    let spool = ByteSpool()
    var position = 0
    while true {
      let bytes = content.read(position..<position + ByteSource.block)
      guard !bytes.isEmpty else { throw Inflater.damaged(name, "the compressed data ends early") }
      let step = try inflater.feed(bytes[...]) { piece throws(Failure) in
        guard spool.count + piece.count <= entry.size else {
          throw Archive.damaged(name, "the file is larger than the table of contents says")
        }
        try spool.append(piece)
      }
      position += step.read
      if step.isFinished { return try spool.finish() }
    }
  }

  private func checked(
    _ source: ByteSource, _ entry: Entry, _ name: String
  ) throws(Failure) -> ByteSource {
    var sum: UInt32 = 0
    var position = 0
    while position < source.count {
      let bytes = source.read(position..<position + ByteSource.block)
      if bytes.isEmpty { break }
      sum = Checksum.update(sum, bytes[...])
      position += bytes.count
    }
    guard source.count == entry.size, sum == entry.checksum else {
      throw Archive.damaged(name, "the file is not what the table of contents says")
    }
    return source
  }
}

extension [UInt8] {
  /// A little-endian number at an offset that is inside.
  fileprivate func number(_ offset: Int, bytes: Int) -> Int {
    (0..<bytes).reversed().reduce(0) { $0 << 8 | Int(self[offset + $1]) }
  }
}
