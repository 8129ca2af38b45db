#ifndef KITE_EMBEDDED_H
#define KITE_EMBEDDED_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A file that the program carries with it.
struct embedded_file {
  const char *name;
  const unsigned char *bytes;
  size_t size;
};

/// An act of the demonstration, in the order of the story; one without a name after the last.
struct embedded_file embedded_act(size_t index);

/// The script that comes with a bundle and checks it.
extern const struct embedded_file embedded_check;

/// A scheme of delegation to begin with.
extern const struct embedded_file embedded_scheme;

#ifdef __cplusplus
}
#endif

#endif
