// Samples of /proc: the server, this process and the cores.
#pragma once
#include "state.h"

typedef struct { double cpu_s; uint64_t rss; int alive; } proc_t;
static proc_t proc_sample(void) {                      // summed over --pid
  proc_t r = {0};
  for (int k = 0; k < O.npid; k++) {
    char f[64], line[1024], *p;
    unsigned long ut, st; unsigned long long pages;
    snprintf(f, sizeof f, "/proc/%d/stat", O.pids[k]);
    FILE *fp = fopen(f, "r");
    if (!fp) continue;
    if (fgets(line, sizeof line, fp) && (p = strrchr(line, ')')) &&
        sscanf(p + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &ut, &st) == 2) {
      r.cpu_s += (double)(ut + st) / (double)sysconf(_SC_CLK_TCK);
      r.alive++;
    }
    fclose(fp);
    snprintf(f, sizeof f, "/proc/%d/statm", O.pids[k]);
    if (!(fp = fopen(f, "r"))) continue;
    if (fscanf(fp, "%*u %llu", &pages) == 1) r.rss += pages * (uint64_t)sysconf(_SC_PAGESIZE);
    fclose(fp);
  }
  return r;
}
typedef struct { int n; double busy[MAXCPU], steal; } cores_t;
static cores_t core_sample(void) {                     // who else was on the machine?
  cores_t r = {0};
  FILE *fp = fopen("/proc/stat", "r");
  char line[512];
  while (fp && fgets(line, sizeof line, fp)) {
    unsigned long long v[8]; int cpu;
    if (sscanf(line, "cpu%d %llu %llu %llu %llu %llu %llu %llu %llu", &cpu, v, v + 1, v + 2, v + 3, v + 4, v + 5, v + 6, v + 7) != 9 || cpu >= MAXCPU) continue;
    double hz = (double)sysconf(_SC_CLK_TCK);
    r.busy[cpu] = (double)(v[0] + v[1] + v[2] + v[5] + v[6] + v[7]) / hz;
    r.steal += (double)v[7] / hz;
    if (cpu >= r.n) r.n = cpu + 1;
  }
  if (fp) fclose(fp);
  return r;
}
static double own_cpu(void) {
  struct rusage u;
  getrusage(RUSAGE_SELF, &u);
  return (double)u.ru_utime.tv_sec + (double)u.ru_stime.tv_sec + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

