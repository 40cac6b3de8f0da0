/// A language whose packages are looked for in answers.
package enum PackageLanguage: String, Sendable, Codable, CaseIterable {
  case python, javascript, rust, swift

  /// A name as its registry compares it.
  func normalized(_ name: String) -> String {
    let name = name.lowercased()
    switch self {
    // PEP 503.
    case .python:
      return name.split { "-_.".contains($0) }.joined(separator: "-")
    case .rust: return name.replacing("_", with: "-")
    case .javascript: return name
    case .swift: return name.hasSuffix(".git") ? String(name.dropLast(4)) : name
    }
  }

  /// The names by which a list may know what an answer imports.
  func spellings(ofModule module: String) -> [String] {
    let known = self == .python ? Self.pythonModules[module] : nil
    guard self == .swift else { return [module] + (known.map { [$0] } ?? []) }
    let words = Self.words(module).joined(separator: "-")
    return [module, words, "swift-\(words)", "swift-\(module)", "\(module).swift"]
      + (Self.swiftModules[module].map { [$0] } ?? [])
  }

  /// `AsyncHTTPClient` as `async`, `http`, `client`.
  private static func words(_ name: String) -> [String] {
    var words: [String] = []
    let characters = [Character](name)
    for (index, character) in characters.enumerated() {
      let isStart =
        character.isUppercase
        && (index == 0 || !characters[index - 1].isUppercase
          || (index + 1 < characters.count && characters[index + 1].isLowercase))
      if isStart || words.isEmpty { words.append("") }
      words[words.count - 1] += character.lowercased()
    }
    return words
  }

  /// Modules whose distribution has another name.
  private static let pythonModules = [
    "cv2": "opencv-python", "PIL": "pillow", "sklearn": "scikit-learn", "yaml": "pyyaml",
    "bs4": "beautifulsoup4", "dateutil": "python-dateutil", "dotenv": "python-dotenv",
    "serial": "pyserial", "usb": "pyusb", "Crypto": "pycryptodome", "skimage": "scikit-image",
    "docx": "python-docx", "pptx": "python-pptx", "fitz": "pymupdf", "git": "gitpython",
    "jwt": "pyjwt", "attr": "attrs", "pkg_resources": "setuptools", "OpenSSL": "pyopenssl",
    "zmq": "pyzmq", "mpl_toolkits": "matplotlib", "pylab": "matplotlib",
    "psycopg2":
      "psycopg2-binary", "MySQLdb": "mysqlclient", "telegram": "python-telegram-bot",
    "magic": "python-magic", "Bio": "biopython", "wx": "wxpython", "gi": "pygobject",
    "win32api": "pywin32", "win32com": "pywin32", "speech_recognition": "speechrecognition",
    "PyQt5": "pyqt5", "socks": "pysocks", "ruamel": "ruamel-yaml", "jose": "python-jose",
    "bluetooth": "pybluez", "umap": "umap-learn", "imblearn": "imbalanced-learn",
  ]

  private static let swiftModules = [
    "NIO": "swift-nio", "NIOCore": "swift-nio", "NIOPosix": "swift-nio",
    "NIOHTTP1": "swift-nio", "NIOFoundationCompat": "swift-nio", "NIOSSL": "swift-nio-ssl",
    "Logging": "swift-log", "OrderedCollections": "swift-collections",
    "DequeModule": "swift-collections", "HeapModule": "swift-collections",
    "RealModule": "swift-numerics", "ComplexModule": "swift-numerics",
    "SystemPackage": "swift-system", "RxCocoa": "rxswift", "RxRelay": "rxswift",
    "SwiftProtobuf": "swift-protobuf", "GRPC": "grpc-swift", "GRDB": "grdb.swift",
    "SQLite": "sqlite.swift", "CSV": "csv.swift", "CoreXLSX": "corexlsx",
    "Charts": "charts", "SwiftParser": "swift-syntax", "ZIPFoundation": "zipfoundation",
    "AsyncAlgorithms": "swift-async-algorithms", "ServiceLifecycle": "swift-service-lifecycle",
    "FluentKit": "fluent", "ComposableArchitecture": "swift-composable-architecture",
    "Lottie": "lottie-ios", "GoogleSignIn": "googlesignin-ios", "SwiftyGPIO": "swiftygpio",
  ]
}
