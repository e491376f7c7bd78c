// Options, counters, connections: what all parts share.
#pragma once
#include "template.h"

typedef struct { bool wait; tmpl_t t; char *pat; size_t len; } step_t;
typedef struct { char *match; size_t len; tmpl_t t; } reply_t;
static struct {
  int port, conns, rooms, senders, threads, conc, size, stalled, echo; // echo: -1 find out, 0 no, 1 yes
  double rate, secs, settle, quiet, drain, warmup, ka_every, connect_timeout;
  bool ramp, dup, verbose, fc1;
  buf_t *frames; int nframes;   // FC1: what connection i sends after hello
  double start, factor, prec, p99, confirm, half, noise;
  int max_time;
  const char *label, *subproto;
  tmpl_t path, msg, ka;
  bool has_ka;
  step_t script[MAXLIST]; int nscript;
  reply_t reply[MAXLIST]; int nreply;
  const char *header[MAXLIST]; int nheader;
  int pids[64], npid;
} O = {.port = 0, .conns = 100, .rooms = 1, .threads = 1, .conc = 64, .size = 200, .echo = -1, .rate = 100, .secs = 5,
       .settle = 1, .quiet = 1, .drain = 10, .connect_timeout = 120, .start = 20000, .factor = 1.6, .prec = 1.08,
       .p99 = 250, .max_time = 600, .label = ""};

enum { PH_IDLE, PH_CONNECT, PH_MEASURE, PH_STOP };
static struct {                 // one "command" at a time from the controller to all workers
  int phase, acks, order;       // order counts commands; every worker acknowledges each
  bool abort;                   // stop sending: the step has failed, and a longer backlog helps nobody
  uint64_t t0; double step_ns; uint32_t base, count; // measurement: message m is due at t0 + m*step_ns
  uint32_t *alive;              // members per room at the start of the measurement
} G;

enum { C_NEW, C_CONNECTING, C_UPGRADE, C_SCRIPT, C_READY, C_DEAD };
typedef struct {
  int fd; uint32_t idx, room; uint8_t state, carry_n; uint16_t op;
  char carry[MARK];             // tail of the last frame that may be the beginning of a marker
  buf_t in, frag, out;          // incomplete frame, fragments so far, unsent bytes
  uint64_t chan;                // FC1: the number of its room on this relay
  uint64_t order;               // hash over the sequence numbers in the order received
  uint32_t *last;               // the last sequence number of each sender in the room
  uint64_t *seen;               // one bit per message of this measurement (--dup)
} conn_t;
typedef struct {
  uint64_t sent, unsent, exp_echo, exp_noecho, recv, dups, self, misrouted, stale, out_of_order;
  uint64_t frames_in, bytes_in, bytes_out, acks, refused, last_ack, last_recv, last_lat, pings, replies, keepalives;
  hist_t lat, lag, ack;
} stats_t;
typedef struct {
  pthread_t th; int id, ep, order, phase;
  conn_t *c; int n;             // own connections: index id, id+threads, id+2*threads, ...
  int next_conn, inflight, ready, failed, disconnects; uint64_t t_ready;
  uint32_t next_m; uint64_t ka_t0, ka_done, rng;
  char *rb; size_t rcap;        // receive buffer, shared by the worker's connections
  buf_t sb;                     // frame under construction
  stats_t st;
} worker_t;
static worker_t *W;
#define SENDERS_PER_ROOM ((size_t)((O.senders + O.rooms - 1) / O.rooms))
static char first_error[200];   // the first failure, for the report
static void note_error(const char *f, ...) {
  if (first_error[0]) return;
  va_list a;
  va_start(a, f);
  vsnprintf(first_error, sizeof first_error, f, a);
  va_end(a);
  for (char *p = first_error; *p; p++) if (*p == '"' || *p == '\\' || (unsigned char)*p < 32) *p = '\'';
}
static uint64_t rnd(worker_t *w) { w->rng ^= w->rng << 13; w->rng ^= w->rng >> 7; return w->rng ^= w->rng << 17; }

