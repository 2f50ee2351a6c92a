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
    const problem = { code: "method_not_allowed", title: "Method not allowed", status: 405 };
    refuse({ request, response, path }, { ...problem, detail }, { allow });
    return true;
  }
  if (isText(path)) return false;
  const detail =
    "The address holds a percent sign that begins no character; allowed: UTF-8, percent-encoded.";
  const problem = { code: "invalid_input", title: "Invalid request", status: 400 };
  refuse({ request, response, path }, { ...problem, detail });
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

/** The caller's where it is well-formed, as lib/auth/request-id.ts has it. */
function requestIdOf(request) {
  const given = request.headers["x-request-id"];
  return /^[A-Za-z0-9._:-]{8,128}$/.test(given ?? "") ? given : randomUUID();
}

/** The shape of every other problem: lib/http/problem.ts. */
function refuse({ request, response, path }, { code, title, status, detail }, headers = {}) {
  const requestId = requestIdOf(request);
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
