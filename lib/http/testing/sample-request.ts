/** A request that fits an endpoint's contract, made from its own schemas. */
import { z } from "zod";
import { exampleOf } from "@/lib/http/example-of";

type Described = {
  method: string;
  path: string;
  params: z.ZodType;
  query: z.ZodType;
  body: z.ZodType;
};
type Values = Record<string, unknown>;

export type SampleRequest = {
  params: Values;
  query: Values;
  path: string;
  body: Values | undefined;
};

export function inputSchema(schema: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(schema, { io: "input", reused: "inline", unrepresentable: "any" });
}

/** Only what is required: optional parts would contradict each other. */
export function sampleRequest(endpoint: Described): SampleRequest {
  const params = requiredOf(inputSchema(endpoint.params));
  const query = requiredOf(inputSchema(endpoint.query));
  const body = endpoint.method === "GET" ? undefined : requiredOf(inputSchema(endpoint.body));
  return { params, query, path: pathOf(endpoint.path, params, query), body };
}

export function pathOf(template: string, params: Values, query: Values): string {
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) search.set(name, String(value));
  return search.size === 0 ? path : `${path}?${search}`;
}

function requiredOf(schema: Record<string, unknown>): Values {
  const { properties, required } = schema as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.fromEntries((required ?? []).map((name) => [name, exampleOf(properties?.[name])]));
}
