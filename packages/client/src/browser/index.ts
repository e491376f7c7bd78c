/** The door for pages. */
export type { Config, ConfigProblem } from "../config.ts";
export type { EarlySocket } from "../link/early-socket.ts";
export { type BrowserClientOptions, createBrowserClient } from "./create-browser-client.ts";
export { type BrowserHost, readBrowserHost } from "./host.ts";
export {
  createPageDoctor,
  type PageCheckName,
  type PageDoctor,
  type PageDoctorHost,
  pageCheckNames,
  readPageDoctorHost,
} from "./page-doctor.ts";
