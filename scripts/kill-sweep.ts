/**
 * Ends an engine's process before and after every commit of a run, resumes it, and compares with an undisturbed run:
 * `node --import ./scripts/typescript.mjs scripts/kill-sweep.ts --database postgres://…` (a server on which databases
 * may be created). Ends with `0 lost, 0 repeated`, or with 1.
 */
import { parseArgs } from "node:util";
import { killOnce, undisturbedRun } from "./kill-sweep/harness";

const { values: options } = parseArgs({
  options: { database: { type: "string" }, every: { type: "string", default: "1" } },
});
const serverUrl = options.database ?? process.env.DATABASE_URL;
if (!serverUrl) {
  console.error("Name a PostgreSQL server: --database postgres://user@host/postgres");
  process.exit(2);
}

const { state, commits } = await undisturbedRun(serverUrl);
console.log(`${commits} commits in an undisturbed run`);
let lost = 0;
let repeated = 0;
for (let killAt = 1; killAt <= commits; killAt += Number(options.every)) {
  for (const killWhen of ["before", "after"] as const) {
    const verdict = await killOnce({ serverUrl, killAt, killWhen, undisturbed: state });
    lost += verdict.lost;
    repeated += verdict.repeated;
    console.log(
      `killed ${killWhen} commit ${killAt}: ${verdict.lost} lost, ${verdict.repeated} repeated`,
    );
  }
}
console.log(`${lost} lost, ${repeated} repeated`);
process.exit(lost + repeated === 0 ? 0 : 1);
