#ifndef KITE_EMBEDDED_H
#define KITE_EMBEDDED_H

#include <stddef.h>

/// A file that the program carries with it.
struct embedded_file {
  const char *name;
  const unsigned char *bytes;
  size_t size;
};

/// The acts of the demonstration, in the order of the story.
extern const struct embedded_file embedded_acts[];
extern const size_t embedded_act_count;

/// A scheme of delegation to begin with.
extern const struct embedded_file embedded_scheme;

#endif
