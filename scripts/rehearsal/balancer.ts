/** A balancer in front of app instances: takes them in turn, and passes over one that can't be connected to. */
import {
  request as connect,
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";

export type Balancer = {
  url: string;
  /** Calls of functions that each instance has answered, by its port. */
  answered: Map<number, number>;
  /** Requests that broke off under way and were answered with 502, as balancers do. */
  broken: () => number;
  close: () => void;
};

export async function startBalancer(port: number, ports: readonly number[]): Promise<Balancer> {
  const answered = new Map<number, number>(ports.map((one) => [one, 0]));
  let turn = 0;
  let broken = 0;
  const server = createServer(async (incoming, outgoing) => {
    const body = await bodyOf(incoming);
    turn += 1;
    for (let tries = 0; tries < ports.length; tries += 1) {
      const to = ports[(turn + tries) % ports.length] ?? 0;
      const result = await pass({ incoming, outgoing, body, to });
      if (result === "refused") continue;
      if (result === "broken") broken += 1;
      else if (incoming.url?.startsWith("/api/inngest")) {
        answered.set(to, (answered.get(to) ?? 0) + 1);
      }
      return;
    }
    outgoing.writeHead(503).end();
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    answered,
    broken: () => broken,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part);
  return Buffer.concat(parts);
}

type Passing = { incoming: IncomingMessage; outgoing: ServerResponse; body: Buffer; to: number };

function pass({
  incoming,
  outgoing,
  body,
  to,
}: Passing): Promise<"answered" | "refused" | "broken"> {
  return new Promise((resolve) => {
    const onward = connect(
      {
        host: "127.0.0.1",
        port: to,
        method: incoming.method,
        path: incoming.url,
        headers: incoming.headers,
        agent: false,
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
        answer.once("end", () => resolve("answered"));
        answer.once("error", () => breakOff());
      },
    );
    const breakOff = () => {
      if (!outgoing.headersSent) outgoing.writeHead(502);
      outgoing.end();
      resolve("broken");
    };
    onward.once("error", (error) => {
      if ("code" in error && error.code === "ECONNREFUSED") resolve("refused");
      else breakOff();
    });
    onward.end(body);
  });
}
