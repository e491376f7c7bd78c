// The report: one measured step as JSON.
#pragma once
#include "measure.h"

static void print_step(const char *key, const step_res_t *r) {
  typedef unsigned long long u;
  if (!r) { printf("\"%s\":null", key); return; }
  const stats_t *s = &r->st;
  if (*key) printf("\"%s\":", key);
  printf("{\"rate\":%.2f,\"secs\":%.1f,\"pass\":%s,\"aborted\":%s,\"sent\":%llu,\"unsent\":%llu,\"deliveries\":%llu,\"deliveries_per_s\":%.0f,", r->rate, r->secs,
         r->pass ? "true" : "false", r->aborted ? "true" : "false", (u)s->sent, (u)s->unsent, (u)s->recv, r->deliv_s);
  printf("\"expected_with_echo\":%llu,\"expected_without_echo\":%llu,\"echo\":%s,\"self\":%llu,\"expected\":%llu,\"unique\":%llu,\"lost\":%llu,",
         (u)s->exp_echo, (u)s->exp_noecho, r->echo ? "true" : "false", (u)s->self, (u)r->expected, (u)r->unique, (u)r->lost);
  if (O.dup) printf("\"duplicates\":%llu,", (u)s->dups); else printf("\"duplicates\":null,");
  printf("\"misrouted\":%llu,\"stale\":%llu,\"sender_out_of_order\":%llu,\"receivers_with_other_order\":%llu,\"disconnects\":%d,", (u)s->misrouted, (u)s->stale, (u)s->out_of_order, (u)r->disagree, r->disconnects);
  printf("\"latency_ms\":{\"p50\":%.3f,\"p90\":%.3f,\"p99\":%.3f,\"p999\":%.3f,\"max\":%.3f},\"send_lag_p99_ms\":%.3f,\"client_cpu\":%.3f,\"client_bound\":%s,",
         r->p50, r->p90, r->p99, r->p999, r->max, r->lag99, r->client_cpu, r->client_bound ? "true" : "false");
  printf("\"frames_in\":%llu,\"bytes_in\":%llu,\"bytes_out\":%llu,\"pings\":%llu,\"replies\":%llu,\"keepalives\":%llu,", (u)s->frames_in, (u)s->bytes_in, (u)s->bytes_out, (u)s->pings, (u)s->replies, (u)s->keepalives);
  printf("\"acks\":%llu,\"acks_per_s\":%.0f,\"refused\":%llu,\"ack_ms\":{\"p50\":%.3f,\"p99\":%.3f,\"max\":%.3f},", (u)s->acks, r->ack_s, (u)s->refused, r->ack50, r->ack99, (double)s->ack.max / 1e6);
  printf("\"server_cpu_s\":%.2f,\"wall_s\":%.2f,\"server_cpu_us_per_delivery\":%.3f,\"server_rss\":%llu,\"steal_s\":%.2f,\"other_cores\":%.2f,\"core_busy\":[", r->cpu_s, r->wall, r->us_per, (u)r->rss, r->steal, r->others);
  for (int k = 0; k < r->ncore; k++) printf("%s%.2f", k ? "," : "", r->busy[k]);
  printf("]}");
}
