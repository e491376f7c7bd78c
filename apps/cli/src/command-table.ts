/** Every command and flag: what the parser accepts and what --help prints, from one table. */

export interface FlagSpec {
  /** Placeholder of its value; undefined for a switch. */
  readonly value?: string;
  readonly help: string;
}

export interface CommandSpec {
  /** What follows the command's name besides flags. */
  readonly operands: string;
  readonly summary: string;
  readonly flags: Readonly<Record<string, FlagSpec>>;
  /** Paragraphs under the flags. */
  readonly notes: readonly string[];
  readonly example: string;
}

const json: FlagSpec = { help: "machine-readable: one JSON object per line" };
const relay: FlagSpec = {
  value: "URL",
  help: "the relay: http(s)://, ws(s):// or host:port; links name theirs, words do not",
};
const as: FlagSpec = {
  value: "NAME",
  help: "your name in the room (a friendly one when left out)",
};
const data: FlagSpec = {
  value: "DIR",
  help: "where this device's keys, messages and outbox lie (one directory is one device)",
};
const relayData: FlagSpec = {
  value: "DIR",
  help: "the relay's data directory (DATA_DIR, else ./data)",
};
const timeout = (seconds: number, what: string): FlagSpec => ({
  value: "SECONDS",
  help: `${what} (default ${seconds})`,
});

const invite = "A room is given by its link or by its six words, together in quotes or one by one.";
const home =
  "Without --data the directory is festival-chat/device-NAME under your data directory (XDG_DATA_HOME," +
  " else ~/.local/share, or the system's own place): every name is a device. A directory in use by" +
  " another command is left alone and the next number is taken.";

export const commandTable = {
  serve: {
    operands: "",
    summary: "run a relay on this machine, with the web app when it is built",
    flags: {
      peer: { value: "URL[,URL]", help: "relays to exchange rooms with; PEER_KEY must be set" },
    },
    notes: [
      "Settings come from the environment: PORT (3000), HOST, DATA_DIR (./data), FESTIVAL_ENV" +
        " (development). Ctrl+C drains and stops.",
    ],
    example: "festival-chat serve",
  },
  backup: {
    operands: "FOLDER",
    summary: "copy a relay's data into a new folder, while it runs",
    flags: { data: relayData, json },
    notes: [
      "Databases as they are at one moment, and the relay's secrets: keep the copy as safe as the relay.",
    ],
    example: "festival-chat backup /backups/friday --data /var/lib/festival-chat",
  },
  restore: {
    operands: "FOLDER",
    summary: "put a backup back; the relay must not run",
    flags: { data: relayData, json },
    notes: [
      "What was there is moved into a folder beside it. When the relay starts again, phones bring what" +
        " was said since the copy was made.",
    ],
    example: "festival-chat restore /backups/friday --data /var/lib/festival-chat",
  },
  organiser: {
    operands: "add|list|remove",
    summary: "say who may use the organiser's console of a relay",
    flags: {
      name: {
        value: "NAME",
        help: "the organiser's name, as the console and the audit log show it",
      },
      role: {
        value: "ROLE",
        help: "viewer sees figures, operator acts, owner changes keys and retention (default operator)",
      },
      data: relayData,
      json,
    },
    notes: [
      "add prints a token, once: who has it signs in at /organiser. Only its SHA-256 is stored. The" +
        " relay may run meanwhile; whoever is removed is out at once.",
    ],
    example: "festival-chat organiser add --name Anna --role owner --data /var/lib/festival-chat",
  },
  audit: {
    operands: "verify",
    summary: "check that nothing in a relay's audit log was changed, left out or put in",
    flags: { data: relayData, json },
    notes: [
      "Prints the number and the hash of the newest entry. Note them down elsewhere: a log that was cut" +
        " or written anew is whole, but its hash at that number is another.",
    ],
    example: "festival-chat audit verify --data /var/lib/festival-chat",
  },
  config: {
    operands: "",
    summary: "print the relay's settings, or check them before it starts",
    flags: {
      check: { help: "only say whether they can be used on this machine, and what mends them" },
      "env-file": { value: "FILE", help: "NAME=value lines instead of the environment" },
      json,
    },
    notes: ["What is printed can be used as a settings file: what is not set is a comment."],
    example: "festival-chat config --check --env-file /etc/festival-chat.env",
  },
  create: {
    operands: "",
    summary: "start a room and print its invite",
    flags: {
      relay,
      name: { value: "NAME", help: "the room's name" },
      as,
      data,
      timeout: timeout(20, "give up when the relay has not created it by then"),
      json,
    },
    notes: [
      'Prints the link, the six words and the room id; with --json one line {"link","words","roomId"},' +
        " where words is one string with single spaces. The room exists at the relay when this exits 0.",
      home,
    ],
    example: 'festival-chat create --relay http://localhost:3000 --name "North camp"',
  },
  join: {
    operands: "LINK|WORDS",
    summary: "chat in a room: lines from standard input are messages",
    flags: {
      relay,
      as,
      data,
      wait: timeout(
        30,
        "at the end of input, wait while this long passes between acknowledgements",
      ),
      stay: { help: "go on listening after the end of input" },
      json,
    },
    notes: [
      invite,
      "In a terminal this is a chat; /help tells its commands. With --json or from a pipe every line" +
        " of input is one message (empty lines are skipped), and the command leaves at the end of input" +
        " once the relay has acknowledged everything.",
      'With --json each output line is {"event": "joined"|"message"|"change"|"delivery"|"connection"|' +
        '"presence"|"notice", ...}; README.md lists their fields. A line is accepted when its delivery' +
        ' event with state "saved" is printed: from then on it lies on disk, and the next join with the' +
        " same data directory sends it.",
      home,
    ],
    example: "festival-chat join tulip anchor velvet camera pigeon sunset --relay localhost:3000",
  },
  send: {
    operands: "LINK|WORDS TEXT...",
    summary: "send one message and wait until the relay has stored it",
    flags: {
      relay,
      as,
      data,
      timeout: timeout(30, "give up when it is not acknowledged by then"),
      json,
    },
    notes: [
      invite,
      "A message that is not acknowledged in time stays in the data directory and goes out with the" +
        " next join or send of the same directory: sending it again would send it twice.",
      home,
    ],
    example: 'festival-chat send "http://localhost:3000/#..." --as Anna "At the north gate"',
  },
  history: {
    operands: "LINK|WORDS",
    summary: "print all messages of a room in the order everybody sees",
    flags: {
      relay,
      data: { value: "DIR", help: "start from what this device has (default: nothing is kept)" },
      timeout: timeout(30, "give up when this long passes without anything arriving"),
      json,
    },
    notes: [invite],
    example: 'festival-chat history "http://localhost:3000/#..." --json',
  },
  doctor: {
    operands: "URL [URL...]",
    summary: "check step by step whether a page and its relay can be used from here",
    flags: {
      expect: { value: "ENV", help: "fail unless the relay is of this environment" },
      idle: timeout(5, "how long to watch whether a quiet link stays open; 60 finds most proxies"),
      timeout: timeout(10, "deadline of each check"),
      json,
    },
    notes: [
      "Checks name, TCP, certificate, the relay's own host, health, config, security headers, push key," +
        " ICE servers (by STUN), WebSocket through proxies, environment, clock, join, round trip, history," +
        " resume and a quiet link, in a throw-away room that the relay forgets by its retention. What" +
        " cannot be checked after a failure is skipped, and each failure says what to do.",
      "Several addresses are examined at the same time and shown side by side, and compared: the same" +
        " environment, the same relay. Give the page's and the relay's.",
      "The exit code tells the first check that failed, by address and then by check: 20 name, 21 TCP," +
        " 22 certificate, 23 health, 24 config, 25 WebSocket, 26 join, 27 round trip, 28 history, 29 clock," +
        " 30 the relay's host, 31 headers, 32 push key, 33 ICE, 34 environment, 35 resume, 36 quiet link," +
        " 37 addresses that do not belong together.",
    ],
    example: "festival-chat doctor https://chat.example wss://relay.example --expect production",
  },
  load: {
    operands: "",
    summary: "drive many clients against a relay you run, and report what it did",
    flags: {
      relay,
      clients: { value: "N", help: "clients, 2 to 20000 (default 50)" },
      rooms: { value: "R", help: "rooms they are spread over (default 1)" },
      rate: { value: "MSGS/S", help: "messages per second of all clients together (default 5)" },
      seconds: { value: "S", help: "how long to send, 1 to 3600 (default 10)" },
      engine: { help: "clients are the real engine with its cryptography (the default)" },
      raw: { help: "clients speak bare frames: many more fit, and nothing is decrypted" },
      scenario: {
        value: "NAME",
        help:
          "steady (default); rush: all join at once; reconnect: all are cut off at once, in the middle;" +
          " slow: a tenth reads nothing while the others talk; announcement: an organiser announces to" +
          " everybody in the middle (these two need --raw)",
      },
      "token-file": {
        value: "FILE",
        help: "token of an organiser who announces: what organiser add prints",
      },
      capacity: {
        help: "add people until the promise breaks, and say how many this machine holds and why no more",
      },
      report: { value: "FILE", help: "draw the run: FILE ends in .svg or .html" },
      drop: { value: "SHARE", help: 'share of clients cut off once while sending, such as "15%"' },
      "yes-i-run-this-relay": { help: "allow an address that is not this machine" },
      json,
    },
    notes: [
      "A load test is an attack on whoever did not ask for it. Addresses other than this machine's own" +
        " are refused unless you say that the relay is yours to load.",
      "Relays limit how fast one device (1 message a second) and one room (50 a second) may send: refusals" +
        " are counted, and say that the limits work. Progress goes to standard error.",
    ],
    example:
      "festival-chat load --relay http://localhost:3000 --clients 200 --rooms 4 --rate 20 --raw",
  },
} as const satisfies Record<string, CommandSpec>;

export type CommandName = keyof typeof commandTable;

/** Whether `text` names a command. */
export const isCommandName = (text: string): text is CommandName =>
  Object.hasOwn(commandTable, text);
