/** A minimal Socket.IO room server, set up as its manual recommends for many connections. */
import { createServer } from "node:http";
import { Server } from "socket.io";
import { listenForBench } from "./listen-for-bench.ts";

const http = createServer();
const io = new Server(http, {
  transports: ["websocket"],
  serveClient: false,
  perMessageDeflate: false,
  httpCompression: false,
  pingTimeout: 60_000,
});

io.on("connection", (socket) => {
  socket.on("join", (room: string) => {
    void socket.join(room);
    socket.emit("joined", room);
  });
  socket.on("text", (room: string, text: string) => {
    io.to(room).emit("text", { room, from: socket.id, text });
  });
});
io.engine.on("connection", (connection: { request: unknown }) => {
  // Frees the upgrade request.
  connection.request = null;
});

listenForBench(http);
