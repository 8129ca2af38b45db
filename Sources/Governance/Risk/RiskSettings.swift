import JSON

extension Setting {
  public static let urgentInAbsence = Setting(
    name: "urgent-in-absence", standard: .array([]), 3...120, items: 0...20,
    meaning: "Who decides urgently in a holder's absence, each as 'HOLDER: OFFICE'.")
  public static let noticeDays = Setting(
    name: "notice-working-days", standard: 5, 0...60,
    meaning: "Working days in which those affected may answer before it is decided.")
  public static let firstMeetingDays = Setting(
    name: "interim-board-first-meeting-working-days", standard: 10, 1...60,
    meaning: "Working days in which a new interim board meets for the first time.")
}
