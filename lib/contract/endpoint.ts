/** What an endpoint's description consists of; handlers, OpenAPI, the browser client and tests derive from it. */
import { z } from "zod";
import type { Role } from "@/lib/domain/vocabulary";
import { ROUTES, type RouteName } from "./routes";

const empty = z.object({});

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
  },
): Endpoint<P, Q, B, R> {
  return {
    name,
    method: ROUTES[name].method,
    path: ROUTES[name].path,
    summary: options.summary,
    role: options.role ?? "viewer",
    status: options.status ?? 200,
    params: (options.params ?? empty) as P,
    query: (options.query ?? empty) as Q,
    body: (options.body ?? empty) as B,
    response: options.response,
  };
}
