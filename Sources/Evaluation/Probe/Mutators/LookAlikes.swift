/// Letters of other scripts that look like Latin ones (Unicode's confusables, the nearest of them).
enum LookAlikes {
  private static let latin = [Unicode.Scalar]("AaBCcEeHIiJjKMNOoPpSsTXxYyhdvw")
  private static let others = [Unicode.Scalar]("АаВСсЕеНІіЈјКМΝОоРрЅѕТХхУуһԁѵԝ")

  static let byLatin = Dictionary(
    zip(latin, others).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
  static let byOther = Dictionary(
    zip(others, latin).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
}

extension Mutator {
  static let homoglyphs = Mutator(
    "homoglyphs", .unicode,
    "Seven in ten of the letters that have one become their Cyrillic or Greek look-alikes.",
    loss: "Look-alikes become the Latin letters.",
    undo: { text, _ in text.map { LookAlikes.byOther[$0] ?? $0 }.text },
    fold: { text in text.map { LookAlikes.byOther[$0] ?? $0 }.text },
    change: { text, random in
      text.map { scalar in
        guard let other = LookAlikes.byLatin[scalar] else { return scalar }
        return random.happens(70) ? other : scalar
      }.text
    })
}
