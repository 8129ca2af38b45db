// What Swift sees of simdjson: a parser that keeps its buffers, and the tape that it fills.
//
// The tape is simdjson's own (its doc/tape.md): words of 64 bits, the top byte a character that tells the
// kind, the rest its payload. Swift walks the tape itself, so that a look-up does not cross into C++.
#ifndef KITE_SIMDJSON_H
#define KITE_SIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
  KITE_JSON_OK = 0,
  KITE_JSON_MALFORMED,
  KITE_JSON_NO_MEMORY,
  KITE_JSON_TOO_DEEP,
  KITE_JSON_BYTE_ORDER_MARK,
  KITE_JSON_DUPLICATE_NAME,
  KITE_JSON_NUMBER_NOT_INTEGER,
  KITE_JSON_NEGATIVE_ZERO,
  KITE_JSON_INTEGER_TOO_LARGE,
  KITE_JSON_ZERO_CHARACTER,
  KITE_JSON_LONE_SURROGATE,
};

typedef struct KiteJSONParser KiteJSONParser;

// Points into the parser, valid until it parses again or is freed. The value stands at tape[1].
// A string's payload is its offset in `strings`, where four bytes of length come before its bytes.
typedef struct {
  const uint64_t *tape;
  const uint8_t *strings;
  int32_t status;
} KiteJSONTape;

// NULL when there is no memory.
KiteJSONParser *kite_json_parser_new(void);
void kite_json_parser_free(KiteJSONParser *parser);

// Parses exactly one JSON value and tests what Kite asks of JSON beyond the standard. `bytes` may go
// afterwards.
KiteJSONTape kite_json_parse(KiteJSONParser *parser, const uint8_t *bytes, size_t count);

// The tape of the last parse.
KiteJSONTape kite_json_tape(const KiteJSONParser *parser);

#ifdef __cplusplus
}
#endif
#endif
