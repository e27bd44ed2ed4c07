// Files compiled into the program: styles, scripts, rubrics. One binary, nothing to lose beside it.
#ifndef CWEBASSETS_H
#define CWEBASSETS_H

#include <stddef.h>

/// One file: its name, its bytes (not ended by a zero) and how many they are.
typedef struct {
  const char *_Nonnull name;
  const unsigned char *_Nonnull bytes;
  size_t count;
} sizhou_asset_file;

/// How many files there are.
size_t sizhou_asset_count(void);

/// The file at `index`, below `sizhou_asset_count()`.
sizhou_asset_file sizhou_asset_at(size_t index);

#endif
