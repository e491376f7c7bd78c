// Receiving: frames, messages, markers.
#pragma once
#include "fc1.h"

static const signed char HEX[256] = {['0'] = 1, ['1'] = 2, ['2'] = 3, ['3'] = 4, ['4'] = 5, ['5'] = 6, ['6'] = 7, ['7'] = 8,
  ['8'] = 9, ['9'] = 10, ['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16}; // value + 1; 0 = not hex
static void hit(worker_t *w, conn_t *c, uint64_t due, uint32_t seq, uint64_t now) {
  stats_t *s = &w->st;
  uint32_t m = seq - G.base, who;
  if (m >= G.count || due < G.t0) { s->stale++; return; }   // from an earlier step, or replayed history
  who = m % (uint32_t)O.senders;
  if (who % (uint32_t)O.rooms != c->room) { s->misrouted++; return; }
  s->recv++;
  s->last_recv = now;
  if (c->seen) {
    uint64_t bit = 1ull << (m & 63);
    if (c->seen[m >> 6] & bit) { s->dups++; return; }
    c->seen[m >> 6] |= bit;
  }
  if (who == c->idx) s->self++;
  uint32_t *last = &c->last[who / (uint32_t)O.rooms];
  if (m + 1 < *last) s->out_of_order++; else *last = m + 1; // one sender's messages must stay in order
  c->order = (c->order + m + 1) * 0x9E3779B97F4A7C15ull;
  h_add(&s->lat, s->last_lat = now > due ? now - due : 0);
}
static bool marker_at(const char *q, uint64_t *due, uint32_t *seq) {
  if (q[0] != '@' || q[1] != '@' || q[26] != '@' || q[27] != '@') return false;
  uint64_t t = 0; uint32_t s = 0;
  for (int i = 2; i < 26; i++) {
    int d = HEX[(unsigned char)q[i]];
    if (!d) return false;
    if (i < 18) t = t << 4 | (uint64_t)(d - 1); else s = s << 4 | (uint32_t)(d - 1);
  }
  *due = t; *seq = s;
  return true;
}
static bool marker_prefix(const char *q, size_t n) {   // could q[0..n) be the beginning of a marker?
  for (size_t i = 0; i < n; i++) if (i < 2 || i > 25 ? q[i] != '@' : !HEX[(unsigned char)q[i]]) return false;
  return true;
}
// Finds every marker in p[0..n). A marker may be split over messages (NATS and MQTT treat frames as a byte
// stream): a possible beginning at the end of a message is carried over to the next one.
static void scan(worker_t *w, conn_t *c, const char *p, size_t n, uint64_t now) {
  const char *e = p + n, *q;
  uint64_t due; uint32_t seq;
  if (c->carry_n) {
    size_t take = (size_t)(MARK - c->carry_n) < n ? (size_t)(MARK - c->carry_n) : n;
    memcpy(c->carry + c->carry_n, p, take);
    size_t have = c->carry_n + take;
    if (have == MARK && marker_at(c->carry, &due, &seq)) { hit(w, c, due, seq, now); p += take; }
    c->carry_n = 0;
    if (have < MARK && marker_prefix(c->carry, have)) { c->carry_n = (uint8_t)have; return; }
  }
  while (p < e && (q = memchr(p, '@', (size_t)(e - p)))) {
    p = q + 1;
    if (e - q >= MARK) {
      if (marker_at(q, &due, &seq)) { hit(w, c, due, seq, now); p = q + MARK; }
    } else if (marker_prefix(q, (size_t)(e - q))) {
      memcpy(c->carry, q, c->carry_n = (uint8_t)(e - q));
      return;
    }
  }
}
static void message(worker_t *w, conn_t *c, const char *p, size_t n, uint64_t now) {
  w->st.frames_in++;
  if (w->phase == PH_MEASURE) scan(w, c, p, n, now);
  if (O.fc1) { fc1_message(w, c, p, n, now); return; }
  if (c->state == C_SCRIPT && c->op < O.nscript) {
    step_t *s = &O.script[c->op];
    if (s->wait && memmem(p, n, s->pat, s->len)) { c->op++; script_run(w, c); }
  }
  if (n <= 64)
    for (int k = 0; k < O.nreply; k++)
      if (n == O.reply[k].len && !memcmp(p, O.reply[k].match, n)) { w->st.replies++; send_tmpl(w, c, &O.reply[k].t, 0, 0); }
}
// Consumes whole frames of p[0..n); returns the bytes used (the rest is an incomplete frame).
static size_t frames(worker_t *w, conn_t *c, char *p, size_t n, uint64_t now) {
  size_t off = 0;
  while (n - off >= 2 && c->fd >= 0) {
    unsigned char *h = (unsigned char *)p + off;
    size_t hl = 2, len = h[1] & 127;
    if (h[0] & 0x70 || h[1] & 0x80) { errno = 0; conn_close(w, c, "protocol error: reserved bits set or masked server frame"); break; }
    if (len == 126) { hl = 4; if (n - off < hl) break; len = (size_t)h[2] << 8 | h[3]; }
    else if (len == 127) { hl = 10; if (n - off < hl) break; len = 0; for (int i = 2; i < 10; i++) len = len << 8 | h[i]; }
    if (n - off - hl < len) break;
    char *q = p + off + hl;
    off += hl + len;
    int op = h[0] & 15, fin = h[0] >> 7;
    if (op == 8) { char why[64]; errno = 0; snprintf(why, sizeof why, "closed by server: %d %.*s", len > 1 ? (unsigned char)q[0] << 8 | (unsigned char)q[1] : 0, len > 2 ? (int)(len - 2 < 40 ? len - 2 : 40) : 0, q + 2); conn_close(w, c, why); break; }
    else if (op == 9) { w->st.pings++; w->sb.n = 0; buf_need(&w->sb, 64 + len); w->sb.n = 14; buf_add(&w->sb, q, len); frame_out(w, c, 10); }
    else if (op == 10) continue;
    else if (fin && op) message(w, c, q, len, now);
    else {                                             // fragmented message
      buf_add(&c->frag, q, len);
      if (fin) { message(w, c, c->frag.p, c->frag.n, now); c->frag.n = 0; }
    }
  }
  return off;
}
// The sample key of RFC 6455, whose answer is known: the accept header is checked without needing SHA-1.
#define WSKEY "dGhlIHNhbXBsZSBub25jZQ=="
#define WSACCEPT "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
static size_t upgrade_reply(worker_t *w, conn_t *c, char *p, size_t n) {
  char *e = memmem(p, n, "\r\n\r\n", 4);
  if (!e) return 0;
  size_t len = (size_t)(e - p) + 4;
  if (strncmp(p, "HTTP/1.1 101", 12) || !memmem(p, len, WSACCEPT, sizeof WSACCEPT - 1)) {
    char why[80];
    errno = 0;
    snprintf(why, sizeof why, "upgrade refused: %.*s", (int)(len < 50 ? len : 50), p);
    conn_close(w, c, why);
    return n;
  }
  c->state = C_SCRIPT;
  script_run(w, c);
  return len;
}
// The last --stalled connections: joined, then never reading again.
static bool stalled(const conn_t *c) { return c->state == C_READY && c->idx >= (uint32_t)(O.conns - O.stalled); }
static void on_readable(worker_t *w, conn_t *c) {
  if (O.stalled && stalled(c)) return;
  while (c->fd >= 0) {
    size_t kept = c->in.n;
    if (w->rcap < kept + (256u << 10)) if (!(w->rb = realloc(w->rb, w->rcap = kept * 2 + (256u << 10)))) die("out of memory");
    memcpy(w->rb, c->in.p ? c->in.p : "", kept);
    ssize_t r = recv(c->fd, w->rb + kept, w->rcap - kept, 0);
    if (r < 0 && errno == EAGAIN) return;
    if (r <= 0) { if (!r) errno = 0; conn_close(w, c, r ? "recv failed" : "closed without a close frame"); return; }
    w->st.bytes_in += (uint64_t)r;
    uint64_t now = now_ns();
    size_t have = kept + (size_t)r, used = 0;
    if (c->state == C_UPGRADE) used = upgrade_reply(w, c, w->rb, have);
    if (c->fd >= 0 && c->state >= C_SCRIPT) used += frames(w, c, w->rb + used, have - used, now);
    if (c->fd < 0) return;
    c->in.n = 0;
    if (used < have) buf_add(&c->in, w->rb + used, have - used);
    else if (c->in.cap > 65536) buf_free(&c->in);
    if (have < w->rcap) return;                        // a short read: the socket is empty (edge-triggered)
  }
}

