/** Answers what a route does not have: 405 with `Allow`, `OPTIONS` with the list, and 404 where no route is. */
import { requestIdOf } from "@/lib/auth/request-id";
import { AppError } from "@/lib/errors";
import { API_HEADERS } from "./api-headers";
import { problemResponse } from "./problem";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
type Method = (typeof METHODS)[number];
type Handler = (request: Request) => Response;

/** Every handler but those of `allowed`; a route destructures the ones it lacks. */
export function allowOnly<A extends Method>(...allowed: A[]): Record<Exclude<Method, A>, Handler> {
  const listed: string[] = allowed.flatMap((method) =>
    method === "GET" ? ["GET", "HEAD"] : [method],
  );
  const allow = [...listed, "OPTIONS"].join(", ");
  const refuse: Handler = (request) => {
    const detail = `${request.method} is not possible here; allowed: ${allow}.`;
    return refusal(request, new AppError("method_not_allowed", detail), { allow });
  };
  const handlers = Object.fromEntries(
    METHODS.filter((method) => !listed.includes(method)).map((method) => [method, refuse]),
  );
  handlers.OPTIONS = () => new Response(null, { status: 204, headers: { ...API_HEADERS, allow } });
  // Exactly the methods that were not listed were just put in.
  return handlers as Record<Exclude<Method, A>, Handler>;
}

/** For addresses under /api that no route has. */
export function nothingHere(request: Request): Response {
  const { pathname } = new URL(request.url);
  const detail = `There is nothing at ${pathname.slice(0, 200)}. /docs lists every address.`;
  return refusal(request, new AppError("not_found", detail), {});
}

function refusal(
  request: Request,
  error: AppError,
  more: Readonly<Record<string, string>>,
): Response {
  const response = problemResponse(error, request, requestIdOf(request));
  for (const [name, value] of Object.entries({ ...API_HEADERS, ...more })) {
    response.headers.set(name, value);
  }
  return response;
}
