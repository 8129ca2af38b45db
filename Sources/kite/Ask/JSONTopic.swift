import CommandLineKit

extension Topic {
  /// What every key of the asking commands' JSON means.
  static let json = Topic(
    name: "json", title: "What the keys of --json mean.",
    text: """
      Each command prints one object a line. Keys keep their names and their order; new ones are added at \
      the end. A thing that is missing is null. Days are 2025-03-03, times are UTC with milliseconds. \
      Holders are named as the scheme of delegation codes them: TB, CEO, LGB. Errors are objects too, on \
      standard error: {"error":{"status":66,"says":"…"}}.

      kite who FUNCTION
        function, school, on   what was asked
        holder                 who holds it, as the scheme codes it
        body                   the one body or office that the holder is there
        via                    how the holder acts: panel
        normally               the holder when nothing is varied
        because                the variation, or default
        limit                  {"pounds","upTo"}: the holder up to that amount
        standing               confirmed, unconfirmed, irregular, unratified, corrected
        scheme, title          the version in force, the function in words
        decision               the reference that it rests on
        person, lastDay        who is in the office; last day of the variation

      kite who POWER
        power, school, on      what was asked
        holders, bodies        all who must decide, and what they are there
        function, never        what the power is bound to; whether it can't move
        because, standing, scheme
        inAbsence              [{"holder","office"}], of the urgent power: who
                               decides for a holder who is away

      kite who OFFICE
        office, on, person, acting, since, until

      kite why FUNCTION: the keys of who, then
        decided, by, firstDay  when, by whom, in force from
        vote                   {"for","against","abstained","present","withdrew"}
        reason, against        the reasons; [{"who","words"}]
        considered             [{"what","why"}], the options rejected
        support                lesser steps tried first
        evidence               {"items","part2","restricted"}, counts
        unknown                what was not known then
        since                  [{"day","ref","what"}], what: reviewed, renewed,
                               softened, handed-back, ended, lapsed
        earlier                [{"variation","holder","firstDay","lastDay",
                               "decision"}], other variations before
        today                  {"on","inForce","holder","lastDay","varied"}
        trail                  [{"ref","restricted"}]

      kite status: a line a school
        school, name, risk     risk: none, watch, moderate, high
        since, levelSince      first day of the case, and at this level
        ratifyBy               of an urgent decision that is not ratified yet
        followUpUntil          after the exit
        localBody, shadow      bodies
        variations             those in force
        leader                 {"office","daysPerWeek"}
        lastReport             {"month","rating","direction","due","submitted",
                               "lateBy"}, in working days
        next                   {"what","due","owes"}
        actions                of a case: [{"action","state","closedBy","owner",
                               "by","command","otherwise"}], state: done,
                               open, overdue
        capacity               of a case: {"asked","offered","granted",
                               "grantedInPart","declined","grantedDays","usedDays",
                               "short"}, short: [{"what","class","since","ref"}]
        lends                  [{"deployment","leader","school","daysPerWeek",
                               "effect"}], leaders who are away

      kite leader free: a line for each who could lead, the most free days first
        person, offices, home  home: the school that the person leads
        homeRisk, free, enough days a week; whether as many as were asked for
        away                   [{"deployment","to","daysPerWeek","until",
                               "effect"}], where the person is already
        alsoLent               other leaders whom the home lends

      kite variation menu: a line a function that usually moves
        function, title, now, to, note
        variedBy               the variation that has moved it already

      kite status SCHOOL: the line above, and of a school that lends leaders
        lends                  [{"deployment","leader","school","effect","mitigation",
                               "lastDay","reports","notes"}], leaders lent to others

      kite status SCHOOL SCHOOL …: a line a school
        school, name, case, decision, opened, ended, triggers, levels, options,
        functions, days        every function moved; days on which any was
        leaderDaysPerWeek, interimBoard

      kite status --powers: a line for each function that is held by another
        school, function, title, normally, holder, via, limit, because
        lastDay, reviewBy      of the variation, or of the interim board

      kite status SCHOOL --working
        school, on, case
        indicators             [{"name","before","beforeDay","now","nowDay","target"}]
        ratings                [{"month","rating","direction"}], six at most
        outcomes               [{"ref","expected","due","seenBy","seen","words"}]

      kite due: a line for all that is late, due or ahead, sorted by day; last what
      asks only to look again
        kind                   report, review-variation, register …: never renamed
        what, due              in words; the day by which
        owes, person           who, as the scheme codes it; who is in the office
        school, case, concerns what it is about, by its tag
        state                  late, due (on the day), ahead, again
        lateBy                 working days
        warning                of an end, the warning reached: so many days before
        command, otherwise     what settles it; another way to settle it
        note                   what to know about it

      kite report list: a line a report, handed in or not
        report, school, month  which
        state                  handed-in, missed (closed without one), late, ahead
        rating, direction      null where it is not handed in
        due, submitted, lateBy, ageDays
        seenBy, unseenBy       who saw it; who is to see it and has not

      kite report show: one report
        report, school, month, ref, rating, direction, because, due, submitted,
        lateBy, missed, plan, planVersion
        seen                   [{"by","day","comment","ref"}]
        unseenBy               who is to see it and has not

      kite plan show: a line a version, oldest first
        plan, school, version, approvedAs, state: submitted, returned, approved
        ref, submitted         the entry that handed it in
        decided, decision, by, because, reasons, changes
        milestones             [{"code","due","dueNow","slipped"}]

      kite plan compare: a line a change
        plan, from, to, part, name, was, now

      kite trail: a line an entry
        position, id           of its first event
        ref, type, effects     DecisionTaken or the first event's type; the others
        decided, recorded, firstDay
        school, case, by       by: who decided; none for facts
        summary                the decision, or what happened, in a sentence
        class, standing        open, part2, restricted; as in who
        withheld               whether the summary is closed
        match                  with --text: where the words stand, between asterisks
        gap                    of a closed summary: {"event","path","class","because",
                               "until"}, the reason and the day it is looked at
                               again; {"absent"}, {"erased"} or {"closedAgain"}
        grounds                with --person: named, interest, dissent, office, seat,
                               recorded, mentioned

      kite changes: the keys of trail, then
        changed                [{"type","what"}], each effect in a sentence

      kite accountability: a line a principle
        principle, text, wording   wording: version, date and licence of the text
        decisions, holding     how many were asked, how many hold all of it
        checks                 [{"check","asks","asked","held","lacking"}]
          held                 [{"ref","says","words"}], words: [{"field","text"}]
          lacking              [{"ref","says","why","todo","error"}]

      kite accountability --by PERSON
        person, offices, declared, withdrew, cleared, dissents
        decided, sat           references: in office; of bodies with a seat

      kite gaps: a line a gap, errors first
        gap                    missing-fields, looked-first, register, or the check
        severity               error, warning
        ref, school, by, day, says, fields, why, todo

      kite show REF
        ref, position, recorded, decided, firstDay, actor, office, school, case
        class, standing
        events                 [{"type","id","position","data"}], data as in the log
        amendedBy              [{"ref","position","type","how","what",
                               "functions","day"}], what later entries did
        gaps                   of all that is not shown, as in trail
        clocks                 [{"request","kind","received","due","answered",
                               "daysUsed"}], of information requests

      kite handover list: a line for what left
        ref, day, to, audience, selection, request, digest, by, checkedBy

      kite person about ID
        person, offices        [{"office","firstDay","lastDay"}]
        entries, grounds       how many concern the person; of each ground
        personal               [{"entry","field","held","erasedBy"}]
        holds                  legal holds that stop an erasure

      kite import: a line a row
        row, decided, ref      ref: null where nothing is recorded of it
        state                  recorded (new in a dry run), already, changed, voided,
                               twice
        standing, events       of what is recorded; as in who; the types
        breaches               [{"rule","says"}], rules that it did not keep
        fields                 of a changed row: what says something else now
        sameAs                 of a row that stands twice: the first one

      kite key list: a line a key
        person, hash, key      key: the verifier key's text
        enrolled, revoked      {"position","ref","time","by"}
        here                   the file in your key folder

      kite doctor: a line a check
        check, state           state: ok, to do, not known
        says, do, minutes      minutes: the age of the last checkpoint

      kite stats
        events, seals, first, last
        bytes, types, years, sealedBy, keys   objects of counts
        openedInMicroseconds, readInMicroseconds

      kite schema --json: a JSON Schema a line
      """)
}
