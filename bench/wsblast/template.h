// Message templates.
#pragma once
#include "base.h"

// "text:..." or "bin:..." with escapes \xNN \n \r \t \0 \\ \{ and these variables:
//   {i} connection  {room} its room  {seq} message number  {ms} unix ms  {plen} payload size  {hex:N} random hex
//   {raw:N} random bytes  {chan} channel of an FC1 connection (always a varint)
//   {marker} the marker padded to --size bytes; numbers also as {room:u8|u16|u32|u64|u16le|u32le|u64le|v} (v=varint)
//   {len8}..{/}  {len16} {len32} {len16le} {len32le} {lenv}: the enclosed bytes, preceded by their length
// Anything else in braces is literal, so JSON needs no escaping.
enum { V_LIT, V_I, V_ROOM, V_SEQ, V_MS, V_PLEN, V_HEX, V_RAW, V_CHAN, V_MARKER, V_LEN, V_END };
enum { F_DEC, F_U8, F_U16, F_U32, F_U64, F_U16LE, F_U32LE, F_U64LE, F_VAR };
typedef struct { int var, fmt; char *lit; size_t len; } seg_t;
typedef struct { seg_t *s; int n, opcode; } tmpl_t;

static size_t unescape(const char *s, char *out) {   // returns the length; out may hold NULs
  size_t n = 0;
  for (; *s; s++) {
    unsigned x;
    if (*s != '\\' || !s[1]) { out[n++] = *s; continue; }
    s++;
    if (*s == 'x' && isxdigit((unsigned char)s[1]) && isxdigit((unsigned char)s[2]) && sscanf(s + 1, "%2x", &x) == 1) { out[n++] = (char)x; s += 2; }
    else if (*s == 'n') out[n++] = '\n';
    else if (*s == 'r') out[n++] = '\r';
    else if (*s == 't') out[n++] = '\t';
    else if (*s == '0') out[n++] = 0;
    else if (*s == '\\') out[n++] = '\\';
    else { out[n++] = '\\'; out[n++] = *s; }
  }
  return n;
}
static int parse_fmt(const char *f) {
  static const char *names[] = {"", "u8", "u16", "u32", "u64", "u16le", "u32le", "u64le", "v"};
  for (int i = 0; i < 9; i++) if (!strcmp(f, names[i])) return i;
  return -1;
}
static void add_seg(tmpl_t *t, int var, int fmt, const char *lit, size_t len) {
  t->s = realloc(t->s, sizeof(seg_t) * (size_t)(t->n + 1));
  seg_t *g = &t->s[t->n++];
  g->var = var; g->fmt = fmt; g->len = len; g->lit = NULL;
  if (len && lit) { g->lit = malloc(len); g->len = unescape(memcpy(calloc(len + 1, 1), lit, len), g->lit); }
}
static tmpl_t compile(const char *s) {
  tmpl_t t = {0};
  t.opcode = 1;
  if (!strncmp(s, "text:", 5)) s += 5;
  else if (!strncmp(s, "bin:", 4)) { s += 4; t.opcode = 2; }
  const char *lit = s;
  while (*s) {
    if (*s == '\\' && s[1] == '{') { add_seg(&t, V_LIT, 0, lit, (size_t)(s - lit)); lit = ++s; s++; continue; }
    if (*s == '\\' && s[1]) { s += 2; continue; }
    const char *e = *s == '{' ? strchr(s, '}') : NULL;
    if (!e || e - s > 20) { s++; continue; }
    char name[24] = {0}, *arg;
    memcpy(name, s + 1, (size_t)(e - s - 1));
    if ((arg = strchr(name, ':'))) *arg++ = 0; else arg = "";
    static const struct { const char *n; int v; } vars[] = {{"i", V_I}, {"room", V_ROOM}, {"seq", V_SEQ}, {"ms", V_MS},
      {"plen", V_PLEN}, {"hex", V_HEX}, {"raw", V_RAW}, {"chan", V_CHAN}, {"marker", V_MARKER}, {"/", V_END}};
    int var = -1, fmt = 0;
    for (size_t k = 0; k < sizeof vars / sizeof *vars; k++) if (!strcmp(name, vars[k].n)) var = vars[k].v;
    if (var == V_HEX || var == V_RAW) fmt = atoi(arg);
    else if (var == V_CHAN) fmt = F_VAR;
    else if (var >= 0) fmt = parse_fmt(arg);
    else if (!strncmp(name, "len", 3)) {
      char f[24];
      snprintf(f, sizeof f, "%s%s", name[3] == 'v' ? "" : "u", name + 3);
      if ((fmt = parse_fmt(f)) > 0) var = V_LEN;
    }
    if (var < 0 || fmt < 0) { s++; continue; }        // not ours: literal
    if (s > lit) add_seg(&t, V_LIT, 0, lit, (size_t)(s - lit));
    add_seg(&t, var, fmt, NULL, 0);
    s = lit = e + 1;
  }
  if (s > lit) add_seg(&t, V_LIT, 0, lit, (size_t)(s - lit));
  return t;
}
static size_t num(int fmt, uint64_t v, char *o) {
  static const int width[] = {0, 1, 2, 4, 8, 2, 4, 8};
  if (fmt == F_DEC) return (size_t)sprintf(o, "%llu", (unsigned long long)v);
  size_t n = 0;
  if (fmt == F_VAR) { do { o[n++] = (char)((v & 127) | (v > 127 ? 128 : 0)); v >>= 7; } while (v); return n; }
  int w = width[fmt];
  for (int k = 0; k < w; k++) o[n++] = (char)(v >> 8 * (fmt >= F_U16LE ? k : w - 1 - k));
  return n;
}

