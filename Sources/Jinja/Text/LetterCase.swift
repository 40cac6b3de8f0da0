extension String {
  /// `str.upper`.
  package var pythonUppercased: String { uppercased() }

  /// `str.lower`, with the final sigma of Greek words.
  package var pythonLowercased: String {
    if utf8Span.isKnownASCII || !unicodeScalars.contains("Σ") { return lowercased() }
    let scalars = Array(unicodeScalars)
    var result = ""
    for (index, scalar) in scalars.enumerated() {
      if scalar == "Σ" {
        result += Self.isFinalSigma(scalars, index) ? "ς" : "σ"
      } else {
        result += scalar.properties.lowercaseMapping
      }
    }
    return result
  }

  /// Whether a sigma ends a word: a cased letter stands before it and none after it.
  private static func isFinalSigma(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
    let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
    return before?.properties.isCased == true && after?.properties.isCased != true
  }

  /// `str.capitalize`: the first letter large, the others small.
  var pythonCapitalized: String {
    guard let first = unicodeScalars.first else { return "" }
    let lower = pythonLowercased
    let firstLower = first.properties.lowercaseMapping
    return first.properties.titlecaseMapping
      + String(lower.unicodeScalars.dropFirst(firstLower.unicodeScalars.count))
  }

  /// `str.title`: each letter after something that has no case is large.
  var pythonTitled: String {
    var result = ""
    var followsCased = false
    for scalar in unicodeScalars {
      result +=
        followsCased ? scalar.properties.lowercaseMapping : scalar.properties.titlecaseMapping
      followsCased = scalar.properties.isCased
    }
    return result
  }

  /// `str.swapcase`.
  var pythonSwappedCase: String {
    var result = ""
    for scalar in unicodeScalars {
      if scalar.properties.isUppercase {
        result += scalar.properties.lowercaseMapping
      } else if scalar.properties.isLowercase {
        result += scalar.properties.uppercaseMapping
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// `str.isupper` or `str.islower`: some letter has case, and every one has this one.
  package func isCased(upper: Bool) -> Bool {
    var found = false
    for scalar in unicodeScalars where scalar.properties.isCased {
      guard upper ? scalar.properties.isUppercase : scalar.properties.isLowercase else {
        return false
      }
      found = true
    }
    return found
  }

  /// `str.istitle`: large letters only after uncased scalars, small ones only after cased ones.
  var isTitled: Bool {
    var found = false
    var followsCased = false
    for scalar in unicodeScalars {
      let isLarge =
        scalar.properties.isUppercase
        || scalar.properties.generalCategory == .titlecaseLetter
      if isLarge {
        guard !followsCased else { return false }
        found = true
      } else if scalar.properties.isLowercase, !followsCased {
        return false
      }
      followsCased = scalar.properties.isCased
    }
    return found
  }

  /// Whether there is a scalar, and the condition holds for every one.
  func allScalars(_ condition: (Unicode.Scalar) -> Bool) -> Bool {
    !isEmpty && unicodeScalars.allSatisfy(condition)
  }
}
