/**
 * The sockets of a pool are opened here, so that they can be cut. A connection whose other end has vanished without a
 * word (a cable, a firewall, a frozen host) stays open for a quarter of an hour, and every question on it waits.
 */
import { Socket } from "node:net";
import type postgres from "postgres";

/** What postgres.js says about where to; `path` is a Unix socket's. */
type Target = {
  path: string | false | undefined;
  host: readonly string[];
  port: readonly number[];
  fetch_types: boolean;
  shared: { typeArrayMap: object };
};

const OPENED = new WeakMap<object, Set<Socket>>();

/** For the option `socket` of one pool; connections made from the pool's options share it. */
export function createSocketOpener(): (target: Target) => Socket {
  const sockets = new Set<Socket>();
  let turn = 0;
  const open = (target: Target) => {
    const { path, host, port, shared } = target;
    // Known after the first connection. postgres.js asks again on each, and ends the process when that fails.
    if (Object.keys(shared.typeArrayMap).length > 0) target.fetch_types = false;
    for (const old of sockets) if (old.destroyed) sockets.delete(old);
    const socket = new Socket();
    sockets.add(socket);
    if (path) return socket.connect(path);
    const place = turn++ % port.length;
    const server = { host: host[place] ?? "localhost", port: port[place] ?? 5432 };
    // Where postgres.js looks for the name that TLS has to check.
    return Object.assign(socket.connect(server), server);
  };
  OPENED.set(open, sockets);
  return open;
}

/** Cuts every connection of the pool: what waits on them rejects, and the next question opens a new one. */
export function dropConnections(sql: postgres.Sql): void {
  const opener: unknown = Reflect.get(sql.options, "socket");
  const sockets = typeof opener === "function" ? OPENED.get(opener) : undefined;
  for (const socket of sockets ?? []) socket.destroy();
  sockets?.clear();
}
