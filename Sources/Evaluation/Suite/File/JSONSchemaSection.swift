import Crypto
import Yams

/// The `json_schema` of a suite: the schema itself, or the path of a JSON file that holds it.
struct JSONSchemaSection {
  /// The schema as JSON.
  var source: String
  /// SHA-256 of the file, where it is one.
  var digest: String?

  static let shape = Shape<JSONSchemaSection>(
    .any(.type("object"), .nonEmptyText), read: read)

  private static func read(_ value: YAMLValue) -> JSONSchemaSection? {
    let section = value.isMapping ? inline(value) : file(value)
    guard let section else { return nil }
    do throws(Failure) {
      _ = try JSONSchema(section.source, file: value.file)
    } catch {
      var failure = error
      let path = error.place?.field.map { "\(value.field).\($0)" } ?? value.field
      failure.place = value.place
      failure.place?.field = path
      value.log.add(failure)
      return nil
    }
    return section
  }

  private static func inline(_ value: YAMLValue) -> JSONSchemaSection? {
    guard let schema = value.json() else { return nil }
    do throws(Failure) {
      return JSONSchemaSection(source: try schema.jsonText(.sorted), digest: nil)
    } catch {
      value.log.add(error)
      return nil
    }
  }

  private static func file(_ value: YAMLValue) -> JSONSchemaSection? {
    guard let text = value.nonEmptyText("a JSON Schema, or the path of a file that holds one")
    else { return nil }
    do throws(Failure) {
      let path = FilePath.join(folderOf: value.file, text)
      let bytes = try FileBytes.read(path, limit: YAMLDocument.byteLimit, place: value.place)
      let schema = try JSONValue.parse(bytes, file: path)
      return JSONSchemaSection(
        source: try schema.jsonText(.sorted), digest: SHA256.hexDigest(bytes))
    } catch {
      value.log.add(error)
      return nil
    }
  }
}

extension YAMLValue {
  /// The value as JSON: scalars by YAML's core schema, quoted ones as texts.
  fileprivate func json() -> JSONValue? {
    switch node {
    case .alias:
      wrong("JSON without aliases")
      return nil
    case .sequence:
      var items: [JSONValue] = []
      for value in list() ?? [] {
        guard let item = value.json() else { return nil }
        items.append(item)
      }
      return .array(items)
    case .mapping:
      var members: [JSONValue.Member] = []
      for (key, value) in mapping()?.entries ?? [] {
        guard let name = key.text("a name"), let member = value.json() else { return nil }
        members.append(JSONValue.Member(name, member))
      }
      return .object(members)
    case .scalar: return scalarJSON
    }
  }

  /// A scalar as JSON.
  var scalarJSON: JSONValue {
    guard let text = scalarText else { return .null }
    guard isPlain else { return .string(text) }
    if text == "true" || text == "false" { return .bool(text == "true") }
    if let whole = Int(text), text.utf8.first != UInt8(ascii: "+") { return .int(whole) }
    let isDecimal = text.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
    if isDecimal, let number = Double(text), number.isFinite { return .double(number) }
    return .string(text)
  }
}
