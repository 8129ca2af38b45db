public import Governance
public import JSON
import Schemas

public enum Standings {
  /// What a standing means to somebody who relies on the decision.
  public static func words(_ standing: Standing) -> String {
    switch standing {
    case .confirmed: "confirmed"
    case .unconfirmed: "unconfirmed: entered by somebody who is not the body's recorder"
    case .irregular: "irregular: decided without the power, and not ratified"
    case .unratified: "unratified: decided urgently, or resting on what was, and not ratified yet"
    case .corrected: "confirmed, with a clerical correction"
    case .voided: "voided: it counts for nothing"
    }
  }
}

extension JSONValue {
  public static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
  public static func optional(_ number: Int?) -> JSONValue { number.map(JSONValue.integer) ?? .null }
  public static func texts(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
}
