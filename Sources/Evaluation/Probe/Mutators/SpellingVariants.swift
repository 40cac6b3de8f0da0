/// British and American spellings of the same words.
enum SpellingVariants {
  private static let endings: [(stems: String, endings: [(british: String, american: String)])] = [
    (
      "analy paraly cataly",
      [("se", "ze"), ("sed", "zed"), ("sing", "zing")]
    ),
    (
      "organi reali recogni apologi summari emphasi criticali minimi maximi optimi normali generali "
        + "speciali categori priorit itali memori finali moderni stabili utili visuali standardi "
        + "initiali capitali centrali characteri civili harmoni hospitali ideali legali mobili "
        + "neutrali penali popular privati sympathi symboli terrori vandali",
      [
        ("se", "ze"), ("ses", "zes"), ("sed", "zed"), ("sing", "zing"), ("sation", "zation"),
        ("sations", "zations"), ("ser", "zer"), ("sers", "zers"),
      ]
    ),
    (
      "col fav hon lab neighb hum harb flav vap behavi rum savi",
      [
        ("our", "or"), ("ours", "ors"), ("oured", "ored"), ("ouring", "oring"), ("ourful", "orful"),
        ("ourless", "orless"), ("ourable", "orable"), ("ourably", "orably"), ("ourite", "orite"),
        ("ourites", "orites"), ("ourhood", "orhood"), ("ourhoods", "orhoods"),
        ("oural", "oral"),
      ]
    ),
    (
      "cent theat lit fib met kilomet millimet centimet calib spect meag lust sab",
      [("re", "er"), ("res", "ers"), ("red", "ered")]
    ),
    (
      "travel cancel label model signal fuel level counsel quarrel marvel dial total channel",
      [("led", "ed"), ("ling", "ing"), ("ler", "er"), ("lers", "ers")]
    ),
  ]
  private static let words = [
    ("grey", "gray"), ("greyer", "grayer"), ("tyre", "tire"), ("tyres", "tires"),
    ("defence", "defense"), ("offence", "offense"), ("offences", "offenses"),
    ("licence", "license"), ("licences", "licenses"), ("pretence", "pretense"),
    ("catalogue", "catalog"), ("catalogues", "catalogs"), ("dialogue", "dialog"),
    ("dialogues", "dialogs"), ("analogue", "analog"), ("programme", "program"),
    ("programmes", "programs"), ("cheque", "check"), ("cheques", "checks"), ("kerb", "curb"),
    ("aluminium", "aluminum"), ("aeroplane", "airplane"), ("aeroplanes", "airplanes"),
    ("jewellery", "jewelry"), ("mum", "mom"), ("mums", "moms"), ("plough", "plow"),
    ("ploughs", "plows"), ("sceptical", "skeptical"), ("sceptic", "skeptic"), ("mould", "mold"),
    ("moustache", "mustache"), ("pyjamas", "pajamas"), ("fulfil", "fulfill"),
    ("fulfils", "fulfills"), ("enrol", "enroll"), ("skilful", "skillful"), ("wilful", "willful"),
    ("ageing", "aging"), ("judgement", "judgment"), ("judgements", "judgments"),
    ("acknowledgement", "acknowledgment"), ("manoeuvre", "maneuver"), ("oestrogen", "estrogen"),
    ("foetus", "fetus"), ("anaemia", "anemia"), ("anaesthetic", "anesthetic"),
    ("encyclopaedia", "encyclopedia"), ("paediatric", "pediatric"), ("leukaemia", "leukemia"),
    ("diarrhoea", "diarrhea"), ("haemoglobin", "hemoglobin"), ("draught", "draft"),
    ("practise", "practice"), ("practised", "practiced"), ("practising", "practicing"),
    ("storey", "story"), ("storeys", "stories"), ("whilst", "while"), ("amongst", "among"),
    ("learnt", "learned"), ("spelt", "spelled"), ("burnt", "burned"), ("dreamt", "dreamed"),
    ("cosy", "cozy"), ("sulphur", "sulfur"), ("yoghurt", "yogurt"), ("axe", "ax"),
    ("artefact", "artifact"), ("artefacts", "artifacts"), ("instalment", "installment"),
  ]
  /// American words that are British ones, too, in another sense.
  private static let shared: Set<String> = [
    "tire", "tires", "check", "checks", "curb", "program", "programs", "draft", "practice",
    "story", "stories", "while", "among", "learned", "burned", "dreamed", "spelled", "license",
    "licenses", "mold",
  ]

  private static let pairs: [(british: String, american: String)] = {
    var pairs: [(british: String, american: String)] = words.map { ($0.0, $0.1) }
    for (stems, endings) in endings {
      for stem in stems.split(separator: " ") {
        for (british, american) in endings { pairs.append((stem + british, stem + american)) }
      }
    }
    return pairs
  }()

  static let toAmerican = SubstitutionTable(
    pairs.map { SubstitutionTable.Rule($0.british, $0.american) })
  static let toBritish = SubstitutionTable(
    pairs.filter { !shared.contains($0.american) }
      .map { SubstitutionTable.Rule($0.american, $0.british) })
}

extension Mutator {
  static let american = substitution(
    "american", "British spellings as American ones: `colour` as `color`.",
    SpellingVariants.toAmerican)
  static let british = substitution(
    "british", "American spellings as British ones: `color` as `colour`.",
    SpellingVariants.toBritish)
}
