import JSON
import Recording
import TestSupport
import Testing

@testable import kite

/// A scheme of delegation out of a spreadsheet.
struct SchemeTableTests {
  private func read(_ text: String, approves: String = "A") throws -> [JSONValue] {
    try SchemeTable(CSVTable(Array(text.utf8), named: "matrix.csv"), approves: approves).functions()
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
    let functions = try read("code;title;TB;CEO\nF1;Budget;X;A\n", approves: "X")
    #expect(functions.first?["holder"]?.string == "TB")
    #expect(functions.first?["letters"] == [["holder": "CEO", "letter": "A"]])
  }

  @Test(arguments: [
    ("code,title,TB,CEO\nF1,Budget,A,A\n", "row 2: 'F1' has 2 who approve, 'TB' or 'CEO': exactly one can"),
    ("code,title,TB,CEO\nF1,Budget,R,\n", "row 2: nobody approves 'F1'"),
    (
      "code,title,holder,TB\nF1,Budget,CEO,A\n",
      "row 2: the holder of 'F1' is 'CEO', but 'A' stands under 'TB'"
    ),
    ("code,title,holder\nF1,Budget,TB\n\nF1,Again,TB\n", "row 4: 'F1' stands in row 2 already"),
    ("code,title,holder\nF1,,TB\n", "row 2: there is no 'title'"),
    ("code,title,holder,never\nF1,Budget,TB,perhaps\n", "row 2: 'never' is 'perhaps': expected yes or no"),
    ("code,holder\nF1,TB\n", "has no column 'title'"), ("", "is empty"),
    ("code,title,holder\nF1,\"Budget,TB\n", "row 2: a quote is not closed"),
    ("code,title,holder\nF1,Budget,TB,more\n", "row 2: 4 cells, but 3 columns"),
  ])
  func `what is wrong is named with its row`(text: String, says: String) throws {
    let error = try #require(throws: InputError.self) { try read(text) }
    #expect(error.says.contains(says), "\(error)")
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
