#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>
#include <zlib.h>

// The library does not look whether what it puts aside in temporary files was written: on a full disk a sheet
// may end in the middle, in a workbook that looks whole. So the finished file is read again here. Its
// parts are XML, and each must end with the end of its root.

static inline unsigned kite_read16(const unsigned char *at) { return at[0] | (unsigned)at[1] << 8; }
static inline size_t kite_read32(const unsigned char *at) {
  return kite_read16(at) | (size_t)kite_read16(at + 2) << 16;
}

// Whether a part of an archive can be unpacked, and ends as a sheet does where it is one.
static inline int kite_part_is_whole(
    const unsigned char *packed, size_t packed_size, size_t size, int is_sheet) {
  static const char end[] = "</worksheet>";
  unsigned char part[65536], tail[sizeof end - 1] = {0};
  z_stream stream = {0};
  size_t done = 0;
  int code = Z_OK;
  if (inflateInit2(&stream, -15) != Z_OK) return 0;
  stream.next_in = (unsigned char *)packed;
  stream.avail_in = (unsigned)packed_size;
  while (code == Z_OK) {
    stream.next_out = part;
    stream.avail_out = sizeof part;
    code = inflate(&stream, Z_NO_FLUSH);
    size_t count = sizeof part - stream.avail_out;
    done += count;
    if (count >= sizeof tail) {
      memcpy(tail, part + count - sizeof tail, sizeof tail);
    } else {
      memmove(tail, tail + count, sizeof tail - count);
      memcpy(tail + sizeof tail - count, part, count);
    }
  }
  inflateEnd(&stream);
  if (code != Z_STREAM_END || done != size) return 0;
  if (is_sheet) return memcmp(tail, end, sizeof tail) == 0;
  return tail[sizeof tail - 1] == '>' || memcmp(tail + sizeof tail - 2, ">\n", 2) == 0;
}

static inline int kite_workbook_is_whole(const unsigned char *bytes, size_t size) {
  if (size < 22 || memcmp(bytes + size - 22, "PK\5\6", 4) != 0) return 0;
  size_t at = kite_read32(bytes + size - 6), count = kite_read16(bytes + size - 12);
  for (; count > 0; count--) {
    if (at + 46 > size || memcmp(bytes + at, "PK\1\2", 4) != 0) return 0;
    const unsigned char *entry = bytes + at;
    size_t packed = kite_read32(entry + 20), whole = kite_read32(entry + 24), name = kite_read16(entry + 28);
    size_t local = kite_read32(entry + 42);
    at += 46 + name + kite_read16(entry + 30) + kite_read16(entry + 32);
    if (at > size || local + 30 > size) return 0;
    size_t data = local + 30 + kite_read16(bytes + local + 26) + kite_read16(bytes + local + 28);
    if (data + packed > size) return 0;
    int is_sheet = name > 14 && memcmp(entry + 46, "xl/worksheets/", 14) == 0;
    if (!kite_part_is_whole(bytes + data, packed, whole, is_sheet)) return 0;
  }
  return 1;
}
