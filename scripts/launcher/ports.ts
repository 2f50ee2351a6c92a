/** Ports: whether one is free, which one is free, and whether somebody answers on it. */
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { StopError } from "./stop-error.mjs";

/** @throws StopError naming HOST or PORT when the address can't be listened on */
export async function requireFreePort(host: string, port: number): Promise<void> {
  try {
    await tryListen(host, port);
  } catch (error) {
    throw explainListenProblem(error, host, port) ?? error;
  }
}

function explainListenProblem(error: unknown, host: string, port: number): StopError | null {
  const code = error instanceof Error && "code" in error ? error.code : "";
  if (code === "EADDRINUSE") {
    return new StopError(
      `PORT ${port} on ${host} is taken by another program.`,
      `Stop it, or choose another port: PORT=${port + 1} npm start.`,
    );
  }
  if (code === "EACCES") {
    return new StopError(`PORT ${port} may not be used by this user.`, "Choose one above 1023.");
  }
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return new StopError(
      `HOST "${host}" is not an address of this machine.`,
      "Allowed are its own addresses, 127.0.0.1 and 0.0.0.0.",
    );
  }
  return null;
}

/** A port nobody listens on at this moment. */
export function findFreePort(): Promise<number> {
  return tryListen("127.0.0.1", 0);
}

function tryListen(host: string, port: number): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer().once("error", failed);
    probe.listen({ host, port, exclusive: true }, () => {
      const address = probe.address();
      const found = typeof address === "object" && address !== null ? address.port : port;
      probe.close(() => done(found));
    });
  });
}

/** Resolves once somebody accepts connections there; false when `until` is aborted before. */
export async function waitForListener(port: number, until: AbortSignal): Promise<boolean> {
  while (!until.aborted) {
    if (await answers(port)) return true;
    await sleep(25);
  }
  return false;
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host: "127.0.0.1", port });
    const finish = (isOpen: boolean) => {
      socket.destroy();
      done(isOpen);
    };
    socket.once("connect", () => finish(true)).once("error", () => finish(false));
  });
}
