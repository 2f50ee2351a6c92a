/** What an endpoint's description consists of; handlers, OpenAPI, the browser client and tests derive from it. */
import { z } from "zod";
import type { Role } from "@/lib/domain/vocabulary";
import { ROUTES, type RouteName } from "./routes";

const empty = z.object({});

export type Refusal = 403 | 404 | 409 | 422 | 429 | 503;

/** Ages are printed in minutes; ten seconds of reuse are never seen, and a poll every five seconds costs half. */
const DEFAULT_REUSE_SECONDS = 10;

export type Endpoint<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> = {
  name: RouteName;
  method: (typeof ROUTES)[RouteName]["method"];
  path: string;
  summary: string;
  /** Least role that may call it; `public` needs no sign-in. */
  role: Role | "public";
  /** Status of a good answer. */
  status: 200 | 201 | 202;
  /** Statuses of refusal that are peculiar to it; what every endpoint can answer is added by `documentedStatuses`. */
  refusals: readonly Refusal[];
  /** Media types it answers in; the first is the default. */
  produces: readonly string[];
  /** Where the rows of a list are: what CSV and NDJSON exports write, page after page. */
  rows: ((answer: z.output<R>) => readonly unknown[]) | null;
  /** How long an unchanged answer stays true, in seconds; null = until stored data changes, 0 = never reused. */
  reuseSeconds: number | null;
  params: P;
  query: Q;
  body: B;
  response: R;
};

/** Fills in what most endpoints share: no parameters, query or body, status 200, role viewer. */
export function defineEndpoint<
  R extends z.ZodType,
  P extends z.ZodType = typeof empty,
  Q extends z.ZodType = typeof empty,
  B extends z.ZodType = typeof empty,
>(
  name: RouteName,
  options: {
    summary: string;
    response: R;
    params?: P;
    query?: Q;
    body?: B;
    role?: Role | "public";
    status?: 200 | 201 | 202;
    refusals?: readonly Refusal[];
    produces?: readonly string[];
    rows?: (answer: z.output<R>) => readonly unknown[];
    reuseSeconds?: number | null;
  },
): Endpoint<P, Q, B, R> {
  return {
    name,
    method: ROUTES[name].method,
    path: ROUTES[name].path,
    summary: options.summary,
    role: options.role ?? "viewer",
    status: options.status ?? 200,
    refusals: options.refusals ?? [],
    produces: options.produces ?? ["application/json"],
    rows: options.rows ?? null,
    reuseSeconds: options.reuseSeconds === undefined ? DEFAULT_REUSE_SECONDS : options.reuseSeconds,
    params: (options.params ?? empty) as P,
    query: (options.query ?? empty) as Q,
    body: (options.body ?? empty) as B,
    response: options.response,
  };
}
