// Sending: templates to masked frames, and the script of a connection.
#pragma once
#include "state.h"

static void conn_close(worker_t *w, conn_t *c, const char *why) {
  if (c->fd < 0) return;
  if (c->state == C_READY) { w->ready--; w->disconnects++; } else { w->inflight--; w->failed++; }
  note_error("connection %u in state %d, step %d: %s (errno %d)", c->idx, c->state, c->op, why, errno);
  if (O.verbose) fprintf(stderr, "conn %u closed: %s\n", c->idx, why);
  close(c->fd);
  c->fd = -1; c->state = C_DEAD;
  c->in.n = c->frag.n = c->out.n = 0;                  // kept allocated: a caller may be reading them
}
static void out_flush(worker_t *w, conn_t *c) {
  while (c->out.n) {
    ssize_t r = send(c->fd, c->out.p, c->out.n, MSG_NOSIGNAL);
    if (r < 0) { if (errno != EAGAIN) conn_close(w, c, "send failed"); return; }
    w->st.bytes_out += (uint64_t)r;
    memmove(c->out.p, c->out.p + r, c->out.n -= (size_t)r);
  }
}
static void out_bytes(worker_t *w, conn_t *c, const char *p, size_t n) {
  ssize_t r = 0;
  if (c->fd < 0) return;
  if (!c->out.n) {
    r = send(c->fd, p, n, MSG_NOSIGNAL);
    if (r < 0) { if (errno != EAGAIN) { conn_close(w, c, "send failed"); return; } r = 0; }
    w->st.bytes_out += (uint64_t)r;
  }
  if ((size_t)r < n) buf_add(&c->out, p + r, n - (size_t)r);
}
static void render(worker_t *w, buf_t *b, const tmpl_t *t, conn_t *c, uint32_t seq, uint64_t due) {
  size_t open[8]; int fmt[8], depth = 0; char tmp[32];
  for (int k = 0; k < t->n; k++) {
    seg_t *g = &t->s[k];
    uint64_t v = g->var == V_I ? c->idx : g->var == V_ROOM ? c->room : g->var == V_SEQ ? seq : g->var == V_PLEN ? (uint64_t)O.size : 0;
    switch (g->var) {
    case V_LIT: buf_add(b, g->lit, g->len); break;
    case V_HEX: for (int j = 0; j < g->fmt; j++) buf_add(b, &"0123456789abcdef"[rnd(w) >> 20 & 15], 1); break;
    case V_RAW: for (int j = 0; j < g->fmt; j++) { char x = (char)(rnd(w) >> 20); buf_add(b, &x, 1); } break;
    case V_CHAN: buf_add(b, tmp, num(F_VAR, c->chan, tmp)); break;
    case V_MARKER:
      buf_need(b, (size_t)O.size + 64);
      b->n += (size_t)sprintf(b->p + b->n, "@@%016llx%08x@@", (unsigned long long)due, seq);
      for (int j = MARK; j < O.size; j++) b->p[b->n++] = (char)('a' + j % 26);
      break;
    case V_LEN: if (depth == 8) die("template: blocks too deep"); open[depth] = b->n; fmt[depth++] = g->fmt; break;
    case V_END: {
      if (!depth) die("template: {/} without {len..}");
      size_t at = open[--depth], n = num(fmt[depth], b->n - at, tmp);
      buf_need(b, n);
      memmove(b->p + at + n, b->p + at, b->n - at);
      memcpy(b->p + at, tmp, n);
      b->n += n;
      break;
    }
    default:
      if (g->var == V_MS) { struct timespec ts; clock_gettime(CLOCK_REALTIME, &ts); v = (uint64_t)ts.tv_sec * 1000 + (uint64_t)ts.tv_nsec / MS; }
      buf_add(b, tmp, num(g->fmt, v, tmp));
    }
  }
}
// Masks and sends the payload that starts at w->sb.p+14 (room for the longest header).
static void frame_out(worker_t *w, conn_t *c, int opcode) {
  char *p = w->sb.p + 14, *h = p;
  size_t n = w->sb.n - 14;
  union { uint32_t k; unsigned char b[4]; } key = {.k = (uint32_t)(rnd(w) >> 16)};
  for (size_t i = 0; i < n; i++) p[i] ^= (char)key.b[i & 3];
  h -= 4; memcpy(h, key.b, 4);
  if (n < 126) *--h = (char)(0x80 | n);
  else if (n < 65536) { h -= 3; h[0] = (char)(0x80 | 126); h[1] = (char)(n >> 8); h[2] = (char)n; }
  else { h -= 9; h[0] = (char)(0x80 | 127); for (int i = 0; i < 8; i++) h[1 + i] = (char)(n >> 8 * (7 - i)); }
  *--h = (char)(0x80 | opcode);
  out_bytes(w, c, h, (size_t)(p + n - h));
}
static void send_tmpl(worker_t *w, conn_t *c, const tmpl_t *t, uint32_t seq, uint64_t due) {
  w->sb.n = 0; buf_need(&w->sb, 64); w->sb.n = 14;
  render(w, &w->sb, t, c, seq, due);
  frame_out(w, c, t->opcode);
}
static void conn_ready(worker_t *w, conn_t *c) { c->state = C_READY; w->inflight--; w->ready++; w->t_ready = now_ns(); }
static void script_run(worker_t *w, conn_t *c) {      // advance up to the next wait
  while (c->state == C_SCRIPT && c->op < O.nscript && !O.script[c->op].wait) send_tmpl(w, c, &O.script[c->op++].t, 0, 0);
  if (c->state == C_SCRIPT && c->op == O.nscript && !O.fc1) conn_ready(w, c);
}

