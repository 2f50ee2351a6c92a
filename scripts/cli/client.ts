/** Calls the API with a key. Paths, bodies and answers are the contract's. */
import { type BodyOf, hrefOf, type QueryOf, type ResponseOf } from "@/lib/client/call";
import { ROUTES, type RouteName } from "@/lib/contract/routes";
import { CliError, EXIT } from "./cli-error";

export type Client = <N extends RouteName>(
  name: N,
  input?: {
    params?: Record<string, string>;
    query?: QueryOf<N>;
    body?: BodyOf<N>;
    idempotencyKey?: string;
  },
) => Promise<ResponseOf<N>>;

export type ClientOptions = { url: string; key: string | undefined; signal: AbortSignal };

/** @throws CliError that says what to do: no server, no access, or why the request was refused */
export function createClient({ url, key, signal }: ClientOptions): Client {
  return async <N extends RouteName>(name: N, input: Parameters<Client>[1] = {}) => {
    const { params = {}, query = {}, body, idempotencyKey } = input;
    const headers: Record<string, string> = { accept: "application/json" };
    if (key !== undefined) headers.authorization = `Bearer ${key}`;
    if (body !== undefined) headers["content-type"] = "application/json";
    if (idempotencyKey !== undefined) headers["idempotency-key"] = idempotencyKey;
    const response = await fetch(new URL(hrefOf(name, { params, query }), url), {
      method: ROUTES[name].method,
      headers,
      signal,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      if (signal.aborted) throw new CliError(EXIT.interrupted, "Interrupted.");
      throw away(url, error);
    });
    const answer: unknown = await response.json().catch(() => null);
    // An unhealthy answer of a probe is an answer.
    const isAnswer = response.ok || (response.status === 503 && !isProblem(answer));
    if (isAnswer && answer !== null) return answer as ResponseOf<N>;
    throw refusal(response, answer, key);
  };
}

type Problem = { title: string; detail: string; request_id?: string };

function isProblem(answer: unknown): answer is Problem {
  return typeof answer === "object" && answer !== null && "title" in answer && "detail" in answer;
}

function away(url: string, error: unknown): CliError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : "";
  return new CliError(
    EXIT.away,
    `Candlewatch does not answer at ${url}${cause === "" ? "" : ` (${cause})`}.`,
    "Start it with `npm start`, or name another address with --url or CANDLEWATCH_URL.",
  );
}

function refusal(response: Response, answer: unknown, key: string | undefined): CliError {
  const { status } = response;
  const told = isProblem(answer) ? answer.detail : `The server answered ${status}.`;
  if (response.ok) {
    const advice = "Name Candlewatch's address with --url or CANDLEWATCH_URL.";
    return new CliError(EXIT.away, `What answers at ${response.url} is not Candlewatch.`, advice);
  }
  if (status === 401) {
    const what = key === undefined ? "No key was given." : "The key was refused.";
    const advice =
      "Set CANDLEWATCH_API_KEY to a key from Settings → Access, or CANDLEWATCH_ADMIN_KEY.";
    return new CliError(EXIT.refused, what, advice);
  }
  if (status === 403) return new CliError(EXIT.refused, told, "Use a key of a larger role.");
  if (status === 502 || status === 503 || status === 504) return new CliError(EXIT.away, told);
  const id = isProblem(answer) && answer.request_id ? `Request id ${answer.request_id}.` : null;
  return new CliError(EXIT.rejected, told, status >= 500 ? id : null);
}
