// FC1, as much as a generator needs of it: hello, joined, ack, refuse. Types are those of the wire package's frame.ts.
#pragma once
#include "sending.h"

enum { FC1_HELLO = 1, FC1_JOINED = 4, FC1_ACK = 8, FC1_REFUSE = 9, FC1_BYE = 22 };

// Reads a varint of p[*at..n); stays at n when it does not end.
static uint64_t fc1_varint(const char *p, size_t n, size_t *at) {
  uint64_t v = 0;
  for (int shift = 0; *at < n && shift < 63; shift += 7) {
    unsigned char b = (unsigned char)p[(*at)++];
    v |= (uint64_t)(b & 127) << shift;
    if (b < 128) return v;
  }
  *at = n;
  return 0;
}
static void fc1_send_frame(worker_t *w, conn_t *c) {
  const buf_t *f = &O.frames[c->idx];
  w->sb.n = 0; buf_need(&w->sb, 64 + f->n); w->sb.n = 14;
  buf_add(&w->sb, f->p, f->n);
  frame_out(w, c, 2);
}
// An ack of a message of this measurement: its ref is the sequence number, so its due time is known.
static void fc1_ack(worker_t *w, const char *p, size_t n, uint64_t now) {
  size_t at = 1;
  fc1_varint(p, n, &at);
  while (at < n) {
    uint32_t m = (uint32_t)fc1_varint(p, n, &at) - G.base;
    fc1_varint(p, n, &at);
    if (m >= G.count) continue;
    uint64_t due = G.t0 + (uint64_t)((double)m * G.step_ns);
    w->st.acks++;
    w->st.last_ack = now;
    h_add(&w->st.ack, now > due ? now - due : 0);
  }
}
static void fc1_message(worker_t *w, conn_t *c, const char *p, size_t n, uint64_t now) {
  if (!n) return;
  size_t at = 1;
  switch ((unsigned char)p[0]) {
  case FC1_HELLO:
    if (c->state == C_SCRIPT) fc1_send_frame(w, c);
    break;
  case FC1_JOINED:
    if (c->state != C_SCRIPT) break;
    fc1_varint(p, n, &at);
    c->chan = fc1_varint(p, n, &at);
    conn_ready(w, c);
    break;
  case FC1_ACK:
    if (w->phase == PH_MEASURE) fc1_ack(w, p, n, now);
    break;
  case FC1_REFUSE: {
    w->st.refused++;
    uint64_t type = (unsigned char)p[1], ref, code;
    at = 2; ref = fc1_varint(p, n, &at); code = fc1_varint(p, n, &at);
    note_error("refused: frame type %llu ref %llu code %llu", (unsigned long long)type, (unsigned long long)ref, (unsigned long long)code);
    if (c->state == C_SCRIPT) { errno = 0; conn_close(w, c, "join refused"); }
    break;
  }
  default: break;
  }
}
// One binary frame per line, in hex.
static void fc1_load(const char *file) {
  FILE *fp = fopen(file, "r");
  if (!fp) die("cannot read %s", file);
  char *line = NULL; size_t cap = 0; ssize_t n;
  O.frames = calloc((size_t)O.conns, sizeof *O.frames);
  for (; O.nframes < O.conns && (n = getline(&line, &cap, fp)) > 0; O.nframes++)
    for (ssize_t i = 0; i + 1 < n && isxdigit((unsigned char)line[i]); i += 2) {
      unsigned x;
      if (sscanf(line + i, "%2x", &x) != 1) die("%s: line %d is no hex", file, O.nframes + 1);
      char byte = (char)x;
      buf_add(&O.frames[O.nframes], &byte, 1);
    }
  free(line);
  fclose(fp);
  if (O.nframes < O.conns) die("%s has %d lines for %d connections", file, O.nframes, O.conns);
}
