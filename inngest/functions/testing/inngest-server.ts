/** A self-hosted Inngest server on loopback, with keys of its own. */
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { findFreePort } from "@/scripts/launcher/ports";

type InngestServer = {
  url: string;
  /** What makes an app use it. */
  env: Record<string, string>;
  stop: () => Promise<void>;
};

const EVENT_KEY = "0123456789abcdef";
const SIGNING_KEY = "0123456789abcdef0123456789abcdef";
const PATIENCE_MS = 60_000;

/** @param postgresUri where it keeps its configuration and history; a file in the directory when absent */
export async function startInngestServer(
  binary: string,
  directory: string,
  postgresUri?: string,
): Promise<InngestServer> {
  mkdirSync(directory, { recursive: true });
  const port = await findFreePort();
  const others = [await findFreePort(), await findFreePort(), await findFreePort()];
  const [gateway, gatewayGrpc, executorGrpc] = others.map(String);
  const flags: Record<string, string | undefined> = {
    "--host": "127.0.0.1",
    "--port": String(port),
    "--event-key": EVENT_KEY,
    "--signing-key": SIGNING_KEY,
    ...(postgresUri === undefined
      ? { "--sqlite-dir": directory }
      : { "--postgres-uri": postgresUri }),
    "--connect-gateway-port": gateway,
    "--connect-gateway-grpc-port": gatewayGrpc,
    "--connect-executor-grpc-port": executorGrpc,
    "--log-level": "error",
  };
  const words = Object.entries(flags).flatMap(([name, value]) => [name, value ?? ""]);
  const child = spawn(binary, ["start", ...words, "--no-ui"], {
    cwd: directory,
    env: { ...process.env, DO_NOT_TRACK: "1" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  const giveUpAt = Date.now() + PATIENCE_MS;
  while (!(await answers(`${url}/health`))) {
    if (Date.now() > giveUpAt) throw new Error("The Inngest server does not answer.");
    await sleep(100);
  }
  return {
    url,
    env: {
      INNGEST_BASE_URL: url,
      INNGEST_EVENT_KEY: EVENT_KEY,
      INNGEST_SIGNING_KEY: SIGNING_KEY,
    },
    stop: async () => {
      child.kill("SIGTERM");
      await Promise.race([exited, sleep(5_000)]);
      child.kill("SIGKILL");
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
