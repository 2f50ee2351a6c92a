/** Notes on a request where it came from, in the one header that lib/auth/client-address believes. */

const HEADER = "x-candlewatch-client";
const trustsProxy = process.env.TRUST_PROXY === "1";

/**
 * Overwrites whatever a caller wrote there. Behind a trusted proxy it is the last address that proxy appended.
 *
 * @param {import("node:http").IncomingMessage} request
 */
export function noteClientAddress(request) {
  const forwarded = trustsProxy ? lastForwarded(request) : undefined;
  const address = forwarded ?? request.socket.remoteAddress ?? "";
  request.headers[HEADER] = address;
  // Handlers behind the hot door read the raw list.
  for (let index = request.rawHeaders.length - 2; index >= 0; index -= 2) {
    if (request.rawHeaders[index].toLowerCase() === HEADER) request.rawHeaders.splice(index, 2);
  }
  request.rawHeaders.push(HEADER, address);
}

function lastForwarded(request) {
  const list = request.headers["x-forwarded-for"];
  return list?.split(",").at(-1)?.trim();
}
