/// The files of a tar archive (POSIX ustar and pax, GNU long names).
struct TarArchive {
  let source: ByteSource
  /// For messages.
  let file: String

  private static let block = 512

  /// Reads all headers.
  func members() throws(Failure) -> [Archive.Member] {
    var members: [Archive.Member] = []
    var position = 0
    var longName: String?
    while position + TarArchive.block <= source.count {
      let header = source.read(position..<position + TarArchive.block)
      guard header.count == TarArchive.block, header.contains(where: { $0 != 0 }) else { break }
      let size = try checkedSize(header)
      let content = position + TarArchive.block
      guard size <= source.count - content else { throw damaged("it ends inside a file") }
      switch header[156] {
      case UInt8(ascii: "0"), 0:
        members.append(member(longName ?? name(header), content..<content + size))
        longName = nil
      case UInt8(ascii: "L"): longName = text(source.read(content..<content + size)[...])
      case UInt8(ascii: "x"): longName = paxPath(source.read(content..<content + size))
      default: longName = nil
      }
      position = content + (size + TarArchive.block - 1) / TarArchive.block * TarArchive.block
    }
    return members
  }

  private func member(_ path: String, _ range: Range<Int>) -> Archive.Member {
    let source = source
    return Archive.Member(path: path.hasPrefix("./") ? String(path.dropFirst(2)) : path) {
      source.slice(range)
    }
  }

  /// The size of the file behind a header whose checksum is right.
  private func checkedSize(_ header: [UInt8]) throws(Failure) -> Int {
    let sum = header.enumerated().reduce(0) { sum, byte in
      sum + ((148..<156).contains(byte.offset) ? 32 : Int(byte.element))
    }
    guard octal(header[148..<156]) == sum else { throw damaged("a header's checksum is wrong") }
    let field = header[124..<136]
    if header[124] & 0x80 != 0 {
      // GNU: a binary number, whose first bit is the mark.
      let high = field.prefix(4)
      guard high.first == 0x80, high.dropFirst().allSatisfy({ $0 == 0 }), field[128] < 0x80 else {
        throw damaged("a file is too large")
      }
      return field.dropFirst(4).reduce(0) { $0 << 8 | Int($1) }
    }
    guard let size = octal(field) else { throw damaged("a header's size is no number") }
    return size
  }

  private func octal(_ field: ArraySlice<UInt8>) -> Int? {
    let digits = text(field).trimmingPrefix { $0 == " " }.prefix { $0 != " " }
    return digits.isEmpty ? 0 : Int(digits, radix: 8)
  }

  private func name(_ header: [UInt8]) -> String {
    let name = text(header[0..<100])
    let isUstar = header[257..<262].elementsEqual("ustar".utf8) && header[262] == 0
    let prefix = isUstar ? text(header[345..<500]) : ""
    return prefix.isEmpty ? name : "\(prefix)/\(name)"
  }

  /// The text up to the first zero byte.
  private func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// The path of a pax header, whose records are "LENGTH KEY=VALUE\n".
  private func paxPath(_ bytes: [UInt8]) -> String? {
    var rest = bytes[...]
    while let space = rest.firstIndex(of: UInt8(ascii: " ")),
      let length = Int(String(decoding: rest[..<space], as: UTF8.self)), length > 0,
      length <= rest.count
    {
      let record = rest[(space + 1)...].prefix(max(0, length - (space - rest.startIndex) - 2))
      if record.starts(with: "path=".utf8) {
        return String(decoding: record.dropFirst(5), as: UTF8.self)
      }
      rest = rest.dropFirst(length)
    }
    return nil
  }

  private func damaged(_ message: String) -> Failure {
    Archive.damaged(file, message)
  }
}
