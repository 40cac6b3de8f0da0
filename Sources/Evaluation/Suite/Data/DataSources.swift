/// The rows of a suite and of its exemplars, with the digests of their files.
struct DataSources {
  private(set) var data: DataRows?
  /// The exemplars, where they have files of their own.
  private(set) var shots: DataRows?
  /// `data DIGEST`, `join DIGEST`, `shots DIGEST`: a line a file, in this order.
  private(set) var digestLines = ""
  /// A judge's calibration set.
  private(set) var calibration: DataRows?

  /// Rows with the digests of their files.
  private struct Opened {
    var rows: DataRows
    var digestLines: String
  }

  /// Opens the files; what cannot be read goes to the locator's log.
  ///
  /// - Parameters:
  ///   - section: The suite's data.
  ///   - fewShot: Its exemplars.
  ///   - locator: Finds files.
  init(_ section: DataSection, _ fewShot: FewShotSection?, _ locator: DataLocator) {
    do throws(Failures) {
      let table = try section.join.map { part throws(Failures) in
        try DataSources.open(part.files, .join, locator)
      }
      let join = try table.map { table throws(Failures) in
        try DataSources.join(table.rows, on: section.join?.field)
      }
      let main = try DataSources.open(section.files, .data, locator, section.shaping, join: join)
      data = main.rows
      digestLines = main.digestLines + (table?.digestLines ?? "")
    } catch {
      locator.log.add(contentsOf: error)
    }
    guard let files = fewShot?.files, !DataSources.isSame(files, section.files) else { return }
    do throws(Failures) {
      var own = files
      own.layout = section.files.layout
      let opened = try DataSources.open(own, .fewShot, locator, section.shaping)
      shots = opened.rows
      digestLines += opened.digestLines
    } catch {
      locator.log.add(contentsOf: error)
    }
  }

  /// Opens a judge's calibration set.
  mutating func open(_ judge: JudgeSection, _ locator: DataLocator) throws(Failures) {
    let opened = try DataSources.open(judge.calibration, .calibration, locator)
    calibration = opened.rows
    digestLines += opened.digestLines
  }

  private static func isSame(_ files: FileSection, _ other: FileSection) -> Bool {
    files.paths.map(\.path) == other.paths.map(\.path)
      && files.remote.map(\.url) == other.remote.map(\.url)
  }

  private static func join(_ rows: DataRows, on field: String?) throws(Failures) -> RowJoin {
    guard let field else { return .beside(RowJoin.Boxed(rows)) }
    do throws(Failure) {
      return .keyed(try KeyedRows(rows, field: field))
    } catch {
      throw Failures([error])
    }
  }

  private static func open(
    _ section: FileSection, _ role: DataRole, _ locator: DataLocator,
    _ shaping: RowShaping = RowShaping(), join: RowJoin? = nil
  ) throws(Failures) -> Opened {
    let located = try locator.files(section, role)
    do throws(Failure) {
      var files: [DataFile] = []
      for file in located.files {
        files.append(
          try DataFile(
            file, section.layout, prefersName: role == .fewShot,
            isOneOfSeveral: located.files.count > 1, place: section.place))
      }
      let rows = try DataRows(files, join: join, shaping: shaping, place: section.place)
      let lines = located.digests.map { "\(role.word) \($0)\n" }.joined()
      return Opened(rows: rows, digestLines: lines)
    } catch {
      throw Failures([error])
    }
  }
}
