// wsblast - a WebSocket chat fan-out load generator (C11, Linux epoll, no dependencies).
//
// What it does, in order:
//   1. opens --conns connections to ws://127.0.0.1:PORT/PATH and upgrades them,
//   2. plays the --send/--wait script on each one (log in, join room, ...),
//   3. measures: --senders connections send --rate msg/s in total (open loop) for --secs; every message
//      carries a marker  @@<16 hex: due time, ns><8 hex: sequence number>@@  padded to --size bytes, and
//      every receiver looks for markers in whatever the server sends (JSON, XML, binary, batched, split),
//   4. prints ONE JSON object: latency, deliveries, losses, duplicates, bytes, server CPU and RSS.
// With --ramp, step 3 is repeated at rising rates to find the highest one with p99 < --p99 ms and no loss.
//
// Latency runs from the DUE time of a message, not from the moment it left: a generator that runs late
// therefore shows up in the latency (no coordinated omission) and in send_lag_ms; "client_bound" is set when
// the generator's own CPU was the limit, so that its limit is never reported as the server's.
//
// FC1 (--fc1-frames FILE): every connection waits for hello, sends line i of FILE (hex of one binary frame, a
// prepared resume), and is ready when joined arrives; {chan:v} is then its channel. Acks are timed by their ref.
// Build: make.     Help: ./wsblast --help
#include "arguments.h"
#include "report.h"

static void on_alarm(int sig) {
  (void)sig;
  static const char m[] = "{\"error\":\"--max-time is over\"}\n";
  if (write(1, m, sizeof m - 1)) {}
  _exit(3);
}

int main(int argc, char **argv) {
  parse_args(argc, argv);
  struct rlimit rl;
  getrlimit(RLIMIT_NOFILE, &rl);
  rl.rlim_cur = rl.rlim_max;
  setrlimit(RLIMIT_NOFILE, &rl);
  if (rl.rlim_cur < (rlim_t)O.conns + 50) die("file limit %ld is too low for %d connections", (long)rl.rlim_cur, O.conns);
  signal(SIGPIPE, SIG_IGN);
  signal(SIGALRM, on_alarm);
  alarm((unsigned)O.max_time + 30);                    // no step begins after three quarters of it
  G.base = 1;
  G.alive = calloc((size_t)O.rooms, sizeof *G.alive);
  W = calloc((size_t)O.threads, sizeof *W);
  for (int k = 0; k < O.threads; k++) {
    worker_t *w = &W[k];
    w->id = k; w->ep = epoll_create1(EPOLL_CLOEXEC); w->rng = now_ns() * 2654435761u | 1;
    w->n = O.conns / O.threads + (k < O.conns % O.threads);
    w->c = calloc((size_t)w->n, sizeof *w->c);
    for (int j = 0; j < w->n; j++) { conn_t *c = &w->c[j]; c->fd = -1; c->idx = (uint32_t)(k + j * O.threads); c->room = c->idx % (uint32_t)O.rooms; c->last = calloc(SENDERS_PER_ROOM, sizeof *c->last); }
    if (pthread_create(&w->th, NULL, worker_main, w)) die("no thread");
  }
  uint64_t start = now_ns();
  proc_t before = proc_sample();
  double took = connect_all();
  uint64_t connected = SUM(ready);
  sleep_ns((uint64_t)(O.settle * 1e9));
  proc_t idle = proc_sample();
  double members = (double)O.conns / O.rooms;
  if (O.verbose) fprintf(stderr, "%llu of %d connected in %.2f s %s\n", (unsigned long long)connected, O.conns, took, first_error);

  step_res_t *best = NULL, *half = NULL, *all[100];
  int n = 0, disturbed = 0;
  uint64_t deadline = start + (uint64_t)O.max_time * SEC * 3 / 4; // no new step after this
  bool complete = connected == (uint64_t)O.conns, tried = false;
  double lo = 0, hi = 0, d = O.start;
#define GOING (n < 100 && now_ns() < deadline && SUM(ready) == (uint64_t)O.conns)
  // One step; repeated while it fails and others were using the machine. Lost connections are opened again.
#define STEP(res, rate_, secs_) do { \
    res = all[n++] = measure(rate_, secs_); \
    if (res->disconnects) connect_all(); \
    if (res->pass || O.noise <= 0 || res->others < O.noise || !GOING) break; \
    disturbed++; sleep_ns(SEC); \
  } while (1)
  if (complete && O.warmup > 0) free(measure(O.ramp ? O.start / members / 2 : O.rate, O.warmup));
  if (complete && !O.ramp) best = all[n++] = measure(O.rate, O.secs);
  if (O.ramp) {
    while (GOING) {                                    // up by --ramp-factor, then bisect; a failure is tried twice
      step_res_t *r;
      STEP(r, d / members, O.secs);
      if (!r->pass && !tried) { tried = true; continue; }
      tried = false;
      if (r->pass) { lo = d; best = r; } else hi = d;
      if (hi > 0 && lo > 0 && hi / lo < O.prec) break;
      d = hi <= 0 ? d * O.factor : lo <= 0 ? d / (O.factor * O.factor) : (lo + hi) / 2;
      if (d / members * O.secs < 1) break;             // less than one message
    }
    for (int k = 0; k < 8 && best && O.confirm > 0 && GOING; k++) { // the reported maximum holds for --confirm s too
      step_res_t *r;
      STEP(r, lo / members, O.confirm);
      if (r->pass) { best = r; break; }
      if (k & 1) lo /= O.prec;
      if (k == 7) { best = NULL; for (int j = 0; j < n; j++) if (all[j]->pass && all[j]->rate <= lo * 1.001 / members && (!best || all[j]->rate > best->rate)) best = all[j]; }
    }
    for (int k = 0; k < 3 && best && O.half > 0 && GOING; k++) {   // latency at half of it: the least disturbed of three
      step_res_t *r;
      STEP(r, best->rate / 2, O.half);
      if (!half || r->others < half->others) half = r;
      if (O.noise <= 0 || r->others < O.noise) break;
    }
  }
  proc_t after = proc_sample();
  command(PH_STOP);
  for (int k = 0; k < O.threads; k++) pthread_join(W[k].th, NULL);

  printf("{\"label\":\"%s\",\"conns\":%d,\"rooms\":%d,\"senders\":%d,\"size\":%d,\"threads\":%d,\"connected\":%llu,\"connect_s\":%.3f,\"connects_per_s\":%.0f,",
         O.label, O.conns, O.rooms, O.senders, O.size, O.threads, (unsigned long long)connected, took, (double)connected / (took > 0 ? took : 1));
  printf("\"first_error\":\"%s\",\"server\":{\"pids_alive\":%d,\"rss_before\":%llu,\"rss_idle\":%llu,\"rss_after\":%llu,\"rss_per_conn\":%.0f,\"connect_cpu_s\":%.2f},", first_error,
         after.alive, (unsigned long long)before.rss, (unsigned long long)idle.rss, (unsigned long long)after.rss,
         ((double)idle.rss - (double)before.rss) / O.conns, idle.cpu_s - before.cpu_s);
  if (!O.ramp) print_step("result", best);
  else {
    printf("\"limit_p99_ms\":%.0f,\"max_deliveries_per_s\":%.0f,\"disturbed_steps\":%d,\"client_bound\":%s,", O.p99, best ? best->deliv_s : 0, disturbed,
           ({ bool b = false; for (int k = 0; k < n; k++) b |= all[k]->client_bound; b; }) ? "true" : "false");
    print_step("max", best);
    printf(",");
    print_step("half", half);
    printf(",\"steps\":[");
    for (int k = 0; k < n; k++) { if (k) printf(","); print_step("", all[k]); }
    printf("]");
  }
  printf("}\n");
  return complete ? 0 : 1;
}
