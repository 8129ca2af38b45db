import JSON
import Testing

struct JSONElementTests {
  let text = Array(#"{"a":1,"b":[true,null,"xé",[],{}],"c":{"d":"e"},"f":-7}"#.utf8)

  @Test func `each kind has its getter, the others give nil`() throws {
    let document = try JSONDocument(text.span)
    let root = document.root
    #expect(root.kind == .object)
    #expect(root.integer == nil && root.string == nil && root.bool == nil)
    #expect(root.member(named: "f")?.integer == -7)
    var kinds: [JSONKind] = []
    root.member(named: "b")?.forEachItem { _, item in kinds.append(item.kind) }
    #expect(kinds == [.bool, .null, .string, .array, .object])
    root.member(named: "b")?.forEachItem { number, item in
      #expect(item.isNull == (number == 1))
      #expect(item.bool == (number == 0 ? true : nil))
      #expect(item.string == (number == 2 ? "xé" : nil))
      #expect(item.utf8?.count == (number == 2 ? 3 : nil))
      #expect(item.isString("xé") == (number == 2))
    }
  }

  @Test func `members are counted, deep ones not`() throws {
    let document = try JSONDocument(text.span)
    #expect(document.root.count == 4)
    #expect(document.root.member(named: "b")?.count == 5)
    #expect(document.root.member(named: "a")?.count == 0)
  }

  @Test func `members come in the order of the text`() throws {
    let document = try JSONDocument(text.span)
    var names: [String] = []
    document.root.forEachMember { name, _ in names.append(name) }
    #expect(names == ["a", "b", "c", "f"])
  }

  @Test func `a member is found from any hint, and an absent one is not`() throws {
    let document = try JSONDocument(text.span)
    for first in ["a", "b", "c", "f"] {
      var hint = 0
      // Moves the hint behind the first, whatever is asked for next.
      func take(_ name: String) -> JSONValue? {
        switch name {
        case "a": document.root.member("a", after: &hint)?.value
        case "b": document.root.member("b", after: &hint)?.value
        case "c": document.root.member("c", after: &hint)?.value
        default: document.root.member("f", after: &hint)?.value
        }
      }
      _ = take(first)
      #expect(document.root.member("absent", after: &hint)?.value == nil)
      for name in ["c", "a", "f", "b", "b"] {
        #expect(take(name) == document.root.member(named: name)?.value, "\(name) after \(first)")
      }
    }
  }

  @Test func `names are compared as bytes`() throws {
    let bytes = Array("{\"é\":1}".utf8)
    let document = try JSONDocument(bytes.span)
    #expect(document.root.member(named: "é")?.integer == 1)
    #expect(document.root.member(named: "e\u{301}")?.integer == nil)
    #expect(document.root.member(named: "")?.integer == nil)
  }

  @Test func `looking into something that is no object finds nothing`() throws {
    let bytes = Array("[1]".utf8)
    let document = try JSONDocument(bytes.span)
    var hint = 0
    #expect(document.root.member("a", after: &hint)?.kind == nil)
    #expect(document.root.member(named: "a")?.kind == nil)
    document.root.forEachMember { _, _ in Issue.record("an array has no members") }
    document.root[0]?.forEachItem { _, _ in Issue.record("a number has no items") }
  }

  @Test func `an error that the body throws comes through`() throws {
    struct Enough: Error, Equatable { let at: Int }
    let document = try JSONDocument(text.span)
    #expect(throws: Enough(at: 2)) {
      try document.root.member(named: "b")?.forEachItem { (number, _) throws(Enough) in
        if number == 2 { throw Enough(at: number) }
      }
    }
  }
}
