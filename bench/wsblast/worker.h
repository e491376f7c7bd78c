// Connecting, and the loop of a worker thread.
#pragma once
#include "receiving.h"

static void conn_open(worker_t *w, conn_t *c) {
  struct sockaddr_in a = {.sin_family = AF_INET}, to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)O.port)};
  int one = 1;
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  // At most 16000 connections per source address: 127.0.0.2, 127.0.0.3, ... (28k ephemeral ports each)
  a.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1 + c->idx % (uint32_t)(O.conns / 16000 + 1));
  c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  c->state = C_CONNECTING; c->op = 0; c->carry_n = 0;
  w->inflight++;
  if (c->fd < 0) { c->state = C_DEAD; w->inflight--; w->failed++; note_error("socket: errno %d", errno); return; }
  setsockopt(c->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (c->idx >= (uint32_t)(O.conns - O.stalled)) { int small = 4096; setsockopt(c->fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small); }
  struct linger lg = {1, 0};                           // close with RST: no 60 s of TIME_WAIT between runs
  setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &lg, sizeof lg);
  if (bind(c->fd, (struct sockaddr *)&a, sizeof a) || (connect(c->fd, (struct sockaddr *)&to, sizeof to) && errno != EINPROGRESS)) { conn_close(w, c, "connect"); return; }
  struct epoll_event ev = {.events = EPOLLIN | EPOLLOUT | EPOLLET | EPOLLRDHUP, .data.ptr = c};
  epoll_ctl(w->ep, EPOLL_CTL_ADD, c->fd, &ev);
}
static void on_connected(worker_t *w, conn_t *c) {
  int err = 0; socklen_t l = sizeof err;
  getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &err, &l);
  if (err) { errno = err; conn_close(w, c, "connect"); return; }
  buf_t b = {0};
  char h[300];
  buf_add(&b, "GET ", 4);
  render(w, &b, &O.path, c, 0, 0);
  buf_add(&b, h, (size_t)snprintf(h, sizeof h, " HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Key: " WSKEY "\r\nSec-WebSocket-Version: 13\r\n", O.port));
  if (O.subproto) buf_add(&b, h, (size_t)snprintf(h, sizeof h, "Sec-WebSocket-Protocol: %s\r\n", O.subproto));
  for (int k = 0; k < O.nheader; k++) buf_add(&b, h, (size_t)snprintf(h, sizeof h, "%.200s\r\n", O.header[k]));
  buf_add(&b, "\r\n", 2);
  c->state = C_UPGRADE;
  out_bytes(w, c, b.p, b.n);
  buf_free(&b);
}

// ---------------------------------------------------------------- worker loop
static uint64_t send_due(worker_t *w, uint64_t now) {  // sends what is due; returns when the next one is
  for (;; w->next_m++) {
    uint32_t m = w->next_m, s = m % (uint32_t)O.senders;
    if (m >= G.count || __atomic_load_n(&G.abort, __ATOMIC_RELAXED)) return now + 5 * MS;
    uint64_t due = G.t0 + (uint64_t)((double)m * G.step_ns);
    if (due > now) return due;
    if (s % (uint32_t)O.threads != (uint32_t)w->id) continue;
    conn_t *c = &w->c[s / (uint32_t)O.threads];
    if (c->state != C_READY || c->out.n > OUTMAX) { w->st.unsent++; continue; }
    h_add(&w->st.lag, now - due);
    send_tmpl(w, c, &O.msg, G.base + m, due);
    w->st.sent++;
    w->st.exp_echo += G.alive[c->room];
    w->st.exp_noecho += G.alive[c->room] - 1;
  }
}
static uint64_t keepalive_due(worker_t *w, uint64_t now) { // spread evenly over the connections
  double every = O.ka_every * 1e9 / w->n;
  while ((double)(now - w->ka_t0) >= (double)(w->ka_done + 1) * every) {
    conn_t *c = &w->c[w->ka_done++ % (uint64_t)w->n];
    if (c->state == C_READY) { send_tmpl(w, c, &O.ka, 0, 0); w->st.keepalives++; }
  }
  return w->ka_t0 + (uint64_t)((double)(w->ka_done + 1) * every);
}
static void begin_phase(worker_t *w, int phase) {
  w->phase = phase;
  if (phase == PH_CONNECT) { w->next_conn = 0; w->failed = 0; }
  if (phase == PH_MEASURE) {
    memset(&w->st, 0, sizeof w->st);
    w->next_m = 0; w->disconnects = 0;
    for (int k = 0; k < w->n; k++) {
      conn_t *c = &w->c[k];
      c->carry_n = 0; c->order = 0;
      memset(c->last, 0, SENDERS_PER_ROOM * sizeof *c->last);
      if (O.dup) { free(c->seen); c->seen = calloc(G.count / 64 + 1, 8); }
    }
  }
}
static void *worker_main(void *arg) {
  worker_t *w = arg;
  struct epoll_event ev[256];
  prctl(PR_SET_TIMERSLACK, 1000);
  w->ka_t0 = now_ns();
  for (;;) {
    int order = __atomic_load_n(&G.order, __ATOMIC_ACQUIRE);
    if (order != w->order) { w->order = order; begin_phase(w, G.phase); __atomic_add_fetch(&G.acks, 1, __ATOMIC_RELEASE); }
    if (w->phase == PH_STOP) return NULL;
    while (w->phase == PH_CONNECT && w->next_conn < w->n && w->inflight < (O.conc + O.threads - 1) / O.threads) {
      conn_t *c = &w->c[w->next_conn++];
      if (c->state == C_NEW || c->state == C_DEAD) conn_open(w, c);
    }
    uint64_t now = now_ns(), wake = now + 5 * MS, t;
    if (w->phase == PH_MEASURE && (t = send_due(w, now)) < wake) wake = t;
    if (O.has_ka && w->n && (t = keepalive_due(w, now)) < wake) wake = t;
    now = now_ns();
    uint64_t d = wake > now + 10000 ? wake - now : 0;
    struct timespec ts = {0, (long)d};
    int n = epoll_pwait2(w->ep, ev, 256, &ts, NULL);
    for (int k = 0; k < n; k++) {
      conn_t *c = ev[k].data.ptr;
      if (c->fd < 0) continue;
      if (c->state == C_CONNECTING) { if (ev[k].events & (EPOLLOUT | EPOLLERR | EPOLLHUP)) on_connected(w, c); if (c->fd < 0) continue; }
      if (ev[k].events & EPOLLOUT && c->out.n) out_flush(w, c);
      if (c->fd >= 0 && ev[k].events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) on_readable(w, c);
    }
  }
}

