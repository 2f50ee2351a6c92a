/** A way to PostgreSQL that can go silent: connections stay open, and nothing comes through any more. */
import { createConnection, createServer, type Socket } from "node:net";
import { join } from "node:path";

export type SilentProxy = {
  url: string;
  /** Everything open now hangs from here on; new connections work. */
  silence: () => void;
  close: () => void;
};

export async function startSilentProxy(databaseUrl: string): Promise<SilentProxy> {
  const address = new URL(databaseUrl);
  const directory = address.searchParams.get("host");
  const port = Number(address.port || 5432);
  const connect = () =>
    directory === null
      ? createConnection({ host: address.hostname, port })
      : createConnection({ path: join(directory, `.s.PGSQL.${port}`) });
  const pairs = new Set<[Socket, Socket]>();
  const server = createServer((near) => {
    const far = connect();
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    near.on("data", (chunk) => far.write(chunk));
    far.on("data", (chunk) => near.write(chunk));
    near.on("error", () => undefined).on("close", () => far.destroy());
    far.on("error", () => undefined).on("close", () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("The proxy has no port.");
  address.searchParams.delete("host");
  address.hostname = "127.0.0.1";
  address.port = String(bound.port);
  return {
    url: address.toString(),
    silence: () => {
      for (const socket of [...pairs].flat()) {
        // The far end is not told either when the near one gives up: as with a cable that was pulled.
        socket.removeAllListeners("data").removeAllListeners("close").pause();
      }
    },
    close: () => {
      for (const socket of [...pairs].flat()) socket.destroy();
      server.close();
    },
  };
}
