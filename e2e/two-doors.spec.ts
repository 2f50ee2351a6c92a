/** The hot endpoints have two doors, ahead of Next's router and behind it; nobody may tell one from the other. */
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { gunzipSync } from "node:zlib";
import { expect, test } from "./fixtures";

const PATHS = [
  "/api/v1/admin/scheduler-health",
  "/api/v1/admin/scheduler/execution-history?limit=5",
  "/api/v1/admin/features/staleness",
  "/api/v1/admin/features/staleness?status=nonsense",
  // One symbol, computed in one go: of a whole board some age changes with every few milliseconds.
  "/api/v1/admin/features/staleness?symbol=AAPL&format=csv",
  "/api/v1/historical/AAPL",
  "/api/v1/historical/AAPL?timeframe=5m&limit=3",
  "/api/v1/historical/AAPL?limit=0",
  "/api/v1/historical/NOSUCH",
  "/api/v1/historical/BTC%2FUSD",
  "/api/v1/historical/AAPL/",
  "/api/v1/historical/%E0%A4%A",
  "/api/v1/features/quant/AAPL?limit=2",
];

type Answer = { status: number; headers: IncomingHttpHeaders; body: string };
type Ask = { method?: string; headers?: Record<string, string> };

/** By hand: an HTTP library would undo compression and hide headers. */
function ask(path: string, { method = "GET", headers = {} }: Ask): Promise<Answer> {
  return new Promise((done, failed) => {
    const url = `${process.env.E2E_BASE_URL}${path}`;
    const call = httpRequest(url, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const sent = Buffer.concat(chunks);
        const isPacked = response.headers["content-encoding"] === "gzip" && sent.length > 0;
        done({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: (isPacked ? gunzipSync(sent) : sent).toString(),
        });
      });
    });
    call.once("error", failed).end();
  });
}

/** What may differ between two calls through one and the same door as well. */
const CLOCK = /"(timestamp|request_id)":"[^"]*"/g;
const PER_CALL = ["date", "ratelimit", "keep-alive", "connection", "content-disposition"];
/** How the bytes are cut into pieces, which HTTP leaves to each server. */
const FRAMING = ["content-length", "transfer-encoding"];

function comparable({ status, headers, body }: Answer) {
  const kept = Object.entries(headers)
    .filter(([name]) => !PER_CALL.includes(name) && !FRAMING.includes(name))
    .map(([name, value]) => [name, name === "vary" ? varyOf(String(value)) : value]);
  return { status, headers: Object.fromEntries(kept), body: body.replace(CLOCK, "") };
}

/** Next adds the names of its own page requests; the order means nothing. */
function varyOf(value: string): string[] {
  const names = value.split(",").map((name) => name.trim().toLowerCase());
  return names.filter((name) => !/^(rsc|next-)/.test(name)).sort();
}

async function bothDoors(path: string, { method, headers = {} }: Ask) {
  const fixed = { "x-request-id": "two-doors-0001", ...headers };
  const options = (extra: Record<string, string>) => ({
    ...(method === undefined ? {} : { method }),
    headers: { ...fixed, ...extra },
  });
  const router = await ask(path, options({ "x-candlewatch-door": "router" }));
  const hot = await ask(path, options({}));
  return { router: comparable(router), hot: comparable(hot) };
}

const bearer = () => ({ authorization: `Bearer ${process.env.E2E_ADMIN_KEY}` });
const CALLERS: [name: string, ask: () => Ask][] = [
  ["an admin", () => ({ headers: bearer() })],
  ["an admin who takes gzip", () => ({ headers: { ...bearer(), "accept-encoding": "gzip" } })],
  ["an admin asking for the headers", () => ({ method: "HEAD", headers: bearer() })],
  ["a caller of an odd media type", () => ({ headers: { ...bearer(), accept: "image/png" } })],
  ["a stranger", () => ({})],
  ["a wrong key", () => ({ headers: { authorization: "Bearer cw_wrong" } })],
];

for (const [name, asked] of CALLERS) {
  test(`both doors give ${name} the same answer`, async () => {
    for (const path of PATHS) {
      // Ages are counted in seconds: one may pass between the two doors.
      await expect(async () => {
        const { router, hot } = await bothDoors(path, asked());
        expect(hot, path).toEqual(router);
      }).toPass({ timeout: 10_000 });
    }
  });
}

test("an answer got at one door is known at the other", async () => {
  const path = "/api/v1/historical/AAPL";
  const first = await ask(path, { headers: bearer() });
  const known = { ...bearer(), "if-none-match": String(first.headers.etag) };

  const { router, hot } = await bothDoors(path, { headers: known });

  expect(hot.status).toBe(304);
  expect(hot).toEqual(router);
});
