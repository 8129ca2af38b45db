import Foundation
import TestSupport
import Testing

/// The questions that trustees ask, each answered at the command line from the record of Greywether.
struct TrusteesTests {
  private static func says(_ words: String..., width: Int = 118) throws -> String {
    let answer = try Greywether.asked().ask(words, width: width)
    #expect(answer.status == 0, "\(words): \(answer.err)")
    // Where a line is broken is no part of an answer.
    return answer.out.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
  }

  @Test func `T1 why did we take finance away, who decided, what else was considered, is it still in force?`()
    throws
  {
    let says = try Self.says("why", "F3", "--school", "S02", "--on", "2025-03-03")
    for words in [
      "decided by the Trust Board on Wed 20 Nov 2024", "8 for, 1 against, 0 abstained; 9 of 11 present",
      "Pay overspend of 212,000 pounds not explained by internal audit.",
      "budget only - would not stop orders", "no finance change - public money at risk",
      "interim board now - lesser steps first", "NOT in force for F3 (last day 21 Jul 2026)",
    ] {
      #expect(says.contains(words), "\(words)")
    }
  }

  @Test func `T2 what did we know when we decided?`() throws {
    let says = try Self.says("show", "E41", "--known", "2024-11-20")
    #expect(says.contains("Internal audit note on pay (paper TB/24/18)"))
    #expect(says.contains("unknown cause of overspend one matter held as restricted"))
    #expect(says.contains("2 fields of class restricted"))
    // Nothing that came later.
    for later in ["E44", "E54", "E72", "X36"] { #expect(!says.contains(later)) }
    let evidence = try Greywether.asked().json(
      "trail", "--school", "S02", "--type", "EvidenceAdded", "--known", "2024-11-20")
    #expect(evidence.compactMap { $0["ref"] as? String } == ["E36", "E37"])
    let why = try Self.says("why", "F3", "--school", "S02", "--on", "2024-11-21", "--known", "2024-11-20")
    #expect(why.contains("not known then: cause of overspend; one matter held as restricted"))
    #expect(why.contains("nothing decided about it since"))
  }

  @Test func `T3 did anyone disagree?`() throws {
    let words = "keep orders up to 500 pounds with the head, or daily work will stop"
    let says = try Self.says("accountability", "--principle", "leadership", "--school", "S02")
    #expect(says.contains(words))
    #expect(
      says.contains(
        "p-009 was answered by E72, Wed 21 Jan 2026: Three clean months; the dissent of 2024 is noted "
          + "as answered."
      ))
    let record = try Greywether.asked()
    let person = try #require(try record.json("accountability", "--by", "p-009").first)
    let dissents = try #require(person["dissents"] as? [[String: Any]])
    #expect(dissents.map { $0["ref"] as? String } == ["E41"])
    #expect(dissents.first?["words"] as? String == words)
    #expect(dissents.first?["answeredBy"] as? String == "E72")
    #expect(dissents.first?["answered"] as? String == "2026-01-21")
    // On the day itself, nobody had answered.
    let then = try record.json("accountability", "--by", "p-009", "--on", "2024-11-20").first
    #expect((then?["dissents"] as? [[String: Any]])?.first?["answeredBy"] is NSNull)
  }

  @Test func `T4 was anyone conflicted?`() throws {
    let says = try Self.says("accountability", "--principle", "integrity")
    #expect(says.contains("nobody with an interest voted: 8 of 8"))
    for ref in ["E09", "E16", "E24", "E26", "X29", "E31"] {
      #expect(says.contains("\(ref) p-005 withdrew - p-005 - "), "\(ref)")
    }
    for ref in ["E62", "E76"] { #expect(says.contains("\(ref) p-012 withdrew - p-012 - "), "\(ref)") }
    #expect(says.contains("register confirmed Wed 20 Sep 2023 (X03), 49 days before"))
    #expect(says.contains("the register of interests was confirmed 427 days before it, on Wed 20 Sep 2023"))
  }

  @Test func `T5 is it working?`() throws {
    let says = try Self.says("status", "S02", "--working")
    for words in [
      "Persistent absence % (year to date) 32.6 23.8 25",
      "Pay forecast against budget, thousand pounds -212 8 0",
      "six months Feb amber-green - Mar amber-green - Apr amber-green - May amber-green - Jun amber-green - "
        + "Jul amber-green",
      "E41 expected: Spending under control: three clean months. E72, Wed 21 Jan 2026: The outcome of E41 is "
        + "looked at: three clean months",
    ] {
      #expect(says.contains(words), "\(words)")
    }
    let then = try Self.says("status", "S02", "--working", "--on", "2025-03-07")
    #expect(then.contains("Persistent absence % (year to date) 32.6 31.4 25"))
    #expect(!then.contains("E72"))
    let working = try Greywether.asked().json("status", "S03", "--working").first
    let indicators = try #require(working?["indicators"] as? [[String: Any]])
    let mathematics = indicators.first { ($0["name"] as? String)?.hasPrefix("Year 6") == true }
    #expect(mathematics?["before"] as? String == "41" && mathematics?["now"] as? String == "71")
    #expect(try Self.says("status", "S01", "--working").contains("no case of it is on record"))
  }

  @Test func `T6 which powers are away from which local body today?`() throws {
    let says = try Self.says("status", "--powers")
    #expect(says.contains("2 functions held by somebody else than normally on Wed 29 Jul 2026"))
    #expect(says.contains("LGB FRC to 18 Dec 2026") && says.contains("LGB CFO to 18 Dec 2026"))
    let record = try Greywether.asked()
    let cells = try record.json("status", "--powers", "--on", "2025-03-03")
    #expect(cells.count == 17)
    #expect(cells.allSatisfy { $0["school"] as? String == "S02" && $0["because"] as? String == "V-2024-01" })
    let orders = cells.first { $0["function"] as? String == "F3" }
    #expect(orders?["normally"] as? String == "HT" && orders?["holder"] as? String == "CFO")
    #expect(orders?["lastDay"] as? String == "2026-07-21" || orders?["lastDay"] as? String == "2025-07-22")
    // What an interim board holds, also where no variation may move it.
    let interim = try record.json("status", "S02", "--powers", "--on", "2025-06-01")
    #expect(interim.first { $0["function"] as? String == "G7" }?["because"] as? String == "default")
    #expect(interim.first { $0["function"] as? String == "E3" }?["because"] as? String == "V-2025-01")
    #expect(try record.json("status", "S01", "--powers").isEmpty)
  }

  @Test func `what was varied is on the board too as it was known at a time`() throws {
    let record = try Greywether.asked()
    let known = try record.json("status", "--known", "2025-05-01").first { $0["school"] as? String == "S02" }
    #expect(known?["variations"] as? [String] == ["V-2024-01", "V-2025-01"])
    #expect(known?["localBody"] as? String == "ieb-S02")
    #expect(try record.json("status", "--powers", "--known", "2024-11-19").isEmpty)
  }

  @Test func `T7 what comes to us next?`() throws {
    let due = try Greywether.asked().json("due", "--within", "60", "--on", "2025-01-08")
    let kinds = Set(due.compactMap { $0["kind"] as? String })
    #expect(kinds.contains("review-variation"))
    #expect(
      due.contains {
        $0["concerns"] as? String == "variation/V-2024-01" && $0["due"] as? String == "2025-01-29"
      })
    let urgent = try Greywether.asked().json("due", "--within", "60", "--on", "2024-11-12")
    #expect(
      urgent.contains { $0["kind"] as? String == "ratify-urgent" && $0["due"] as? String == "2024-11-25" })
  }

  @Test func `T8 did we try support first?`() throws {
    let why = try Self.says("why", "F3", "--school", "S02", "--on", "2025-03-03")
    #expect(why.contains("support tried first 16 Oct 2024: 8 partner days, attendance network (E35)"))
    let board = try Self.says("show", "E62")
    #expect(board.contains("29 Jan 2025: two added governors and six conditions (E54)"))
  }

  @Test func `T9 are we treating like cases alike?`() throws {
    let says = try Self.says("status", "S02", "S03", "S12")
    for words in [
      "trigger S02 [withheld: part2], [withheld: part2] S03 data-trend, complaints",
      "S02 high from 11 Nov 2024, moderate from 22 Jul 2026",
      "S03 moderate from 9 Nov 2023, ended 7 Jul 2024",
      "S12 not at risk: watch list from 19 Oct 2023 to 7 Feb 2024",
      "V-2023-01: 7: E2 E3 E5 G6 G9 P8 T3, 23 Nov 2023 to 7 Jul 2024",
      "days with something varied", "considered and rejected",
    ] {
      #expect(says.contains(words), "\(words)")
    }
    let sides = try Greywether.asked().json("status", "S03", "S12")
    #expect(sides.map { $0["days"] as? Int } == [228, 0])
    #expect(sides.map { ($0["options"] as? [Any])?.isEmpty } == [false, false])
    #expect((sides.first?["functions"] as? [String])?.count == 7)
    #expect(sides.map { $0["interimBoard"] as? Bool } == [false, false])
  }

  @Test func `T10 could this harm Marrowdale?`() throws {
    let says = try Self.says("status", "S10")
    for words in [
      "exec-head-secondary to S02: 3 days a week from 25 Nov 2024", "ended 21 Jul 2026 (E42)",
      "effect assessed: medium; One extra deputy is funded at Marrowdale for the time.",
      "Mar 2025: Marrowdale: two lessons a week covered by others. (R13)", "reports saw no effect here",
      "Average key stage 4 score: 46.8 (2022/23), 47.1 (2023/24)",
    ] {
      #expect(says.contains(words), "\(words)")
    }
    #expect(try !Self.says("status", "S10", "--on", "2025-03-20").contains("R13"))
    #expect(try !Self.says("status", "S01").contains("lends"))
  }

  @Test func `what changed since our last meeting?`() throws {
    let record = try Greywether.asked()
    // The Board met on 15 July 2026 and decided E78 there.
    let refs = try record.json("changes", "--since", "TB").compactMap { $0["ref"] as? String }
    #expect(refs == ["E79", "R28", "E80"])
    let same = try record.json("changes", "--since", "trust-board").compactMap { $0["ref"] as? String }
    #expect(same == refs)
    #expect(record.ask(["changes"]).status == 64)
    #expect(record.ask(["changes", "--since", "2026-13-01"]).err.contains("expected a day such as"))
    #expect(record.ask(["changes", "--since", "circus"]).err.contains("there is no day or body 'circus'"))
    #expect(record.ask(["changes", "--since", "arc"]).err.contains("no meeting of 'arc' is on record"))
  }

  @Test func `how did I vote, what did I declare?`() throws {
    let says = try Self.says("accountability", "--by", "p-005")
    #expect(says.contains("office trustee (a seat on trust-board), from 1 Sep 2021"))
    #expect(says.contains("withdrew E09 (S03), Wed 8 Nov 2023: "))
    #expect(says.contains("Votes are counted, not named"))
    let person = try Greywether.asked().json("accountability", "--by", "p-005").first
    let withdrew = try #require(person?["withdrew"] as? [[String: Any]])
    #expect(withdrew.compactMap { $0["ref"] as? String } == ["E09", "E16", "E24", "E26", "X29", "E31"])
    let ceo = try Greywether.asked().json("accountability", "--by", "p-002").first
    #expect((ceo?["decided"] as? [String])?.contains("E42") == true)
  }
}
