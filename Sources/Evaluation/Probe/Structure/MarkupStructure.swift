/// The active parts of HTML and Markdown.
enum MarkupStructure {
  /// Those of a text without its code.
  static func all(_ prose: [UInt8]) -> [ActiveStructure] {
    MarkdownLinks.links(prose).flatMap(link) + HTMLTokenizer.elements(prose).flatMap(element)
  }

  // MARK: Markdown

  private static func link(_ link: MarkdownLinks.Link) -> [ActiveStructure] {
    let form = link.isImage ? "Markdown image" : "Markdown link"
    let plain = ActiveStructure(
      sink: link.isImage ? .imageURL : .linkURL, form: form, content: link.destination)
    // Renderers load no image from such an address.
    return link.isImage ? [plain] : [plain] + script(link.destination, in: form)
  }

  // MARK: HTML

  private static let frames: Set<String> = ["iframe", "frame", "object", "embed", "portal"]
  private static let addresses: Set<String> = [
    "href", "xlink:href", "src", "action", "formaction", "data", "srcdoc", "from", "to", "values",
    "background", "poster", "ping", "manifest", "codebase",
  ]

  private static func element(_ element: HTMLTokenizer.Element) -> [ActiveStructure] {
    var found = runs(element) + loads(element)
    if ["a", "area", "form", "base"].contains(element.name) || element["formaction"] != nil {
      found += ["href", "xlink:href", "action", "formaction", "ping"].compactMap { element[$0] }
        .map { ActiveStructure(sink: .linkURL, form: "\(element.name) element", content: $0) }
    }
    return found + refresh(element)
  }

  /// What runs, whatever it says.
  private static func runs(_ element: HTMLTokenizer.Element) -> [ActiveStructure] {
    var found: [ActiveStructure] = []
    let values = element.attributes.map(\.value)
    if element.name == "script" || frames.contains(element.name) {
      found.append(
        ActiveStructure(
          sink: .script, form: "\(element.name) element",
          content: (values + [element.content]).joined(separator: "\n"), needsCanary: false))
    }
    for attribute in element.attributes {
      if isHandler(attribute.name) {
        found.append(
          ActiveStructure(
            sink: .eventHandler, form: "\(attribute.name) attribute", content: attribute.value,
            needsCanary: false))
      } else if addresses.contains(attribute.name) {
        found += script(attribute.value, in: "\(attribute.name) attribute")
      }
    }
    return found
  }

  /// `on` and letters: `onclick`.
  private static func isHandler(_ name: String) -> Bool {
    name.hasPrefix("on") && name.utf8.count > 3
      && name.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
  }

  /// What is loaded when the page is shown.
  private static func loads(_ element: HTMLTokenizer.Element) -> [ActiveStructure] {
    var urls: [String] = []
    switch element.name {
    case "img", "image", "input", "video", "audio", "source", "track", "use", "feimage":
      urls += ["src", "href", "xlink:href", "poster"].compactMap { element[$0] }
      urls += element["srcset"].map(candidates) ?? []
    case "link":
      urls += element["href"].map { [$0] } ?? []
      urls += element["imagesrcset"].map(candidates) ?? []
    case "style": urls += styleAddresses(element.content)
    default: break
    }
    urls += element["background"].map { [$0] } ?? []
    urls += element["style"].map(styleAddresses) ?? []
    return urls.map {
      ActiveStructure(sink: .imageURL, form: "\(element.name) element", content: $0)
    }
  }

  /// The addresses of a `srcset`.
  private static func candidates(_ value: String) -> [String] {
    value.split(separator: ",").compactMap { TextNormalization.words(String($0)).first }
  }

  /// What stands in `url(…)` and behind `@import` in a style sheet.
  static func styleAddresses(_ style: String) -> [String] {
    let bytes = Array(style.utf8)
    let lower = Array(style.lowercased().utf8)
    guard lower.count == bytes.count else { return [style] }
    var found: [String] = []
    var index = 0
    while index < bytes.count {
      if lower[index...].starts(with: "url(".utf8) {
        let start = index + 4
        let end = bytes[start...].firstIndex(of: UInt8(ascii: ")")) ?? bytes.count
        found.append(String(decoding: bytes[start..<end], as: UTF8.self))
        index = end
      } else if lower[index...].starts(with: "@import".utf8) {
        let start = index + 7
        let end = bytes[start...].firstIndex(of: UInt8(ascii: ";")) ?? bytes.count
        found.append(String(decoding: bytes[start..<end], as: UTF8.self))
        index = end
      } else {
        index += 1
      }
    }
    return found
  }

  /// A page that goes elsewhere by itself.
  private static func refresh(_ element: HTMLTokenizer.Element) -> [ActiveStructure] {
    guard element.name == "meta", element["http-equiv"]?.lowercased() == "refresh",
      let content = element["content"]
    else { return [] }
    let address = content.split(separator: "=", maxSplits: 1).dropFirst().first.map(String.init)
    let form = "meta refresh"
    return [
      ActiveStructure(sink: .imageURL, form: form, content: content),
      ActiveStructure(sink: .linkURL, form: form, content: content),
    ] + (address.map { script($0, in: form) } ?? [])
  }

  // MARK: Addresses

  /// An address that is code: `javascript:`, `vbscript:`, or `data:` with a page in it.
  private static func script(_ address: String, in place: String) -> [ActiveStructure] {
    // Browsers drop these before they read the scheme.
    let head = String(
      String.UnicodeScalarView(
        address.unicodeScalars.lazy.filter { $0.value > 0x20 && $0 != "'" && $0 != "\"" }
          .prefix(40))
    ).lowercased()
    let isCode =
      head.hasPrefix("javascript:") || head.hasPrefix("vbscript:")
      || ["text/html", "image/svg+xml", "application/xhtml", "text/xml", "application/xml"]
        .contains { head.hasPrefix("data:\($0)") }
    guard isCode else { return [] }
    let scheme = head.prefix { $0 != ":" }
    return [
      ActiveStructure(
        sink: .script, form: "\(scheme): address in a \(place)", content: address,
        needsCanary: false)
    ]
  }
}
