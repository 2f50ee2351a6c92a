/**
 * Runs the conformance cases against any Inngest server that can reach this machine:
 * `npm run conformance -- --server http://127.0.0.1:8288 [--only name] [--port 3999] [--together 8]`.
 * Prints one line per case as Markdown; ends with 1 when a case fails.
 */
import { createServer } from "node:http";
import { parseArgs } from "node:util";
import { serve } from "inngest/node";
import type { Case } from "@/inngest/conformance/kit";
import { createSession } from "@/inngest/conformance/session";
import { CASES, SLOW_CASES } from "@/inngest/conformance/suite";

const { values: options } = parseArgs({
  options: {
    server: { type: "string" },
    only: { type: "string" },
    port: { type: "string", default: "3999" },
    together: { type: "string", default: "8" },
  },
});

if (!options.server) {
  console.error("Name the server: npm run conformance -- --server http://127.0.0.1:8288");
  process.exit(2);
}

const { only, port, server } = options;
const asked = only?.split(",");
const cases = [...CASES, ...SLOW_CASES].filter(
  ({ name }) => !asked || asked.some((part) => name.includes(part)),
);
const session = createSession({
  cases,
  appId: "conformance",
  nonce: Date.now().toString(36),
  baseUrl: server,
});

const path = "/api/inngest";
const address = `http://127.0.0.1:${port}${path}`;
const http = createServer(
  serve({
    client: session.client,
    functions: session.functions,
    servePath: path,
    serveOrigin: `http://127.0.0.1:${port}`,
  }),
);
await new Promise<void>((resolve) => http.listen(Number(port), "127.0.0.1", resolve));

const synced = await fetch(address, { method: "PUT" });
if (!synced.ok) {
  console.error(`${server} refused the functions: ${await synced.text()}`);
  process.exit(1);
}
// The server takes up new functions in the background.
await new Promise((resolve) => setTimeout(resolve, 3_000));

type Result = { name: string; title: string; problem: string | null; ms: number };

async function runCase(one: Case): Promise<Result> {
  const { name, title } = one;
  const begunMs = performance.now();
  const kit = session.kits.get(name);
  try {
    if (!kit) throw new Error("no kit");
    await one.check(kit);
    return { name, title, problem: null, ms: performance.now() - begunMs };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { name, title, problem, ms: performance.now() - begunMs };
  }
}

const results: Result[] = [];
const light = cases.filter(({ heavy }) => !heavy);
const lanes = Array.from({ length: Number(options.together) }, async () => {
  for (let one = light.shift(); one; one = light.shift()) results.push(await runCase(one));
});
await Promise.all(lanes);
for (const one of cases.filter(({ heavy }) => heavy)) results.push(await runCase(one));
console.log(`| case | ${server} | s |\n| --- | --- | --- |`);
for (const { name, problem, ms } of results) {
  const verdict = problem === null ? "as expected" : problem.replaceAll(/\s+/g, " ").slice(0, 200);
  console.log(`| ${name} | ${verdict} | ${(ms / 1_000).toFixed(1)} |`);
}
const failed = results.filter(({ problem }) => problem !== null).length;
console.log(`\n${results.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
