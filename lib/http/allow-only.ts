/** Answers the methods a route does not have: 405 with `Allow`, and `OPTIONS` with the list. */

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
    const instance = new URL(request.url).pathname;
    const problem = {
      type: "/docs#error-method",
      title: "Method not allowed",
      status: 405,
      detail: `${request.method} is not possible here; allowed: ${allow}.`,
      instance,
    };
    return new Response(JSON.stringify(problem), {
      status: 405,
      headers: { allow, "content-type": "application/problem+json", "cache-control": "no-store" },
    });
  };
  const handlers = Object.fromEntries(
    METHODS.filter((method) => !listed.includes(method)).map((method) => [method, refuse]),
  );
  handlers.OPTIONS = () => new Response(null, { status: 204, headers: { allow } });
  // Exactly the methods that were not listed were just put in.
  return handlers as Record<Exclude<Method, A>, Handler>;
}
