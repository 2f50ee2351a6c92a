/** One address for several instances: passes each connection on to the next one that answers. */
import { createConnection, createServer, type Socket } from "node:net";

export async function startBalancer(
  ports: readonly number[],
): Promise<{ url: string; close: () => void }> {
  const open = new Set<Socket>();
  let turn = 0;
  const server = createServer({ pauseOnConnect: true }, (near) => {
    open.add(near);
    near.on("error", () => undefined).on("close", () => open.delete(near));
    const tryNext = (triesLeft: number) => {
      const port = ports[turn++ % ports.length] ?? 0;
      const far = createConnection({ host: "127.0.0.1", port });
      open.add(far);
      far.once("connect", () => {
        far.on("close", () => near.destroy());
        near.on("close", () => far.destroy());
        near.pipe(far).pipe(near);
      });
      far.on("error", () => {
        if (far.connecting || far.bytesRead + far.bytesWritten === 0) {
          if (triesLeft > 0) return tryNext(triesLeft - 1);
        }
        near.destroy();
      });
    };
    tryNext(ports.length - 1);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The balancer has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
