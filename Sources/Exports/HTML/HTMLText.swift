import Asking
import Schemas

/// Text as HTML shows it: nothing in it is markup, and nothing in it reaches beyond itself.
enum HTMLText {
  static func escaped(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      // HTML reads a carriage return as a line's end, and writes none back.
      case "\r": escaped += "\n"
      default: escaped.unicodeScalars.append(isAllowed(scalar) ? scalar : "\u{FFFD}")
      }
    }
    return escaped
  }

  /// Text that may run from right to left, or turn the direction of what follows, is kept to itself.
  static func inline(_ text: String) -> String {
    turnsDirection(text) ? "<bdi>\(escaped(text))</bdi>" : escaped(text)
  }

  /// For places where no element can stand around a text: marks that turn its direction are left out.
  static func flat(_ text: String) -> String {
    escaped(String(String.UnicodeScalarView(text.unicodeScalars.filter { !isDirectionMark($0) })))
  }

  /// HTML has no place for control characters and for what is no character.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: true
    case 0x00...0x1F, 0x7F...0x9F, 0xFDD0...0xFDEF: false
    default: scalar.value & 0xFFFE != 0xFFFE
    }
  }

  static func isDirectionMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private static func turnsDirection(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      switch scalar.value {
      case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
      default: isDirectionMark(scalar)
      }
    }
  }
}

extension Words {
  var html: String {
    runs.map { run in
      switch run {
      case .plain(let text): HTMLText.inline(text)
      case .strong(let text): "<strong>\(HTMLText.inline(text))</strong>"
      case .code(let text): "<code>\(HTMLText.inline(text))</code>"
      case .day(let day): "<time datetime=\"\(day.text)\">\(HTMLText.escaped(day.short))</time>"
      case .gap(let text): "<span class=\"gap\">\(HTMLText.escaped(text))</span>"
      case .badge(let text, let tone):
        "<span class=\"badge \(tone.rawValue)\">\(HTMLText.inline(text))</span>"
      case .link(let text, let anchor): "<a href=\"#\(anchor.id)\">\(HTMLText.inline(text))</a>"
      }
    }.joined()
  }
}
