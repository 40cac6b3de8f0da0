internal import CPCRE2

/// Owns PCRE2's compiled form of a pattern.
///
/// `@unchecked Sendable`: the code is read-only after compilation, which PCRE2 allows from several
/// threads at once; match data is made for each call.
final class CompiledCode: @unchecked Sendable {
  private let code: OpaquePointer
  private let source: String

  /// How much backtracking one match may cost before it is given up (PCRE2's own default is 10 M).
  private static let matchLimit: UInt32 = 5_000_000
  private static let depthLimit: UInt32 = 100_000

  init(_ source: String, options: Pattern.Options) throws(PatternError) {
    var flags = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C
    if options.contains(.ignoreCase) { flags |= PCRE2_CASELESS }
    if options.contains(.multiline) { flags |= PCRE2_MULTILINE }
    if options.contains(.dotMatchesNewline) { flags |= PCRE2_DOTALL }
    var errorCode: Int32 = 0
    var errorOffset = 0
    let utf8 = Array(source.utf8)
    let compiled = utf8.withUnsafeBufferPointer { buffer in
      pcre2_compile_8(
        buffer.baseAddress ?? UnsafePointer(bitPattern: 1), buffer.count, flags, &errorCode,
        &errorOffset, nil)
    }
    guard let compiled else {
      throw PatternError(
        pattern: source, message: CompiledCode.message(errorCode), offset: errorOffset)
    }
    // Where the processor or the system has no JIT, PCRE2 interprets: same matches.
    _ = pcre2_jit_compile_8(compiled, PCRE2_JIT_COMPLETE)
    self.code = compiled
    self.source = source
  }

  deinit {
    pcre2_code_free_8(code)
  }

  var captureCount: Int {
    var count: UInt32 = 0
    _ = pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
    return Int(count)
  }

  /// Calls `body` with each match's offsets, start and end a group, −1 for none, until it says no.
  func forEachMatch(
    inUTF8 utf8: [UInt8], _ body: ([Int]) -> Bool
  ) throws(PatternError) {
    guard let matchData = pcre2_match_data_create_from_pattern_8(code, nil),
      let context = pcre2_match_context_create_8(nil)
    else { throw PatternError(pattern: source, message: "out of memory", offset: nil) }
    defer {
      pcre2_match_data_free_8(matchData)
      pcre2_match_context_free_8(context)
    }
    pcre2_set_match_limit_8(context, CompiledCode.matchLimit)
    pcre2_set_depth_limit_8(context, CompiledCode.depthLimit)
    var start = 0
    var flags: UInt32 = 0
    var checked = false
    while start <= utf8.count {
      let found = utf8.withUnsafeBufferPointer { buffer in
        pcre2_match_8(
          code, buffer.baseAddress ?? UnsafePointer(bitPattern: 1), buffer.count, start,
          flags | (checked ? PCRE2_NO_UTF_CHECK : 0), matchData, context)
      }
      checked = true
      if found == PCRE2_ERROR_NOMATCH {
        guard flags != 0, start < utf8.count else { return }
        start = CompiledCode.nextScalar(in: utf8, after: start)
        flags = 0
        continue
      }
      guard found > 0 else {
        throw PatternError(
          pattern: source, message: CompiledCode.message(found), offset: nil)
      }
      let offsets = CompiledCode.offsets(of: matchData)
      // `\K` in a look-ahead can put the end before the start: such a match is not one.
      guard offsets[0] <= offsets[1], offsets[1] >= start else { return }
      if !body(offsets) { return }
      start = offsets[1]
      flags = offsets[0] == offsets[1] ? PCRE2_NOTEMPTY_ATSTART | PCRE2_ANCHORED : 0
    }
  }

  private static func offsets(of matchData: OpaquePointer) -> [Int] {
    let count = Int(pcre2_get_ovector_count_8(matchData)) * 2
    guard let vector = pcre2_get_ovector_pointer_8(matchData) else { return [] }
    return (0..<count).map { vector[$0] == Int.max || vector[$0] == -1 ? -1 : Int(vector[$0]) }
  }

  private static func nextScalar(in utf8: [UInt8], after start: Int) -> Int {
    var next = start + 1
    while next < utf8.count, utf8[next] & 0xC0 == 0x80 { next += 1 }
    return next
  }

  private static func message(_ code: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = pcre2_get_error_message_8(code, &buffer, buffer.count)
    guard length > 0 else { return "PCRE2 error \(code)" }
    return String(decoding: buffer[..<Int(length)], as: UTF8.self)
  }
}
