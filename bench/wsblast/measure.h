// Controller: phases of all workers, and one measured step.
#pragma once
#include "proc.h"
#include "worker.h"

static void command(int phase) {                       // give all workers a phase, wait until they are in it
  G.phase = phase;
  __atomic_store_n(&G.acks, 0, __ATOMIC_RELAXED);
  __atomic_add_fetch(&G.order, 1, __ATOMIC_RELEASE);
  while (__atomic_load_n(&G.acks, __ATOMIC_ACQUIRE) < O.threads) sleep_ns(MS / 2);
}
#define SUM(f) ({ uint64_t s_ = 0; for (int k_ = 0; k_ < O.threads; k_++) s_ += (uint64_t)__atomic_load_n(&W[k_].f, __ATOMIC_RELAXED); s_; })
#define MAXOF(f) ({ uint64_t s_ = 0; for (int k_ = 0; k_ < O.threads; k_++) { uint64_t v_ = __atomic_load_n(&W[k_].f, __ATOMIC_RELAXED); if (v_ > s_) s_ = v_; } s_; })

static double connect_all(void) {                      // seconds until all are ready (or have failed)
  uint64_t t0 = now_ns(), end = t0 + (uint64_t)(O.connect_timeout * 1e9), last = t0;
  command(PH_CONNECT);
  while (now_ns() < end && SUM(ready) + SUM(failed) < (uint64_t)O.conns) sleep_ns(MS);
  command(PH_IDLE);
  for (int k = 0; k < O.threads; k++) if (W[k].t_ready > last) last = W[k].t_ready;
  return (double)(last - t0) / 1e9;
}
typedef struct {
  double ack50, ack99, ack_s, rate, secs, cpu_s, client_cpu, wall, steal, deliv_s, us_per, p50, p90, p99, p999, max, lag99, others; bool pass, echo, client_bound;
  uint64_t expected, unique, lost, rss, disagree; int disconnects, ncore; bool aborted; double busy[MAXCPU]; stats_t st;
} step_res_t;

static step_res_t *measure(double rate, double secs) {
  step_res_t *r = calloc(1, sizeof *r);
  uint32_t m = (uint32_t)(rate * secs + 0.5);
  G.base += G.count;                                   // sequence numbers go on over the whole run
  G.count = m < 5 ? 5 : m;
  G.step_ns = 1e9 / rate;
  G.abort = false;
  memset(G.alive, 0, sizeof(uint32_t) * (size_t)O.rooms);
  for (int k = 0; k < O.threads; k++) for (int j = 0; j < W[k].n; j++) if (W[k].c[j].state == C_READY && !stalled(&W[k].c[j])) G.alive[W[k].c[j].room]++;
  for (int k = 0; k < O.rooms; k++) if (!G.alive[k]) G.alive[k] = 1;
  double u0 = own_cpu();
  proc_t p0 = proc_sample(); cores_t c0 = core_sample();
  G.t0 = now_ns() + 20 * MS;
  uint64_t start = now_ns(), end = G.t0 + (uint64_t)((double)G.count * G.step_ns);
  command(PH_MEASURE);
  for (uint64_t now; !G.abort && ((now = now_ns()) < end || SUM(st.sent) + SUM(st.unsent) < G.count);) {
    uint64_t last = MAXOF(st.last_recv), limit = (uint64_t)(O.p99 * 4 * (double)MS);
    if (O.ramp && now > G.t0 && (MAXOF(st.last_lat) > limit || (last && last + limit < now && SUM(st.recv) < SUM(st.exp_noecho)))) G.abort = r->aborted = true;
    sleep_ns(2 * MS);
  }
  double load = (own_cpu() - u0) / ((double)(now_ns() - start) / 1e9) / O.threads;   // own CPU while sending
  // Drain: until everything arrived, or nothing did for --quiet s, or --drain s are over.
  uint64_t last = 0, quiet = now_ns(), stop = quiet + (uint64_t)(O.drain * 1e9);
  for (;;) {
    uint64_t got = SUM(st.recv), now = now_ns();
    bool echo = O.echo == 1 || (O.echo < 0 && SUM(st.self) > 0);
    if (got != last) { last = got; quiet = now; }
    if (now > stop || (double)(now - quiet) > O.quiet * 1e9) break;
    if (O.ramp && r->aborted && got >= SUM(st.exp_noecho)) break;
    if (!SUM(st.dups) && got >= (echo ? SUM(st.exp_echo) : SUM(st.exp_noecho)) && (!O.fc1 || SUM(st.acks) + SUM(st.refused) >= SUM(st.sent))) { sleep_ns(150 * MS); break; } // late duplicates
    sleep_ns(2 * MS);
  }
  double own = own_cpu() - u0;
  proc_t p1 = proc_sample(); cores_t c1 = core_sample();
  r->wall = (double)(now_ns() - start) / 1e9;
  command(PH_IDLE);
  // Messages still on their way belong to this step: let a server that was overrun get rid of its backlog.
  uint64_t in = 0, flush = now_ns() + (SUM(st.recv) < SUM(st.exp_noecho) && O.ramp ? 30 : 0) * SEC;
  for (uint64_t at = now_ns(); now_ns() < flush && (double)(now_ns() - at) < O.quiet * 1e9; sleep_ns(5 * MS))
    if (SUM(st.bytes_in) != in) { in = SUM(st.bytes_in); at = now_ns(); }
  for (int k = 0; k < O.threads; k++) {
    stats_t *a = &r->st, *b = &W[k].st;
    uint64_t *x = (uint64_t *)a, *y = (uint64_t *)b;
    size_t n = offsetof(stats_t, lat) / 8, lr = offsetof(stats_t, last_recv) / 8, la = offsetof(stats_t, last_ack) / 8;
    for (size_t j = 0; j < n; j++) if (j != lr && j != la) x[j] += y[j];
    if (b->last_recv > a->last_recv) a->last_recv = b->last_recv;
    for (size_t j = 0; j < HN; j++) { a->lat.b[j] += b->lat.b[j]; a->lag.b[j] += b->lag.b[j]; a->ack.b[j] += b->ack.b[j]; }
    a->ack.n += b->ack.n;
    if (b->ack.max > a->ack.max) a->ack.max = b->ack.max;
    if (b->last_ack > a->last_ack) a->last_ack = b->last_ack;
    a->lat.n += b->lat.n; a->lag.n += b->lag.n;
    if (b->lat.max > a->lat.max) a->lat.max = b->lat.max;
    if (b->lag.max > a->lag.max) a->lag.max = b->lag.max;
    r->disconnects += W[k].disconnects;
  }
  stats_t *s = &r->st;
  r->rate = rate; r->secs = secs;
  r->echo = O.echo == 1 || (O.echo < 0 && s->self > 0);
  r->expected = r->echo ? s->exp_echo : s->exp_noecho;
  r->unique = s->recv - s->dups;
  r->lost = r->expected > r->unique ? r->expected - r->unique : 0;
  // Did all members of a room see the same order? The last member is the reference (senders come first).
  for (int i = 0; i < O.conns; i++) {
    conn_t *c = &W[i % O.threads].c[i / O.threads];
    int ref = (O.conns - 1 - i % O.rooms) / O.rooms * O.rooms + i % O.rooms;
    if ((r->echo || i >= O.senders) && c->order != W[ref % O.threads].c[ref / O.threads].order) r->disagree++;
  }
  double span = s->last_recv > G.t0 ? (double)(s->last_recv - G.t0) / 1e9 : 0, planned = (double)G.count * G.step_ns / 1e9;
  r->deliv_s = (double)r->unique / (span > planned ? span : planned);
  r->cpu_s = p1.cpu_s - p0.cpu_s; r->rss = p1.rss; r->client_cpu = load;
  r->us_per = r->unique ? r->cpu_s * 1e6 / (double)r->unique : 0;
  r->p50 = h_ms(&s->lat, .5); r->p90 = h_ms(&s->lat, .9); r->p99 = h_ms(&s->lat, .99); r->p999 = h_ms(&s->lat, .999);
  r->ack50 = h_ms(&s->ack, .5); r->ack99 = h_ms(&s->ack, .99);
  double ack_span = s->last_ack > G.t0 ? (double)(s->last_ack - G.t0) / 1e9 : 0;
  r->ack_s = (double)s->acks / (ack_span > planned ? ack_span : planned);
  r->max = (double)s->lat.max / 1e6; r->lag99 = h_ms(&s->lag, .99);
  r->steal = c1.steal - c0.steal; r->ncore = c1.n;
  for (int k = 0; k < c1.n; k++) r->others += r->busy[k] = (c1.busy[k] - c0.busy[k]) / r->wall;
  r->others -= (r->cpu_s + own) / r->wall;             // cores taken by other processes and by the hypervisor
  r->pass = !r->aborted && r->p99 < O.p99 && !r->lost && !s->unsent && !s->misrouted && !s->refused && !r->disconnects && s->recv;
  // The generator was the limit if its core was full, or it was late itself by a good part of the limit.
  r->client_bound = !r->pass && r->others < 0.25 && (r->client_cpu > 0.93 || r->lag99 > O.p99 / 4) && (!O.npid || r->cpu_s / r->wall < 0.85);
  if (O.verbose) fprintf(stderr, "  rate %.1f msg/s %s: %.0f deliveries/s p50 %.2f p99 %.1f ms lost %llu unsent %llu server %.0f%% client %.0f%% others %.0f%% lag99 %.2f ms\n", rate,
    r->pass ? "ok" : r->aborted ? "FAIL (stopped early)" : "FAIL", r->deliv_s, r->p50, r->p99, (unsigned long long)r->lost, (unsigned long long)s->unsent, 100 * r->cpu_s / r->wall, 100 * r->client_cpu, 100 * r->others, r->lag99);
  return r;
}
