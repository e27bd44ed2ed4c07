// Raw deflate in one call each way, as zip files hold it: zlib's own set-up calls are macros, which Swift cannot see.

#ifndef SIZHOU_ZLIB_SHIM_H
#define SIZHOU_ZLIB_SHIM_H

#include <string.h>
#include <zlib.h>

enum { SIZHOU_INFLATED = 0, SIZHOU_TOO_LARGE = 1, SIZHOU_BROKEN = 2 };

/// Expands `count` bytes into at most `room`; never writes more. `written` says how many there are.
static inline int sizhou_inflate(
    const unsigned char *from, unsigned int count, unsigned char *to, unsigned int room, unsigned int *written) {
  z_stream stream;
  memset(&stream, 0, sizeof stream);
  *written = 0;
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return SIZHOU_BROKEN;
  stream.next_in = (unsigned char *)from;
  stream.avail_in = count;
  stream.next_out = to;
  stream.avail_out = room;
  int answer = inflate(&stream, Z_FINISH);
  *written = room - stream.avail_out;
  int is_full = stream.avail_out == 0;
  inflateEnd(&stream);
  if (answer == Z_STREAM_END) return SIZHOU_INFLATED;
  return is_full && answer == Z_BUF_ERROR ? SIZHOU_TOO_LARGE : SIZHOU_BROKEN;
}

/// The most bytes that `count` bytes can become.
static inline unsigned int sizhou_deflate_bound(unsigned int count) { return (unsigned int)compressBound(count) + 64; }

/// Compresses `count` bytes into `room`; how many they became, 0 where that failed.
static inline unsigned int sizhou_deflate(
    const unsigned char *from, unsigned int count, unsigned char *to, unsigned int room) {
  z_stream stream;
  memset(&stream, 0, sizeof stream);
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK) return 0;
  stream.next_in = (unsigned char *)from;
  stream.avail_in = count;
  stream.next_out = to;
  stream.avail_out = room;
  int answer = deflate(&stream, Z_FINISH);
  unsigned int written = room - stream.avail_out;
  deflateEnd(&stream);
  return answer == Z_STREAM_END ? written : 0;
}

static inline unsigned int sizhou_crc32(const unsigned char *from, unsigned int count) {
  return (unsigned int)crc32(0, from, count);
}

#endif
