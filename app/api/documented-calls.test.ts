import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMIN_KEY, type OpenRoutes, openRoutes } from "@/lib/http/testing/open-routes";
import { type ServedRoutes, serveRoutes } from "@/lib/http/testing/serve-routes";

const run = promisify(execFile);
const calls = [
  ...readFileSync("docs/api.md", "utf8").matchAll(/```sh (\d{3})\n([\s\S]*?)```/g),
].map(([, status, command]) => ({ status: Number(status), command: (command ?? "").trim() }));
const hasCurl = await run("curl", ["--version"]).then(
  () => true,
  () => false,
);
/** Prints the status on a line of its own, after the body. */
const CURL = `curl() { command curl --silent --show-error --write-out '\\n%{http_code}' "$@"; }`;

let routes: OpenRoutes;
let server: ServedRoutes;
beforeAll(async () => {
  routes = await openRoutes();
  server = await serveRoutes();
});
afterAll(async () => {
  await server.close();
  await routes.close();
});

test("the document shows ten calls and more", () => {
  expect(calls.length).toBeGreaterThanOrEqual(10);
});

test.skipIf(!hasCurl)(
  "every call of docs/api.md answers as it says (skipped where curl is not installed)",
  async () => {
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      CW: server.url,
      KEY: ADMIN_KEY,
    };
    for (const { status, command } of calls) {
      const { stdout } = await run("bash", ["-c", `${CURL}\n${command}`], { env });
      const cut = stdout.lastIndexOf("\n");
      const body = stdout.slice(0, cut);
      expect(Number(stdout.slice(cut + 1)), `${command}\n${body}`).toBe(status);
      if (!body.startsWith("{")) continue;
      const { token, execution_id: id } = JSON.parse(body) as Record<string, unknown>;
      if (typeof token === "string") env.TOKEN = token;
      if (typeof id === "string") env.EXECUTION_ID = id;
    }
  },
  240_000,
);
