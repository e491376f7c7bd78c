// The command line.
#pragma once
#include "fc1.h"

static const char *HELP =
"wsblast: WebSocket chat fan-out load generator\n"
"  --port P --path TMPL --header 'K: v' --subprotocol S     where and how to connect (127.0.0.1 only)\n"
"  --conns N --rooms K --conc C --threads T                 connection i is in room i mod K; C handshakes at a time\n"
"  --send TMPL --wait SUBSTR   (repeat, in order)           script after the upgrade\n"
"  --msg TMPL --size P --senders S                          message; connections 0..S-1 send in turn\n"
"  --rate R --secs T --warmup T                             R msg/s in total\n"
"  --reply 'FRAME=>TMPL' --keepalive TMPL --keepalive-every S   application heartbeats\n"
"  --echo yes|no|auto --dup                                 does the sender get its own message; count duplicates\n"
"  --pid A,B,..                                             server processes: CPU and RSS\n"
"  --ramp --ramp-start DELIVERIES/S --ramp-factor F --ramp-prec F --p99 MS --confirm S --half S\n"
"  --noise CORES   with --ramp: a failed step during which others took more than that is repeated\n"
"  --settle S --quiet S --drain S --connect-timeout S --max-time S --label X -v\n"
"  --fc1-frames FILE   FC1: what each connection sends after hello, hex, one line each   --stalled N  the last N never read\n"
"TMPL: text:... or bin:...  \\xNN \\n \\r \\t \\0 \\\\ \\{  {i} {room} {seq} {ms} {plen} {hex:N} {raw:N} {chan} {marker} {i:u8|u16|u32|u64|u16le|u32le|u64le|v} {len8|16|32|16le|32le|v}..{/}\n";

static void add_pattern(const char *s, char **p, size_t *n) { *p = malloc(strlen(s) + 1); *n = unescape(s, *p); }
static void parse_args(int argc, char **argv) {
  enum { PORT = 256, PATH, HEADER, SUB, CONNS, ROOMS, CONC, THREADS, SEND, WAIT, MSG, SIZE, SENDERS, RATE, SECS, WARM, REPLY, KA, KAE, ECHO_, DUP, PID,
         RAMP, START, FACTOR, PREC, P99, CONFIRM, HALF, SETTLE, QUIET, DRAIN, CTO, MAXT, LABEL, NOISE, FC1, STALLED, HELP_ };
  const char *frames = NULL;
#define A(n, v) {n, 1, NULL, v}
  static struct option lo[] = {A("port", PORT), A("path", PATH), A("header", HEADER), A("subprotocol", SUB), A("conns", CONNS), A("rooms", ROOMS),
    A("conc", CONC), A("threads", THREADS), A("send", SEND), A("wait", WAIT), A("msg", MSG), A("size", SIZE), A("senders", SENDERS), A("rate", RATE),
    A("secs", SECS), A("warmup", WARM), A("reply", REPLY), A("keepalive", KA), A("keepalive-every", KAE), A("echo", ECHO_), {"dup", 0, NULL, DUP},
    A("pid", PID), {"ramp", 0, NULL, RAMP}, A("ramp-start", START), A("ramp-factor", FACTOR), A("ramp-prec", PREC), A("p99", P99), A("confirm", CONFIRM),
    A("half", HALF), A("settle", SETTLE), A("quiet", QUIET), A("drain", DRAIN), A("connect-timeout", CTO), A("max-time", MAXT), A("label", LABEL), A("noise", NOISE), A("fc1-frames", FC1), A("stalled", STALLED),
    {"help", 0, NULL, HELP_}, {0}};
  bool have_msg = false;
  O.path = compile("/");
  for (int o; (o = getopt_long(argc, argv, "v", lo, NULL)) != -1;) {
    double f = optarg ? atof(optarg) : 0;
    switch (o) {
    case PORT: O.port = (int)f; break;        case PATH: O.path = compile(optarg); break;
    case HEADER: if (O.nheader < MAXLIST) O.header[O.nheader++] = optarg; break;
    case SUB: O.subproto = optarg; break;     case CONNS: O.conns = (int)f; break;
    case ROOMS: O.rooms = (int)f; break;      case CONC: O.conc = (int)f; break;
    case THREADS: O.threads = (int)f; break;  case SIZE: O.size = (int)f; break;
    case SEND: if (O.nscript == MAXLIST) die("script too long"); O.script[O.nscript++] = (step_t){.t = compile(optarg)}; break;
    case WAIT: if (O.nscript == MAXLIST) die("script too long"); O.script[O.nscript].wait = true; add_pattern(optarg, &O.script[O.nscript].pat, &O.script[O.nscript].len); O.nscript++; break;
    case MSG: O.msg = compile(optarg); have_msg = true; break;
    case SENDERS: O.senders = (int)f; break;  case RATE: O.rate = f; break;
    case SECS: O.secs = f; break;             case WARM: O.warmup = f; break;
    case REPLY: {
      char *sep = strstr(optarg, "=>");
      if (!sep || O.nreply == MAXLIST) die("--reply needs FRAME=>TEMPLATE");
      *sep = 0;
      add_pattern(optarg, &O.reply[O.nreply].match, &O.reply[O.nreply].len);
      O.reply[O.nreply++].t = compile(sep + 2);
      break;
    }
    case KA: O.ka = compile(optarg); O.has_ka = true; break;
    case KAE: O.ka_every = f; break;
    case ECHO_: O.echo = !strcmp(optarg, "yes") ? 1 : !strcmp(optarg, "no") ? 0 : -1; break;
    case DUP: O.dup = true; break;
    case PID: for (char *p = strtok(optarg, ", "); p && O.npid < 64; p = strtok(NULL, ", ")) O.pids[O.npid++] = atoi(p); break;
    case RAMP: O.ramp = true; break;          case START: O.start = f; break;
    case FACTOR: O.factor = f; break;         case PREC: O.prec = f; break;
    case P99: O.p99 = f; break;               case CONFIRM: O.confirm = f; break;
    case HALF: O.half = f; break;             case SETTLE: O.settle = f; break;
    case QUIET: O.quiet = f; break;           case DRAIN: O.drain = f; break;
    case CTO: O.connect_timeout = f; break;   case MAXT: O.max_time = (int)f; break;
    case NOISE: O.noise = f; break;           case FC1: frames = optarg; O.fc1 = true; break;
    case STALLED: O.stalled = (int)f; break;
    case LABEL: O.label = optarg; break;      case 'v': O.verbose = true; break;
    case HELP_: fputs(HELP, stdout); exit(0);
    default: fputs(HELP, stderr); exit(2);
    }
  }
  if (!O.port || !have_msg || optind < argc) die("need --port and --msg (and nothing but options); see --help");
  if (O.conns < 1 || O.rooms < 1 || O.rooms > O.conns || O.threads < 1 || O.threads > 64 || O.conc < 1) die("bad --conns/--rooms/--threads/--conc");
  if (O.rate <= 0 || O.secs <= 0 || O.start <= 0 || O.factor <= 1 || O.prec <= 1.001) die("bad --rate/--secs/--ramp-*");
  if (!O.senders) O.senders = O.rooms > 10 ? O.rooms : O.conns < 10 ? O.conns : 10;
  if (O.senders > O.conns) O.senders = O.conns;
  if (O.size < MARK) die("--size must be at least %d", MARK);
  if (O.senders > O.conns - O.stalled) die("stalled connections cannot send");
  if (frames) fc1_load(frames);
  if (O.has_ka && O.ka_every <= 0) O.ka_every = 20;
}

