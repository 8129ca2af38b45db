/// What is wrong in a file of earlier decisions, by row and column.
struct ImportFault: Error, Equatable {
  /// As a spreadsheet counts; nil where the whole file is meant.
  let row: Int?
  let column: String?
  let says: String

  init(_ row: Int?, _ says: String) { self.init(row, nil, says) }

  init(_ row: Int?, _ column: String?, _ says: String) {
    self.row = row
    self.column = column
    self.says = says
  }

  var text: String {
    let place = [row.map { "row \($0)" }, column.map { "column '\($0)'" }].compactMap(\.self)
    return place.isEmpty ? says : "\(place.joined(separator: ", ")): \(says)"
  }
}

/// All of them, so that nobody has to find them one by one.
struct ImportFaults: Error, CustomStringConvertible {
  let file: String
  let faults: [ImportFault]

  private static let most = 100

  var description: String {
    guard faults.count > 1 else {
      return "'\(file)', \(faults.first?.text ?? "nothing"); nothing was recorded"
    }
    var text = "'\(file)' has \(faults.count) faults, and nothing was recorded:"
    for fault in faults.prefix(Self.most) { text += "\n  \(fault.text)" }
    if faults.count > Self.most { text += "\n  and \(faults.count - Self.most) more" }
    return text
  }
}
