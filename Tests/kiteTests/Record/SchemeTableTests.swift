import Governance
import JSON
import Recording
import TestSupport
import Testing

@testable import kite

/// A scheme of delegation out of a spreadsheet.
struct SchemeTableTests {
  private static let holders: [JSONValue] = [
    ["code": "TB", "name": "Trust Board", "stands": "body/board"],
    ["code": "CEO", "name": "Chief Executive", "stands": "office/CEO"],
    ["code": "LGB", "name": "Local governing body", "stands": "local"],
  ]

  private func result(_ bytes: [UInt8], approves: Set<String> = ["A"]) throws -> SchemeTable.Result {
    var terms = SchemeTable.Terms(holders: SchemeTableTests.holders)
    terms.approving = approves
    terms.levels["special care"] = .rank4
    var table = SchemeTable(try CSVTable(bytes, named: "matrix.csv"), terms)
    return try table.read()
  }

  private func read(_ text: String, approves: Set<String> = ["A"]) throws -> [JSONValue] {
    try result(Array(text.utf8), approves: approves).functions
  }

  @Test func `each row is a function, with one who approves and what the others do`() throws {
    let functions = try read(
      "code,title,TB,CEO,LGB,never,note\r\nF1,\"Budget, annual\",A,R,C,,\r\n"
        + "G1,Articles,A,,,yes,\"say \"\"no\"\"\"\r\n")
    let expected: [JSONValue] = [
      [
        "code": "F1", "title": "Budget, annual", "holder": "TB",
        "letters": [["holder": "CEO", "letter": "R"], ["holder": "LGB", "letter": "C"]],
      ],
      ["code": "G1", "title": "Articles", "holder": "TB", "never": true, "note": "say \"no\""],
    ]
    #expect(functions == expected)
  }

  @Test func `a trust may have another letter for who approves, and semicolons`() throws {
    let functions = try read("code;title;TB;CEO\nF1;Budget;X;A\n", approves: ["X"])
    #expect(functions.first?["holder"]?.string == "TB")
    #expect(functions.first?["letters"] == [["holder": "CEO", "letter": "A"]])
  }

  @Test func `headings may be names of holders, in any letters`() throws {
    let functions = try read("Code,TITLE,trust board,Chief Executive,lgb\nF1,Budget,A,R,C\n")
    #expect(functions.first?["holder"] == "TB")
    #expect(
      functions.first?["letters"] == [["holder": "CEO", "letter": "R"], ["holder": "LGB", "letter": "C"]])
  }

  @Test(arguments: ["A/R", "A R", "A, R", "R;A", "A\nR", "A - R"])
  func `a cell may hold several letters`(cell: String) throws {
    let functions = try read("code,title,TB,CEO\nF1,Budget,\"\(cell)\",-\n")
    #expect(functions.first?["holder"] == "TB")
    #expect(functions.first?["letters"] == [["holder": "TB", "letter": "R"]])
  }

  @Test func `a column may be a level of risk as the trust calls it, or a tier`() throws {
    let found = try result(
      Array(
        "code,title,TB,moderate,Special care,tier: Trusted\nF1,Budget,A,CEO,lgb,Local governing body\n".utf8))
    #expect(found.functions.first?["moderate"] == "CEO")
    #expect(found.functions.first?["levels"] == [["level": "rank-4", "holder": "LGB"]])
    #expect(found.tiers.map(\.name) == ["Trusted"])
    #expect(found.tiers.first?.functions == [["function": "F1", "holder": "LGB"]])
  }

  @Test(arguments: [
    (
      "code,title,TB,CEO\nF1,Budget,A,A\n",
      "row 2, columns 'TB' and 'CEO': 'F1' has 2 who approve, 'TB' and 'CEO'"
    ),
    ("code,title,TB,CEO\nF1,Budget,R,\n", "row 2: nobody approves 'F1'"),
    (
      "code,title,holder,TB\nF1,Budget,CEO,A\n",
      "row 2, columns 'holder' and 'TB': the holder of 'F1' is 'CEO', but 'A' stands under 'TB'"
    ),
    (
      "code,title,holder\nF1,Budget,TB\n\nF1,Again,TB\n", "row 4, column 'code': 'F1' stands in row 2 already"
    ),
    ("code,title,holder\nF1,,TB\n", "row 2, column 'title': it is empty"),
    (
      "code,title,holder,never\nF1,Budget,TB,perhaps\n",
      "row 2, column 'never': it is 'perhaps': expected yes or no"
    ),
    ("code,holder\nF1,TB\n", "there is no column 'title'; it has 'code' and 'holder'"),
    ("codes,title,holder\nF1,Budget,TB\n", "is 'codes' meant?"), ("", "is empty"),
    ("code,title,TB\n", "it has headings and no rows"),
    ("code,title,TB,tb\nF1,Budget,A,\n", "the column 'tb' stands twice"),
    ("code,title,TB,\nF1,Budget,A,R\n", "row 2, column '4': the column has no heading"),
    ("code,title,TB,GOV\nF1,Budget,A,R\n", "the column 'GOV' is no holder that the scheme explains"),
    (
      "code,title,holder\nF1,Budget,LBG\n",
      "row 2, column 'holder': 'LBG' is no holder that the scheme explains; is 'LGB' meant?"
    ),
    ("code,title,TB,moderate\nF1,Budget,A,Senate\n", "row 2, column 'moderate': 'Senate' is no holder"),
    ("code,title,TB\nF 1,Budget,A\n", "row 2, column 'code': 'F 1' is no code"),
    ("code,title,holder\nF1,\"Budget,TB\n", "row 2: a quote is not closed"),
    ("code,title,holder\nF1,Budget,TB,more\n", "row 2: 4 cells, but 3 columns"),
  ])
  func `what is wrong is named with its row and column`(text: String, says: String) throws {
    let error = try #require(throws: InputError.self) { try read(text) }
    #expect(error.says.contains(says), "\(error)")
  }

  @Test func `all that is wrong is told at once, the first twenty in words`() throws {
    let rows = (1...30).map { "F\($0),Function \($0),\n" }.joined()
    let error = try #require(throws: InputError.self) { try read("code,title,TB\n\(rows)") }
    #expect(error.says.hasPrefix("'matrix.csv': 30 things are wrong, and nothing is recorded\n  row 2: "))
    #expect(error.says.hasSuffix("\n  and 10 more"))
  }

  @Test func `a byte-order mark and the line ends of Windows are no matter`() throws {
    let bytes: [UInt8] = [0xef, 0xbb, 0xbf] + Array("code,title,TB\r\nF1,Budget,A\r\n".utf8)
    #expect(try result(bytes).functions == [["code": "F1", "title": "Budget", "holder": "TB"]])
  }

  @Test func `five thousand rows are read, and the one that is wrong is named`() throws {
    let rows = (1...5000).map {
      "F\($0),Function number \($0) of a long scheme,A,R,\($0 == 4321 ? "A" : "C")\n"
    }
    let error = try #require(throws: InputError.self) { try read("code,title,TB,CEO,LGB\n" + rows.joined()) }
    #expect(error.says.contains("row 4322, columns 'TB' and 'LGB': 'F4321' has 2 who approve"))
  }

  @Test func `figures come in whole or not at all`() throws {
    let bench = try Bench(until: "2024-11-19")
    let rows = (1...650).map { "S01,Attendance \($0),93.\($0)\n" }.joined()
    let file = try bench.folder.write("school,name,value\n\(rows)", to: "figures.csv")
    let result = try bench.run("metrics", "import", file, "--json")
    #expect(result.status == 0, "\(result.err)")
    #expect(try JSONValue.parse(result.out)["events"]?.array?.count == 3)
    let before = try bench.bytes
    let wrong = try bench.folder.write("school,name,value\nS01,a,1\nS01,b,many\n", to: "wrong.csv")
    let refused = try bench.run("metrics", "import", wrong)
    #expect(refused.status == 65)
    #expect(refused.err.contains("row 3: field 'metrics/0/value'"), "\(refused.err)")
    #expect(try bench.bytes == before)
  }
}
