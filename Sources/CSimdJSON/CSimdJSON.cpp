#include "CSimdJSON.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>
#include <vector>

namespace {

constexpr size_t deepest_nesting = 64;
constexpr int64_t largest_integer = (int64_t{1} << 53) - 1;

// A member's name while the names of one object are compared.
struct Name {
  uint32_t hash;
  std::string_view text;
};

std::string_view string_at(const uint8_t *strings, uint64_t word) {
  const uint8_t *start = strings + (word & simdjson::internal::JSON_VALUE_MASK);
  uint32_t length;
  memcpy(&length, start, sizeof length);
  return {reinterpret_cast<const char *>(start + sizeof length), length};
}

// FNV-1a: names are short, and a collision costs one comparison.
uint32_t hash_of(std::string_view text) {
  uint32_t hash = 2166136261u;
  for (unsigned char byte : text) hash = (hash ^ byte) * 16777619u;
  return hash;
}

// The tape index of what follows the value at `index`.
size_t after(const uint64_t *tape, size_t index) {
  switch (tape[index] >> 56) {
    case '{':
    case '[':
      return tape[index] & 0xFFFFFFFFu;
    case 'l':
    case 'u':
    case 'd':
      return index + 2;
    default:
      return index + 1;
  }
}

// True when a minus sign that begins a number is followed by a zero that is the whole number. `-0` cannot be
// told from `0` on the tape, so the text is read; only texts with a zero on their tape come here.
bool has_negative_zero(const uint8_t *bytes, size_t count) {
  bool in_string = false;
  for (size_t i = 0; i < count; i++) {
    if (in_string) {
      if (bytes[i] == '\\') i++;
      else if (bytes[i] == '"') in_string = false;
    } else if (bytes[i] == '"') {
      in_string = true;
    } else if (bytes[i] == '-' && i + 1 < count && bytes[i + 1] == '0') {
      return true;  // Fractions and exponents were refused before, so nothing follows the zero.
    }
  }
  return false;
}

// A quick no for nearly every text: dates hold `-0` too, but after a digit.
bool may_have_negative_zero(const uint8_t *bytes, size_t count) {
  const uint8_t *at = bytes, *end = bytes + count;
  while ((at = static_cast<const uint8_t *>(memchr(at, '-', end - at)))) {
    if (at + 1 < end && at[1] == '0') {
      if (at == bytes) return true;
      uint8_t before = at[-1];
      if (before <= ' ' || before == ':' || before == ',' || before == '[') return true;
    }
    at++;
  }
  return false;
}

// True when the text may hold a `\u`. Backslashes are rare, and `memchr` finds one far faster than `memmem`
// two.
bool may_have_unicode_escape(const uint8_t *bytes, size_t count) {
  const uint8_t *at = bytes, *end = bytes + count;
  while ((at = static_cast<const uint8_t *>(memchr(at, '\\', end - at)))) {
    if (at + 1 < end && at[1] == 'u') return true;
    at++;
  }
  return false;
}

}  // namespace

struct KiteJSONParser {
  simdjson::dom::parser parser;
  std::unique_ptr<uint8_t[]> padded;
  size_t padded_capacity = 0;
  std::vector<Name> names;
  std::vector<uint16_t> slots;

  int32_t parse(const uint8_t *bytes, size_t count);
  int32_t walk(const uint8_t *bytes, size_t count);
  bool has_duplicates(const uint64_t *tape, const uint8_t *strings, size_t object);
  bool has_duplicates_in_names();
};

// Past this many members the names are sorted: a table of slots would be built for one odd object.
static constexpr size_t most_names_in_slots = 1024;

bool KiteJSONParser::has_duplicates_in_names() {
  size_t count = names.size();
  if (count > most_names_in_slots) {
    std::sort(names.begin(), names.end(), [](const Name &a, const Name &b) { return a.text < b.text; });
    return std::adjacent_find(names.begin(), names.end(), [](const Name &a, const Name &b) {
             return a.text == b.text;
           }) != names.end();
  }
  size_t size = 16;
  while (size < count * 2) size *= 2;
  slots.assign(size, 0);
  for (size_t i = 0; i < count; i++) {
    size_t slot = (names[i].hash ^ (names[i].hash >> 15)) & (size - 1);
    for (; slots[slot]; slot = (slot + 1) & (size - 1)) {
      const Name &other = names[slots[slot] - 1];
      if (other.hash == names[i].hash && other.text == names[i].text) return true;
    }
    slots[slot] = static_cast<uint16_t>(i + 1);
  }
  return false;
}

bool KiteJSONParser::has_duplicates(const uint64_t *tape, const uint8_t *strings, size_t object) {
  names.clear();
  for (size_t i = object + 1; (tape[i] >> 56) != '}'; i = after(tape, i + 1)) {
    std::string_view text = string_at(strings, tape[i]);
    names.push_back({hash_of(text), text});
  }
  return names.size() > 1 && has_duplicates_in_names();
}

// One walk over the tape: what the standard allows and Kite does not.
int32_t KiteJSONParser::walk(const uint8_t *bytes, size_t count) {
  const uint64_t *tape = parser.doc.tape.get();
  const uint8_t *strings = parser.doc.string_buf.get();
  // A zero character and a lone surrogate can only come from an escape.
  bool has_escapes = may_have_unicode_escape(bytes, count);
  bool has_zero = false;
  size_t depth = 0;
  size_t end = tape[0] & 0xFFFFFFFFu;
  for (size_t i = 1; i < end; i++) {
    switch (tape[i] >> 56) {
      case '{':
        if (++depth > deepest_nesting) return KITE_JSON_TOO_DEEP;
        if (has_duplicates(tape, strings, i)) return KITE_JSON_DUPLICATE_NAME;
        break;
      case '[':
        // simdjson does not count an empty list or object as a level.
        if (++depth > deepest_nesting) return KITE_JSON_TOO_DEEP;
        break;
      case '}':
      case ']':
        depth--;
        break;
      case '"': {
        if (!has_escapes) break;
        std::string_view text = string_at(strings, tape[i]);
        if (text.find('\0') != text.npos) return KITE_JSON_ZERO_CHARACTER;
        for (size_t at = text.find('\xED'); at != text.npos; at = text.find('\xED', at + 1)) {
          // The next byte is there, since the text is UTF-8 but for surrogates.
          if (static_cast<uint8_t>(text[at + 1]) >= 0xA0) return KITE_JSON_LONE_SURROGATE;
        }
        break;
      }
      case 'l': {
        int64_t value = static_cast<int64_t>(tape[++i]);
        if (value > largest_integer || value < -largest_integer) return KITE_JSON_INTEGER_TOO_LARGE;
        has_zero |= value == 0;
        break;
      }
      case 'u':
        return KITE_JSON_INTEGER_TOO_LARGE;
      case 'd':
        return KITE_JSON_NUMBER_NOT_INTEGER;
    }
  }
  if (has_zero && may_have_negative_zero(bytes, count) && has_negative_zero(bytes, count)) {
    return KITE_JSON_NEGATIVE_ZERO;
  }
  return KITE_JSON_OK;
}

int32_t KiteJSONParser::parse(const uint8_t *bytes, size_t count) {
  if (count >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) return KITE_JSON_BYTE_ORDER_MARK;
  if (count > padded_capacity || !padded) {
    size_t capacity = std::max<size_t>(count * 2, 4096);
    padded.reset(new (std::nothrow) uint8_t[capacity + simdjson::SIMDJSON_PADDING]);
    padded_capacity = padded ? capacity : 0;
    if (!padded) return KITE_JSON_NO_MEMORY;
  }
  if (count) memcpy(padded.get(), bytes, count);
  memset(padded.get() + count, ' ', simdjson::SIMDJSON_PADDING);
  if (parser.capacity() < count || parser.max_depth() != deepest_nesting + 1) {
    // One more than we allow: simdjson counts the document itself.
    if (parser.allocate(padded_capacity, deepest_nesting + 1)) return KITE_JSON_NO_MEMORY;
  }
  switch (parser.parse(padded.get(), count, false).error()) {
    case simdjson::SUCCESS:
      return walk(bytes, count);
    case simdjson::MEMALLOC:
      return KITE_JSON_NO_MEMORY;
    case simdjson::DEPTH_ERROR:
      return KITE_JSON_TOO_DEEP;
    default:
      return KITE_JSON_MALFORMED;
  }
}

extern "C" {

KiteJSONParser *kite_json_parser_new(void) { return new (std::nothrow) KiteJSONParser; }

void kite_json_parser_free(KiteJSONParser *parser) { delete parser; }

KiteJSONTape kite_json_parse(KiteJSONParser *parser, const uint8_t *bytes, size_t count) {
  int32_t status = parser->parse(bytes, count);
  return {parser->parser.doc.tape.get(), parser->parser.doc.string_buf.get(), status};
}

KiteJSONTape kite_json_tape(const KiteJSONParser *parser) {
  return {parser->parser.doc.tape.get(), parser->parser.doc.string_buf.get(), KITE_JSON_OK};
}

}
