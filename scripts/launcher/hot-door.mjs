/** Carries a Node request through a `Request → Response | null` handler; null leaves the request to Next's router. */
import createCompression from "next/dist/compiled/compression/index.js";

/** The very middleware that Next puts before its router: both doors compress alike. */
const compress = createCompression();
/** A caller may ask for the ordinary way, to compare the two. */
const DOOR = "x-candlewatch-door";

/**
 * @param {(request: Request) => Promise<Response | null>} hot
 * @param {import("node:http").IncomingMessage} incoming
 * @param {import("node:http").ServerResponse} outgoing
 * @param {() => void} pass what to do when the hot door does not know the request
 */
export async function answerThrough(hot, incoming, outgoing, pass) {
  const response = await ask(hot, incoming);
  if (response === null) {
    pass();
    return;
  }
  // It says in every answer that the encoding matters, whether or not the caller takes one.
  await new Promise((done) => compress(incoming, outgoing, done));
  const headers = headersOf(response);
  // Next's router passes no length on: short answers are compressed as well.
  if (incoming.headers["accept-encoding"] !== undefined) delete headers["content-length"];
  outgoing.writeHead(response.status, headers);
  if (response.body === null || incoming.method === "HEAD") outgoing.end();
  // A body of known length is whole in memory already.
  else if (response.headers.has("content-length"))
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  else await sendBody(response.body, outgoing);
}

async function ask(hot, incoming) {
  if (incoming.headers[DOOR] === "router") return null;
  try {
    return await hot(toRequest(incoming));
  } catch (error) {
    console.error("The hot door failed:", error);
    return null;
  }
}

function toRequest(incoming) {
  const { host = "localhost" } = incoming.headers;
  const headers = new Headers();
  for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
    headers.append(incoming.rawHeaders[index], incoming.rawHeaders[index + 1]);
  }
  return new Request(`http://${host}${incoming.url}`, { method: incoming.method, headers });
}

function headersOf(response) {
  const headers = {};
  for (const [name, value] of response.headers) headers[name] = value;
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) headers["set-cookie"] = cookies;
  return headers;
}

/** Reads no faster than the caller takes it; a caller that went away ends the reading. */
async function sendBody(body, outgoing) {
  const reader = body.getReader();
  outgoing.once("close", () => void reader.cancel().catch(() => undefined));
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (!outgoing.write(value)) await drained(outgoing);
    }
    outgoing.end();
  } catch (error) {
    outgoing.destroy(error);
  }
}

function drained(outgoing) {
  return new Promise((done) => {
    outgoing.once("drain", done).once("close", done);
  });
}
