import Testing

/// Every rule holds for the whole repository, and every rule notices what it is there for.
struct RuleTests {
  private func findings(_ rule: Rule) throws -> [String] {
    let files = try SourceFile.all()
    try #require(files.count > 20, "the sources were not found")
    return files.flatMap(rule.check)
  }

  private func finds(_ rule: Rule, in text: String, at path: String) -> Bool {
    !rule.check(SourceFile(path: path, text: text)).isEmpty
  }

  @Test func `unsafe code stays in the files for it`() throws {
    let found = try findings(.unsafeHasItsPlace)
    #expect(found == [])
    #expect(finds(.unsafeHasItsPlace, in: "let a = unsafe b", at: "EventLog/Log.swift"))
    #expect(!finds(.unsafeHasItsPlace, in: "let a = unsafe b", at: "EventLog/Platform/Unsafe.swift"))
    #expect(!finds(.unsafeHasItsPlace, in: "// unsafe", at: "EventLog/Log.swift"))
    #expect(!finds(.unsafeHasItsPlace, in: "let a = \"unsafe\"", at: "EventLog/Log.swift"))
  }

  @Test func `nothing is left to do`() throws {
    let found = try findings(.nothingIsLeftToDo)
    #expect(found == [])
    #expect(finds(.nothingIsLeftToDo, in: "// TO" + "DO: more", at: "README.md"))
  }

  @Test func `lines have at most 110 characters`() throws {
    let found = try findings(.linesAreShort)
    #expect(found == [])
    #expect(finds(.linesAreShort, in: String(repeating: "a", count: 111), at: "Sources/kite/A.swift"))
    #expect(!finds(.linesAreShort, in: String(repeating: "a", count: 110), at: "Sources/kite/A.swift"))
  }

  @Test func `files have at most 400 lines`() throws {
    let found = try findings(.filesAreShort)
    #expect(found == [])
    #expect(finds(.filesAreShort, in: String(repeating: "a\n", count: 401), at: "Sources/kite/A.swift"))
    #expect(!finds(.filesAreShort, in: String(repeating: "a\n", count: 400), at: "Sources/kite/A.swift"))
  }

  @Test func `functions have at most 70 lines`() throws {
    let found = try findings(.functionsAreShort)
    #expect(found == [])
    let body = String(repeating: "    a()\n", count: 69)
    #expect(finds(.functionsAreShort, in: "  func a() {\n\(body)  }\n", at: "Sources/kite/A.swift"))
    #expect(!finds(.functionsAreShort, in: "  func a() {\n    a()\n  }\n", at: "Sources/kite/A.swift"))
  }

  @Test func `product targets do without Foundation`() throws {
    let found = try findings(.foundationStaysOutside)
    #expect(found == [])
    #expect(finds(.foundationStaysOutside, in: "public import FoundationEssentials", at: "EventLog/A.swift"))
    #expect(!finds(.foundationStaysOutside, in: "import Foundation", at: "Tests/ATests/A.swift"))
  }

  @Test func `no file names a path of one machine`() throws {
    let found = try findings(.pathsBelongToNobody)
    #expect(found == [])
    #expect(finds(.pathsBelongToNobody, in: "see /ho" + "me/ann/kite", at: "README.md"))
  }

  @Test func `the package depends on no other package`() throws {
    let found = try findings(.thereAreNoPackages)
    #expect(found == [])
    #expect(finds(.thereAreNoPackages, in: ".package(url: \"x\")", at: "Package.swift"))
  }

  @Test func `imports point down`() throws {
    let found = try findings(.importsPointDown)
    #expect(found == [])
    #expect(finds(.importsPointDown, in: "internal import Recording", at: "EventLog/A.swift"))
    #expect(finds(.importsPointDown, in: "import struct Governance.Day", at: "Sources/JSON/A.swift"))
    #expect(finds(.importsPointDown, in: "@testable import EventLog", at: "Sources/Governance/A.swift"))
    #expect(!finds(.importsPointDown, in: "private import CSQLite", at: "Sources/SQLite/A.swift"))
    #expect(finds(.importsPointDown, in: "", at: "Sources/NewModule/A.swift"))
  }

  @Test func `only programs print, exit and read the environment`() throws {
    let found = try findings(.onlyProgramsTalk)
    #expect(found == [])
    #expect(finds(.onlyProgramsTalk, in: "  print(1)", at: "EventLog/A.swift"))
    #expect(finds(.onlyProgramsTalk, in: "if a { exit(1) }", at: "EventLog/A.swift"))
    #expect(!finds(.onlyProgramsTalk, in: "footprint(1)", at: "EventLog/A.swift"))
    #expect(!finds(.onlyProgramsTalk, in: "print(1)", at: "Sources/kite/A.swift"))
  }

  @Test func `nothing is forced`() throws {
    let found = try findings(.nothingIsForced)
    #expect(found == [])
    #expect(finds(.nothingIsForced, in: "let a = try! b()", at: "EventLog/A.swift"))
    #expect(finds(.nothingIsForced, in: "let a = b as! C", at: "EventLog/A.swift"))
    #expect(!finds(.nothingIsForced, in: "let a = try b()", at: "EventLog/A.swift"))
  }
}
