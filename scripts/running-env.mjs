/** Preloaded by commands that talk to a running Candlewatch: what is not set is taken from `.env`, then from the launcher. */
import { existsSync } from "node:fs";
import { readRunning } from "./launcher/running-file.mjs";

if (existsSync(".env")) process.loadEnvFile(".env");
for (const [name, value] of Object.entries(readRunning(process.env.DATA_DIR || ".data") ?? {})) {
  process.env[name] ||= value;
}
