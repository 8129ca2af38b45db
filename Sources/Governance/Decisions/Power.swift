public import JSON
public import Schemas

/// A power of the engine's rules. Each scheme version binds it to a function or to holders; what it does not
/// bind is the Trust Board's.
public struct PowerCode: Hashable, Sendable, CustomStringConvertible {
  public let text: String
  public init(_ text: String) { self.text = text }
  public var description: String { text }
}

public typealias Power = PowerCode

extension PowerCode: FieldValue {
  public static var shape: Shape { .code("power") }
  public static var example: PowerCode { .varyScheme }

  public static func read(_ element: JSONElement) throws(FieldError) -> PowerCode {
    guard let text = element.string, isCode(text) else {
      throw FieldError(expected: "a power, such as 'vary-scheme'", found: element)
    }
    return PowerCode(text)
  }
}

extension PowerCode {
  public static let adoptScheme = PowerCode("adopt-scheme")
  public static let varyScheme = PowerCode("vary-scheme")
  public static let setTier = PowerCode("set-tier")
  public static let setTrust = PowerCode("set-trust")
  public static let watchSchool = PowerCode("watch-school")
  public static let placeAtRisk = PowerCode("place-at-risk")
  public static let placeAtRiskUrgently = PowerCode("place-at-risk-urgently")
  public static let changeRiskLevel = PowerCode("change-risk-level")
  public static let endAtRisk = PowerCode("end-at-risk")
  public static let installInterimBoard = PowerCode("install-interim-board")
  public static let constituteLocalBody = PowerCode("constitute-local-body")
  public static let addGovernors = PowerCode("add-governors")
  public static let allocateLeader = PowerCode("allocate-leader")
  public static let appointHead = PowerCode("appoint-head")
  public static let approvePlan = PowerCode("approve-plan")
  public static let agreeMilestone = PowerCode("agree-milestone")
  public static let closeReportMonth = PowerCode("close-report-month")
  public static let releaseContent = PowerCode("release-content")
  public static let eraseContent = PowerCode("erase-content")
  public static let approveMinutes = PowerCode("approve-minutes")
  /// A decision of any other kind: it names the function of the scheme that it exercises.
  public static let exerciseFunction = PowerCode("exercise-function")

  /// Every power that the rules know.
  public static let all: [PowerCode] = [
    adoptScheme, varyScheme, setTier, setTrust, watchSchool, placeAtRisk, placeAtRiskUrgently,
    changeRiskLevel,
    endAtRisk, installInterimBoard, constituteLocalBody, addGovernors, allocateLeader, appointHead,
    approvePlan,
    agreeMilestone, closeReportMonth, releaseContent, eraseContent, approveMinutes, exerciseFunction,
  ]
}

/// Whether a text is a plain code: letters, digits, `-` and `.`, at most 64.
func isCode(_ text: String) -> Bool {
  let bytes = text.utf8
  return (1...64).contains(bytes.count)
    && bytes.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
        true
      default: false
      }
    }
}
