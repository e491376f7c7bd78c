/** A relay in a process of its own, so that it can be killed like a real one. Tells its port over IPC. */
import { parseConfig, startServer } from "@festival-chat/relay";

const endless = { perSecond: 1e6, burst: 1e6 };

const config = parseConfig(process.env);
if (!config.ok) throw new Error(config.error.join("\n"));
const server = await startServer(config.value, {
  // Five phones stand for a crowd and come back many times a second, all from one address.
  limits: {
    publish: endless,
    publishBytes: endless,
    roomPublish: endless,
    heal: endless,
    have: endless,
    history: endless,
    handshakes: endless,
    handshakesPerIp: endless,
    linksPerDevice: 1_000,
  },
});
process.on("disconnect", () => process.exit(0));
process.send?.({ port: server.port });
