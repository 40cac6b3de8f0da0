/// North American Braille ASCII: each of 64 characters is a cell of six dots.
enum BrailleCells {
  /// The characters by the dots of their cells, dot 1 the lowest bit.
  static let characters = [Unicode.Scalar](
    " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)=")
  private static let first: UInt32 = 0x2800
  private static let cells: [Unicode.Scalar: Unicode.Scalar] = {
    var cells: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (dots, character) in characters.enumerated() {
      cells[character] = Unicode.Scalar(first + UInt32(dots))
    }
    return cells
  }()

  static func cell(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar.isASCII ? cells[LatinLetter.upper(scalar)] ?? scalar : scalar
  }

  static func character(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard (first..<(first + 64)).contains(scalar.value) else { return scalar }
    return characters[Int(scalar.value - first)]
  }
}

extension Mutator {
  static let braille = Mutator(
    "braille", .encoding, "Cells of Braille ASCII.",
    loss: "Letters that have a cell become capitals; cells become their characters.",
    undo: { text, _ in text.map(BrailleCells.character).text },
    fold: { text in
      text.map { BrailleCells.character(LatinLetter.upper($0)) }.text
    },
    change: { text, _ in text.map(BrailleCells.cell).text })
}
