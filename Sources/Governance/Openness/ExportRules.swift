import Schemas

/// A look at an export before it left: whose, and at what.
struct ExportCheck: Sendable, Equatable {
  let digest: String
  let audience: String
  let actor: PersonCode
}

extension ExportChecked {
  public func evolve(_ trust: inout Trust, _ context: Context) {
    trust.exportChecks.append(ExportCheck(digest: digest, audience: audience, actor: context.actor))
  }
}

extension TrailExported {
  public static func reads(_ scope: Scope) -> [Reads] {
    [Reads([ExportChecked.self, RequestReceived.self])]
  }

  /// What goes to the public, or out in answer to a request, was looked at by a second person: the same
  /// bytes, for the same audience.
  public func check(_ trust: Trust, _ context: Context) throws(Refusal) {
    if let request, trust.requests[request] == nil {
      throw .record(
        "request-unknown", "there is no request '\(request)'",
        instead: ["kite trail --type RequestReceived, to see the requests"])
    }
    let kind = audience.split(separator: ":").first.map(String.init) ?? audience
    let checked = trust.names(.checkedAudiences, on: context.day)
    guard request != nil || checked.contains(kind) else { return }
    let why =
      request.map { "it answers the request '\($0)'" } ?? "exports for the audience '\(kind)' are checked"
    let next =
      "let somebody else look at it: kite handover check FILE --audience \(audience) --selection TEXT"
    guard let digest else {
      throw .setting(
        .checkedAudiences, "export-unchecked",
        "\(why), and it is not said which bytes left: a second person looks at them before",
        instead: [next, "name the file that left: kite handover send FILE"])
    }
    let looks = trust.exportChecks.filter { $0.digest == digest }
    guard let look = looks.first(where: { $0.actor != context.actor }) else {
      throw .setting(
        .checkedAudiences, "export-unchecked",
        looks.isEmpty
          ? "\(why), and nobody has looked at these bytes"
          : "\(why), and only \(context.actor), who hands it over, has looked at it",
        instead: [next])
    }
    guard looks.contains(where: { $0.actor != context.actor && $0.audience == audience }) else {
      throw .setting(
        .checkedAudiences, "export-unchecked",
        "\(why), and \(look.actor) looked at it for the audience '\(look.audience)', not '\(audience)'",
        instead: [next])
    }
  }
}
