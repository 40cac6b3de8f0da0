/// The modules that come with a language and are no package.
enum StandardModules {
  /// Whether a module is part of a language's standard library or its platform.
  static func contains(_ module: String, _ language: PackageLanguage) -> Bool {
    switch language {
    case .python: pythonSet.contains(module)
    case .javascript: nodeSet.contains(module)
    case .rust: rustSet.contains(module)
    case .swift: swiftSet.contains(module)
    }
  }

  private static let pythonSet = words(python)
  private static let nodeSet = words(node)
  private static let rustSet = words(rust)
  private static let swiftSet = words(swift)

  private static func words(_ text: String) -> Set<String> {
    Set(TextNormalization.words(text))
  }

  /// `sys.stdlib_module_names` of Python 3.11, less those that begin with `_`, and later ones.
  private static let python = """
    __future__ __main__ _thread abc aifc annotationlib antigravity argparse array ast asynchat
    asyncio asyncore atexit audioop base64 bdb binascii bisect builtins bz2 cProfile calendar
    cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall compression
    concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses
    dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip
    enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc
    genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http
    idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3
    linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder
    msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode
    operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform
    plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc
    pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy
    sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket
    socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string
    stringprep struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile
    telnetlib tempfile termios textwrap this threading time timeit tkinter token tokenize
    tomllib trace traceback tracemalloc tty turtle turtledemo types typing unicodedata
    unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref
    xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
    """

  /// `module.builtinModules` of Node.js 22.
  private static let node = """
    assert async_hooks buffer child_process cluster console constants crypto dgram
    diagnostics_channel dns domain events fs http http2 https inspector module net os path
    perf_hooks process punycode querystring readline repl sea sqlite stream string_decoder sys
    test timers tls trace_events tty url util v8 vm wasi worker_threads zlib
    """

  /// The crates that come with the compiler, and the path words of the language.
  private static let rust = """
    alloc core crate proc_macro self std super test
    """

  /// Modules of the toolchain and of Apple's platforms.
  private static let swift = """
    ARKit AVFAudio AVFoundation AVKit Accelerate Android AppKit AudioToolbox AudioUnit
    AuthenticationServices Builtin CallKit CarPlay Charts CloudKit Combine CommonCrypto
    Contacts ContactsUI CoreAudio CoreBluetooth CoreData CoreFoundation CoreGraphics CoreImage
    CoreLocation CoreMIDI CoreML CoreMedia CoreMotion CoreServices CoreSpotlight CoreTelephony
    CoreText CoreVideo CoreWLAN CreateML CryptoKit Cxx CxxStdlib Darwin Dispatch Distributed
    EventKit EventKitUI ExternalAccessory Foundation FoundationEssentials
    FoundationInternationalization FoundationNetworking FoundationXML GameController GameKit
    GameplayKit Glibc HealthKit HomeKit IOKit ImageIO Intents LocalAuthentication MapKit
    MediaPlayer MessageUI Metal MetalKit MetalPerformanceShaders ModelIO MultipeerConnectivity
    Musl NaturalLanguage Network NetworkExtension OSLog Observation PDFKit PackageDescription
    PackagePlugin PassKit PencilKit Photos PhotosUI PlaygroundSupport QuartzCore QuickLook
    RealityKit RegexBuilder ReplayKit SQLite3 SafariServices SceneKit Security SensorKit
    ShazamKit SoundAnalysis Speech SpriteKit StdlibUnittest StoreKit Swift SwiftData SwiftUI
    Synchronization SystemConfiguration TabularData Testing TipKit UIKit
    UniformTypeIdentifiers UserNotifications Vision VisionKit WatchConnectivity WatchKit
    WebKit WidgetKit WinSDK XCTest XPC os simd zlib
    """
}
