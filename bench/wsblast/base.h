// Time, fatal errors, growable byte buffers and the latency histogram.
#pragma once
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>


#define MARK 28                 // bytes of a marker: @@ + 24 hex + @@
#define MAXLIST 32              // script steps, headers, replies: at most this many
#define MAXCPU 16               // CPUs shown in core_busy
#define OUTMAX (4u << 20)       // a connection with more than this unsent is "blocked": messages count as unsent
#define MS 1000000ull
#define SEC 1000000000ull

static uint64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * SEC + (uint64_t)t.tv_nsec;
}
static void sleep_ns(uint64_t ns) {
  struct timespec t = {(time_t)(ns / SEC), (long)(ns % SEC)};
  nanosleep(&t, NULL);
}
static void die(const char *f, ...) {
  va_list a;
  va_start(a, f);
  vfprintf(stderr, f, a);
  va_end(a);
  fputc('\n', stderr);
  exit(2);
}

// ---------------------------------------------------------------- growable byte buffer
typedef struct { char *p; size_t n, cap; } buf_t;
static void buf_need(buf_t *b, size_t more) {
  if (b->n + more <= b->cap) return;
  b->cap = (b->n + more) * 2;
  if (!(b->p = realloc(b->p, b->cap))) die("out of memory");
}
static void buf_add(buf_t *b, const void *p, size_t n) { buf_need(b, n); memcpy(b->p + b->n, p, n); b->n += n; }
static void buf_free(buf_t *b) { free(b->p); memset(b, 0, sizeof *b); }

// ---------------------------------------------------------------- latency histogram
// Log-linear like HdrHistogram: 128 steps per power of two, so every value is right to 0.8 %.
#define HB 7
#define HN ((64 - HB + 1) << HB)
typedef struct { uint64_t n, max, b[HN]; } hist_t;
static void h_add(hist_t *h, uint64_t v) {
  int e = v < (1u << HB) ? HB - 1 : 63 - __builtin_clzll(v);
  h->b[e == HB - 1 ? v : ((uint64_t)(e - HB + 1) << HB) + ((v >> (e - HB)) & ((1 << HB) - 1))]++;
  h->n++;
  if (v > h->max) h->max = v;
}
static double h_ms(const hist_t *h, double q) {      // quantile in ms
  uint64_t want = (uint64_t)(q * (double)h->n + 0.999999), seen = 0;
  for (unsigned i = 0; h->n && i < HN; i++)
    if ((seen += h->b[i]) >= want) {
      unsigned e = i >> HB;
      uint64_t v = e == 0 ? i : (((1ull << HB) | (i & ((1 << HB) - 1))) << (e - 1)) + ((1ull << (e - 1)) >> 1);
      return (double)(v < h->max ? v : h->max) / 1e6;
    }
  return 0;
}

