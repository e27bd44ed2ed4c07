/* Preloaded into the server by the fault tests: a full disk, a clock that jumps, and a log of what reached the disk when.
   Everything is switched by files in the folder SIZHOU_FAULTS: `full`, `clock` (milliseconds to add), `order` (the log). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

static const char *place(const char *name, char *path, size_t size) {
  const char *folder = getenv("SIZHOU_FAULTS");
  if (!folder) return NULL;
  snprintf(path, size, "%s/%s", folder, name);
  return path;
}

static int is_on(const char *name) {
  char path[512];
  struct stat found;
  return place(name, path, sizeof path) && stat(path, &found) == 0;
}

static int is_store(int file, const char *ending) {
  char link[64], target[512];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, target, sizeof target - 1);
  if (length < 0) return 0;
  target[length] = 0;
  return strstr(target, ending) != NULL;
}

static void note(const char *what) {
  char path[512];
  if (!is_on("order") || !place("order", path, sizeof path)) return;
  int log = open(path, O_WRONLY | O_APPEND);
  if (log < 0) return;
  REAL(write)(log, what, strlen(what));
  close(log);
}

static int refuses(int file) {
  if (!is_store(file, ".sqlite") || !is_on("full")) return 0;
  errno = ENOSPC;
  return 1;
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
  if (refuses(file)) return -1;
  ssize_t done = REAL(pwrite)(file, bytes, count, at);
  if (is_store(file, ".sqlite-wal")) note("W");
  return done;
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
  if (refuses(file)) return -1;
  ssize_t done = REAL(pwrite64)(file, bytes, count, at);
  if (is_store(file, ".sqlite-wal")) note("W");
  return done;
}

ssize_t write(int file, const void *bytes, size_t count) {
  if (refuses(file)) return -1;
  ssize_t done = REAL(write)(file, bytes, count);
  if (is_store(file, ".sqlite-wal")) note("W");
  return done;
}

int fsync(int file) {
  int done = REAL(fsync)(file);
  if (is_store(file, ".sqlite-wal")) note("S");
  return done;
}

int fdatasync(int file) {
  int done = REAL(fdatasync)(file);
  if (is_store(file, ".sqlite-wal")) note("S");
  return done;
}

static long long jump(void) {
  char path[512], text[32] = {0};
  if (!place("clock", path, sizeof path)) return 0;
  int file = open(path, O_RDONLY);
  if (file < 0) return 0;
  ssize_t length = read(file, text, sizeof text - 1);
  close(file);
  return length > 0 ? atoll(text) : 0;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  int done = REAL(clock_gettime)(clock, now);
  if (done == 0 && clock == CLOCK_REALTIME) now->tv_sec += jump() / 1000;
  return done;
}

int gettimeofday(struct timeval *now, void *zone) {
  int done = REAL(gettimeofday)(now, zone);
  if (done == 0) now->tv_sec += jump() / 1000;
  return done;
}

time_t time(time_t *out) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (out) *out = now.tv_sec;
  return now.tv_sec;
}
