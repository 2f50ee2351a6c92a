/** `npm run simulator`: the simulated vendor on its own, set by the SIMULATOR_* variables. */
import { parseArgs } from "node:util";
import { loadCalendarOverrides } from "@/lib/config/calendar-overrides";
import { parseEnv } from "@/lib/config/env-schema";
import { createCalendar } from "@/lib/domain/calendar";
import { AppError } from "@/lib/errors";
import { DEFAULT_COUNTS, DEMO_FAULTS, FAULTS } from "@/lib/provider/simulator/fault-catalogue";
import { startSimulator } from "@/lib/provider/simulator/server";
import { reportAndExit } from "./report-and-exit";

const DEFAULT_PORT = 3100;

const HELP = `Plays the market-data vendor over HTTP, on 127.0.0.1.

  npm run simulator -- [--port N] [--faults LIST]

  --port N         where to listen; 0 takes any free port (default ${DEFAULT_PORT})
  --faults LIST    instead of SIMULATOR_FAULTS
  --help           this text

Variables: SIMULATOR_SEED, SIMULATOR_NOW, SIMULATOR_LATENCY_MS, SIMULATOR_REQUESTS_PER_MINUTE,
SIMULATOR_REPLAY_DIR, SIMULATOR_FAULTS.

Faults are written name, name:SYMBOL or name:SYMBOL:N (the first N requests of the symbol), comma-separated.
While it runs: curl -d '{"faults":"html_502:AAPL:3"}' http://127.0.0.1:${DEFAULT_PORT}/simulator/faults

${faultList()}

  ${"demo".padEnd(28)}${DEMO_FAULTS.join(", ")}`;

function faultList(): string {
  const counts: Record<string, number | undefined> = DEFAULT_COUNTS;
  return Object.entries(FAULTS)
    .map(([name, sentence]) => {
      const count = counts[name];
      return `  ${name.padEnd(28)}${sentence}${count === undefined ? "" : ` (N = ${count})`}`;
    })
    .join("\n");
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: "string" }, faults: { type: "string" }, help: { type: "boolean" } },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const port = Number(values.port ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new AppError("invalid_input", `--port is "${values.port}"; allowed: 0 to 65535.`);
  }
  const env = parseEnv(process.env);
  const fixedNow = env.simulatorNow;
  const simulator = await startSimulator({
    port,
    seed: env.simulatorSeed,
    latencyMs: env.simulatorLatencyMs,
    requestsPerMinute: env.simulatorRequestsPerMinute,
    faults: values.faults ?? env.simulatorFaults.join(","),
    exchange: createCalendar(loadCalendarOverrides()),
    ...(fixedNow === undefined ? {} : { now: () => fixedNow.getTime() }),
    ...(env.simulatorReplayDir === undefined ? {} : { replayDir: env.simulatorReplayDir }),
  }).catch((error: unknown) => {
    throw explain(error, port);
  });
  const market = env.simulatorReplayDir ?? `made-up market, seed ${env.simulatorSeed}`;
  process.send?.("ready");
  console.log(`Simulated vendor at ${simulator.url} (${market})`);

  const stop = () => {
    simulator.close().then(() => process.exit(0), reportAndExit);
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

function explain(error: unknown, port: number): unknown {
  if (!(error instanceof Error)) return error;
  if ("code" in error && error.code === "EADDRINUSE") {
    return new AppError("conflict", `Port ${port} is taken; choose another with --port.`, {
      cause: error,
    });
  }
  return new AppError("invalid_input", `The simulator can't start: ${error.message}.`, {
    cause: error,
  });
}

await run().catch(reportAndExit);
