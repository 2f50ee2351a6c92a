/** Calls an endpoint of the contract from the browser; types come from the contract, no schema is shipped. */
import type { z } from "zod";
import type { Endpoints } from "@/lib/contract";
import { ROUTES, type RouteName } from "@/lib/contract/routes";

export type ParamsOf<N extends RouteName> = z.input<Endpoints[N]["params"]>;
export type QueryOf<N extends RouteName> = z.input<Endpoints[N]["query"]>;
export type BodyOf<N extends RouteName> = z.input<Endpoints[N]["body"]>;
export type ResponseOf<N extends RouteName> = z.output<Endpoints[N]["response"]>;

/** A problem+json answer, or no answer at all (status 0). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly title: string;
  readonly requestId: string | null;
  readonly fields: readonly { path: string; message: string }[];

  constructor(
    status: number,
    title: string,
    detail: string,
    requestId: string | null,
    fields: readonly { path: string; message: string }[] = [],
  ) {
    super(detail);
    this.name = "ApiProblem";
    this.status = status;
    this.title = title;
    this.requestId = requestId;
    this.fields = fields;
  }
}

type CallInput = {
  params?: Record<string, string | number>;
  query?: Record<string, unknown>;
  body?: unknown;
  idempotencyKey?: string;
  signal?: AbortSignal;
};

/** Path with its `{names}` filled in and the query string added; undefined values and empty lists are left out. */
export function hrefOf(name: RouteName, { params = {}, query = {} }: CallInput = {}): string {
  const path = ROUTES[name].path.replace(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(String(params[key] ?? "")),
  );
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === "") continue;
    if (Array.isArray(value)) {
      if (value.length > 0) search.set(key, value.join(","));
    } else search.set(key, String(value));
  }
  const text = search.toString();
  return text === "" ? path : `${path}?${text}`;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const requestId = response.headers.get("x-request-id");
  try {
    const body = (await response.json()) as {
      title?: string;
      detail?: string;
      errors?: { path: string; message: string }[];
    };
    return new ApiProblem(
      response.status,
      body.title ?? response.statusText,
      body.detail ?? "",
      requestId,
      body.errors,
    );
  } catch {
    return new ApiProblem(
      response.status,
      response.statusText,
      "The answer was not JSON.",
      requestId,
    );
  }
}

/** @throws ApiProblem for every answer that is not 2xx, and with status 0 when the network fails. */
export async function call<N extends RouteName>(
  name: N,
  input: CallInput = {},
): Promise<ResponseOf<N>> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (input.body !== undefined) headers["content-type"] = "application/json";
  if (input.idempotencyKey !== undefined) headers["idempotency-key"] = input.idempotencyKey;
  let response: Response;
  try {
    response = await fetch(hrefOf(name, input), {
      method: ROUTES[name].method,
      headers,
      credentials: "same-origin",
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      ...(input.signal === undefined ? {} : { signal: input.signal }),
    });
  } catch (error) {
    if (input.signal?.aborted) throw error;
    throw new ApiProblem(0, "No answer", "The server could not be reached.", null);
  }
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as ResponseOf<N>;
}
