/** The id that ties a request to its answer and its log lines: the caller's when it is well-formed, else a new one. */
import { randomUUID } from "node:crypto";

const WELL_FORMED = /^[A-Za-z0-9._:-]{8,128}$/;

export function requestIdOf(request: Request): string {
  const given = request.headers.get("x-request-id");
  return given !== null && WELL_FORMED.test(given) ? given : randomUUID();
}
