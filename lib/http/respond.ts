/** Makes a route handler out of an endpoint's contract: who may call, what is read, what goes out, and how it fails. */
import type { z } from "zod";
import { hasKey, identify, requireRole } from "@/lib/auth/actor";
import type { Actor } from "@/lib/auth/actor-type";
import { requestIdOf } from "@/lib/auth/request-id";
import { ENDPOINTS, type Endpoints } from "@/lib/contract";
import type { Endpoint } from "@/lib/contract/endpoint";
import type { RouteName } from "@/lib/contract/routes";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { answerFromCache } from "./answer-cache";
import { API_HEADERS } from "./api-headers";
import { readChanges } from "./changes";
import { entityTag, isKnown } from "./entity-tag";
import { columnsOf } from "./export-columns";
import { exportResponse } from "./export-list";
import { answerOnce } from "./idempotency";
import { CSV, NDJSON, negotiate } from "./negotiate";
import { problemResponse } from "./problem";
import { rateHeaders, takeRequest } from "./rate-limit";
import { parseInput, readBody, readQuery } from "./read-input";
import { Reply } from "./reply";
import { checkSameOrigin } from "./same-origin";
import { traceRequest } from "./trace-request";

type HandlerInput<N extends RouteName> = {
  params: z.output<Endpoints[N]["params"]>;
  query: z.output<Endpoints[N]["query"]>;
  body: z.output<Endpoints[N]["body"]>;
  actor: Actor;
  request: Request;
  now: Date;
};

type Answer<N extends RouteName> = z.input<Endpoints[N]["response"]>;

/** A `Response` is passed on as it is (streams, other media types); a `Reply` has a status or headers of its own. */
export type Handler<N extends RouteName> = (
  input: HandlerInput<N>,
) => Answered<Answer<N>> | Promise<Answered<Answer<N>>>;
type Answered<T> = T | Reply<T> | Response;

type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };
export type RouteHandler = (request: Request, context: RouteContext) => Promise<Response>;

/** The endpoint with its types forgotten: what was checked by its schemas is handed on as the contract says. */
type AnyEndpoint = Omit<Endpoint, "rows"> & {
  rows: ((answer: unknown) => readonly unknown[]) | null;
};
type AnyInput = Omit<HandlerInput<RouteName>, "params" | "query" | "body"> & {
  params: unknown;
  query: unknown;
  body: unknown;
};
type AnyHandler = (input: AnyInput) => unknown;

/** What is known about a request before its handler runs. */
type Call = {
  endpoint: AnyEndpoint;
  handler: AnyHandler;
  request: Request;
  context: RouteContext;
  url: URL;
  mediaType: string;
  actor: Actor;
  now: Date;
};

/** Answers are held against the contract where mistakes are made; in production they cost nothing. */
const isChecked = !env.isProduction;
const STARTED = 202;
const READ_ONLY = new Set(["GET", "HEAD"]);

/** @example export const GET = respond("staleness", ({ query, now }) => viewStaleness({ db, now }, query)); */
export function respond<N extends RouteName>(name: N, handler: Handler<N>): RouteHandler {
  const endpoint = ENDPOINTS[name] as unknown as AnyEndpoint;
  const serve: RouteHandler = async (request, context) => {
    const requestId = requestIdOf(request);
    const headers = new Headers({ ...API_HEADERS, "x-request-id": requestId });
    let actor: Actor | null = null;
    try {
      const now = new Date();
      actor = await identify(request, requestId);
      limitRate(actor, now, headers);
      if (endpoint.role !== "public") requireRole(actor, endpoint.role);
      if (actor.viaCookie) checkSameOrigin(request, env.publicUrl);
      const url = new URL(request.url);
      const mediaType = negotiate(request, url.searchParams.get("format"), offeredBy(endpoint));
      const call = {
        endpoint,
        handler: handler as AnyHandler,
        request,
        context,
        url,
        mediaType,
        actor,
        now,
      };
      return finish(request, await answer(call, headers), headers);
    } catch (error) {
      if (error instanceof AppError && actor !== null) noteRefusal(error, request, actor);
      return finish(request, problemResponse(error, request, requestId), headers);
    }
  };
  return (request, context) => traceRequest(endpoint, request, () => serve(request, context));
}

/** Whoever has no key and no session is merely asked to sign in; everybody else tried what they may not. */
function noteRefusal({ code, message }: AppError, request: Request, actor: Actor) {
  const isStranger = actor.role === null && !hasKey(request);
  if ((code !== "forbidden" && code !== "unauthorized") || isStranger) return;
  log.info("Access refused", {
    request_id: actor.requestId,
    method: request.method,
    path: new URL(request.url).pathname,
    actor: actor.name,
    ip: actor.ip,
    why: message,
  });
}

function limitRate(actor: Actor, now: Date, headers: Headers) {
  if (actor.requestsPerMinute === null) return;
  const verdict = takeRequest(actor.id, actor.requestsPerMinute, now.getTime());
  for (const [name, value] of Object.entries(rateHeaders(actor.requestsPerMinute, verdict)))
    headers.set(name, value);
  if (verdict.allowed) return;
  throw new AppError(
    "rate_limited",
    `More than ${actor.requestsPerMinute} requests a minute. Try again in ${verdict.retryAfterSeconds} s.`,
    { retryAfterSeconds: verdict.retryAfterSeconds },
  );
}

function offeredBy(endpoint: AnyEndpoint): readonly string[] {
  return endpoint.rows === null ? endpoint.produces : [...endpoint.produces, CSV, NDJSON];
}

async function answer(call: Call, headers: Headers): Promise<Response> {
  const { endpoint, request, url, mediaType, actor, now } = call;
  const input = await readInput(call);
  if (!READ_ONLY.has(request.method)) {
    headers.set("cache-control", "no-store");
    const { params, query, body } = input;
    // Kept answers are for what starts work; an answer that holds a secret is never stored.
    if (endpoint.status !== STARTED) return run(call, input);
    return answerOnce(db, request, actor, { params, query, body }, () => run(call, input));
  }
  headers.set("vary", "Accept, Accept-Encoding, Authorization, Cookie, X-API-Key");
  if (mediaType === CSV || mediaType === NDJSON) return exportRows(call, input);
  headers.set("cache-control", "private, no-cache");
  const { reuseSeconds } = endpoint;
  const tag = entityTag({
    url,
    mediaType,
    actor,
    nowMs: now.getTime(),
    reuseSeconds,
    changes: readChanges(),
  });
  if (tag === null) return run(call, input);
  if (isKnown(request, tag)) {
    headers.set("etag", tag);
    return new Response(null, { status: 304 });
  }
  const shelf = endpoint.path.includes("{symbol}") ? "symbol" : "query";
  const response = await answerFromCache({ shelf, tag, nowMs: now.getTime() }, () =>
    run(call, input),
  );
  if (response.ok) headers.set("etag", tag);
  return response;
}

async function readInput({ endpoint, request, context, url, actor, now }: Call): Promise<AnyInput> {
  // Next.js hands a route without [segments] no params at all, whatever its types say.
  const params = (await context?.params) ?? {};
  const query = readQuery(url, endpoint.rows !== null);
  const body = READ_ONLY.has(request.method) ? {} : await readBody(request);
  return {
    params: parseInput(endpoint.params, params, "path"),
    query: parseInput(endpoint.query, query, "query"),
    body: parseInput(endpoint.body, body, "body"),
    actor,
    request,
    now,
  };
}

async function run({ endpoint, handler, url }: Call, input: AnyInput): Promise<Response> {
  const answered = await handler(input);
  if (answered instanceof Response) return answered;
  const reply =
    answered instanceof Reply ? answered : new Reply(answered, { status: endpoint.status });
  const body = isChecked ? endpoint.response.parse(reply.body) : reply.body;
  const headers = new Headers(reply.headers);
  const next = nextCursorOf(body);
  if (next !== null) headers.set("link", `<${nextLink(url, next)}>; rel="next"`);
  return Response.json(body, { status: reply.status, headers });
}

function nextCursorOf(body: unknown): string | null {
  if (typeof body !== "object" || body === null || !("next_cursor" in body)) return null;
  return typeof body.next_cursor === "string" ? body.next_cursor : null;
}

function nextLink(url: URL, cursor: string): string {
  const search = new URLSearchParams(url.searchParams);
  search.set("cursor", cursor);
  return `${url.pathname}?${search}`;
}

/** Every row that matches; an explicit `limit` or `cursor` asks for that one page. */
function exportRows(call: Call, input: AnyInput): Promise<Response> {
  const { endpoint, handler, url, mediaType, now } = call;
  const isOnePage = url.searchParams.has("limit") || url.searchParams.has("cursor");
  const fileName = `${endpoint.name}-${now.toISOString().slice(0, 19).replaceAll(":", "")}`;
  const columns = mediaType === CSV ? columnsOf(endpoint) : [];
  return exportResponse({ mediaType, fileName, columns }, async (cursor) => {
    const query = readQuery(url, true);
    if (!isOnePage) query.limit = String(largestLimit(endpoint));
    if (cursor !== null) query.cursor = cursor;
    const answered = await handler({ ...input, query: parseInput(endpoint.query, query, "query") });
    const body = answered instanceof Reply ? answered.body : answered;
    return { rows: endpoint.rows?.(body) ?? [], nextCursor: isOnePage ? null : nextCursorOf(body) };
  });
}

function largestLimit(endpoint: AnyEndpoint): number {
  const schema = endpoint.query as z.ZodObject<{ limit?: z.ZodType }>;
  const maximum = schema.shape.limit?.meta()?.maximum;
  return typeof maximum === "number" ? maximum : 100;
}

function finish(request: Request, response: Response, headers: Headers): Response {
  for (const [name, value] of headers) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
  if (response.status < 500) {
    log.debug("Answered", {
      request_id: headers.get("x-request-id"),
      method: request.method,
      path: new URL(request.url).pathname,
      status: response.status,
    });
  }
  if (request.method !== "HEAD") return response;
  return new Response(null, { status: response.status, headers: response.headers });
}
