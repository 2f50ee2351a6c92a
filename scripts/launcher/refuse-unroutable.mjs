/** Answers what Next's router can't: addresses that are no text, and methods that nobody offers. */
import { randomUUID } from "node:crypto";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @returns {boolean} whether it was answered
 */
export function refuseUnroutable(request, response) {
  const { method = "GET", url = "/" } = request;
  const [path = "/"] = url.split("?");
  if (!METHODS.includes(method)) {
    const allow = METHODS.join(", ");
    const detail = `${method.slice(0, 20)} is not possible here; allowed: ${allow}.`;
    refuse(
      response,
      { code: "method_not_allowed", title: "Method not allowed", status: 405 },
      path,
      detail,
      { allow },
    );
    return true;
  }
  if (isText(path)) return false;
  const detail =
    "The address holds a percent sign that begins no character; allowed: UTF-8, percent-encoded.";
  refuse(
    response,
    { code: "invalid_input", title: "Invalid request", status: 400 },
    path,
    detail,
    {},
  );
  return true;
}

function isText(path) {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** The shape of every other problem: lib/http/problem.ts. */
function refuse(response, { code, title, status }, path, detail, headers) {
  const requestId = randomUUID();
  response.writeHead(status, {
    ...headers,
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-request-id": requestId,
  });
  const problem = {
    type: `/docs#error-${code}`,
    title,
    status,
    detail,
    instance: path.slice(0, 200),
    code,
    request_id: requestId,
    ...(code === "invalid_input" && { errors: [{ path: "path", message: detail }] }),
  };
  response.end(JSON.stringify(problem));
}
