import Evaluation
import Foundation
import TestSupport
import Testing

struct JSONWriterTests {
  private func text(_ writer: JSONWriter) throws -> String {
    String(decoding: try writer.finish("x.json"), as: UTF8.self)
  }

  @Test func valuesAreWrittenCanonically() throws {
    var writer = JSONWriter()
    writer.object {
      $0.member("a", 1)
      $0.member("b", ["x", "y"])
      $0.member("c", ["z": 1.5, "é": 0.1, "Z": -3])
      $0.member("d", String?.none)
      $0.name("e")
      $0.object { _ in }
      $0.member("f", true)
    }
    #expect(
      try text(writer)
        == #"{"a":1,"b":["x","y"],"c":{"Z":-3.0,"z":1.5,"é":0.1},"d":null,"e":{},"f":true}"#)
  }

  @Test(arguments: [
    0.1, 1.0 / 3, .leastNonzeroMagnitude, 1.7976931348623157e308, -0.0, 123_456_789.125, 1e21,
  ])
  func numbersReadBack(value: Double) throws {
    var writer = JSONWriter()
    writer.double(value)
    #expect(Double(try text(writer)) == value)
    let read = try JSONSerialization.jsonObject(
      with: Data(try text(writer).utf8), options: .fragmentsAllowed)
    #expect(read as? Double == value)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func whatIsNotFiniteIsAFailureThatNamesItsMember(value: Double) throws {
    var writer = JSONWriter()
    writer.object { $0.member("value", value) }
    let failure = #expect(throws: Failure.self) { try writer.finish("verdict.json") }
    #expect(failure?.code == .internal)
    #expect(failure?.place == Place(file: "verdict.json", field: "value"))
  }

  @Test(arguments: HostileText.all.map(\.name))
  func textsReadBackAndNeverSteer(name: String) throws {
    let text = try #require(HostileText.all.first { $0.name == name }).text
    for forHTML in [false, true] {
      var writer = JSONWriter(forHTML: forHTML)
      writer.array([text]) { $0.string($1) }
      let written = String(decoding: try writer.finish("x"), as: UTF8.self)
      #expect(HostileText.isSteerless(written))
      #expect(!forHTML || !written.contains { "<>&".contains($0) })
      let read = try JSONSerialization.jsonObject(with: Data(written.utf8)) as? [String]
      let first = try #require(read?.first)
      #expect(first.unicodeScalars.elementsEqual(text.unicodeScalars))
    }
  }

  @Test func shownNumbersAreShortAndNeverZero() throws {
    var writer = JSONWriter(style: .display)
    writer.array([-1.23456789, 2, 0.0000001]) { $0.double($1) }
    #expect(try text(writer) == "[-1.23457,2,1e-07]")
  }
}
