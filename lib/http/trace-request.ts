/** A request as a span: its route, its id, and how it ended. */
import { traced } from "@/lib/tracing";

type Route = { name: string; method: string; path: string };

export function traceRequest(
  route: Route,
  request: Request,
  answer: () => Promise<Response>,
): Promise<Response> {
  const attributes = {
    "http.request.method": request.method,
    "http.route": route.path,
    "candlewatch.endpoint": route.name,
  };
  return traced(`${request.method} ${route.path}`, attributes, async (note) => {
    const response = await answer();
    note({
      "http.response.status_code": response.status,
      "candlewatch.request_id": response.headers.get("x-request-id") ?? "",
    });
    return response;
  });
}
