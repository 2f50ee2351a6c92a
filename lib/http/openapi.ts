/** The contract as an OpenAPI 3.1 document: every endpoint, with examples and every error it can answer. */
import { z } from "zod";
import { ENDPOINTS } from "@/lib/contract";
import type { Endpoint } from "@/lib/contract/endpoint";
import { documentedStatuses } from "./documented-statuses";
import { exampleOf } from "./example-of";
import { CSV, NDJSON } from "./negotiate";

type Json = Record<string, unknown>;
type AnyEndpoint = Omit<Endpoint, "rows"> & { rows: unknown };

const TAGS: readonly { name: string; description: string; starts: readonly string[] }[] = [
  {
    name: "Health",
    description: "Is the monitor well, and what do pages show about it.",
    starts: ["/api/v1/admin/scheduler-health", "/api/v1/admin/frame", "/api/v1/admin/overview"],
  },
  {
    name: "Freshness",
    description: "What is fresh, what is not, and why.",
    starts: ["/api/v1/admin/features", "/api/v1/admin/coverage", "/api/v1/admin/freshness-history"],
  },
  {
    name: "Work",
    description: "Executions: what ran, starting work and stopping it.",
    starts: ["/api/v1/admin/scheduler", "/api/v1/admin/backfill", "/api/v1/admin/engine"],
  },
  {
    name: "Failures and alerts",
    description: "What went wrong and who is on it.",
    starts: ["/api/v1/admin/failures", "/api/v1/admin/alert"],
  },
  {
    name: "Symbols",
    description: "What is tracked.",
    starts: ["/api/v1/admin/symbols"],
  },
  {
    name: "Data",
    description: "Stored bars and features.",
    starts: ["/api/v1/historical", "/api/v1/features"],
  },
  {
    name: "Access",
    description: "Signing in, users, sessions, keys, audit.",
    starts: [
      "/api/auth",
      "/api/v1/admin/users",
      "/api/v1/admin/sessions",
      "/api/v1/admin/api-keys",
      "/api/v1/admin/audit-log",
    ],
  },
  {
    name: "Notices",
    description: "Signed webhooks and e-mail.",
    starts: ["/api/v1/admin/channels", "/api/v1/admin/deliveries"],
  },
];
const MACHINES = { name: "Machines", description: "Probes, metrics, badge and this document." };
const SETTINGS = { name: "Settings", description: "Policy and configuration." };

const REFUSALS: Record<number, string> = {
  304: "Nothing has changed since the answer with this ETag.",
  400: "The request does not fit the contract; `errors` names each field and what it allows.",
  401: "Nobody is signed in, or the key is unknown, revoked or expired.",
  403: "The caller's role is too small, or a browser's change comes from another site.",
  404: "There is no such thing.",
  406: "Nothing on offer fits `Accept`.",
  409: "Not possible in the present state; `detail` says what changed or stands in the way.",
  413: "The body is too large.",
  415: "The body is not application/json.",
  422: "The Idempotency-Key was used for another request.",
  429: "Too many requests; `Retry-After` says when to come back.",
  500: "Our fault. `request_id` finds it in the log.",
  503: "The database, or what else is needed, cannot be reached; `Retry-After` says when to come back.",
};

export function openApiDocument(server: string, version: string): Json {
  const paths: Record<string, Json> = {};
  const used = new Set<string>();
  for (const endpoint of Object.values(ENDPOINTS) as unknown as AnyEndpoint[]) {
    const tag = tagOf(endpoint.path);
    used.add(tag);
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: operation(endpoint, tag),
    };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Candlewatch",
      version,
      summary: "Whether the market data can be trusted right now, and what to press when it can't.",
      description:
        "Timestamps are ISO-8601 UTC with `Z`. Errors are RFC 9457 problem details. Lists have `limit`, an opaque `cursor` and `Link: rel=next`; with `Accept: text/csv` or `application/x-ndjson` they are exported whole.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: server }],
    tags: [...TAGS, SETTINGS, MACHINES]
      .filter(({ name }) => used.has(name))
      .map(({ name, description }) => ({ name, description })),
    security: [{ bearer: [] }, { apiKey: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "An API key." },
        apiKey: { type: "apiKey", in: "header", name: "X-API-Key" },
        session: { type: "apiKey", in: "cookie", name: "candlewatch.session_token" },
      },
      schemas: { Problem: problemSchema },
    },
  };
}

/** The longest matching beginning decides. */
function tagOf(path: string): string {
  const fitting = TAGS.flatMap(({ name, starts }) =>
    starts.filter((start) => path.startsWith(start)).map((start) => ({ name, start })),
  );
  const [best] = fitting.sort((a, b) => b.start.length - a.start.length);
  if (best !== undefined) return best.name;
  return path.startsWith("/api/v1/") ? SETTINGS.name : MACHINES.name;
}

function operation(endpoint: AnyEndpoint, tag: string): Json {
  const { name, method, summary, role, status } = endpoint;
  const starts = status === 202;
  return {
    operationId: name,
    tags: [tag],
    summary,
    description: role === "public" ? "Needs no sign-in." : `Needs the role \`${role}\`.`,
    ...(role === "public" ? { security: [{}] } : {}),
    parameters: [
      ...parametersOf(endpoint.params, "path"),
      ...parametersOf(endpoint.query, "query"),
      ...(endpoint.rows === null ? [] : [formatParameter]),
      ...(starts ? [idempotencyParameter] : []),
    ],
    ...(method === "GET" ? {} : bodyOf(endpoint.body)),
    responses: Object.fromEntries(
      documentedStatuses(endpoint).map((code) => [String(code), responseOf(endpoint, code)]),
    ),
  };
}

function parametersOf(schema: z.ZodType, place: "path" | "query"): Json[] {
  const { properties = {}, required = [] } = jsonSchema(schema, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...shape } = property;
    return {
      name,
      in: place,
      required: place === "path" || required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: shape,
      ...(place === "path" ? { example: exampleOf(shape) } : {}),
    };
  });
}

const formatParameter = {
  name: "format",
  in: "query",
  required: false,
  description: "The same as `Accept`. Without `limit`, CSV and NDJSON hold every row that matches.",
  schema: { type: "string", enum: ["json", "csv", "ndjson"] },
};

const idempotencyParameter = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "The same key and body within 24 hours answer with the first execution.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
  example: "nightly-2026-11-20",
};

function bodyOf(body: z.ZodType): Json {
  const schema = jsonSchema(body, "input") as { properties?: Json; required?: string[] };
  if (Object.keys(schema.properties ?? {}).length === 0) return {};
  const isNeeded = (schema.required ?? []).length > 0;
  return {
    requestBody: {
      required: isNeeded,
      content: { "application/json": { schema, example: exampleOf(schema) } },
    },
  };
}

function responseOf(endpoint: AnyEndpoint, code: number): Json {
  if (code === 304) return { description: REFUSALS[304] };
  const headers = {
    "X-Request-Id": { description: "Finds the request in the log.", schema: { type: "string" } },
  };
  if (code === endpoint.status) {
    return { description: "As asked.", headers, content: goodContent(endpoint) };
  }
  const isProbe = code === 503 && endpoint.refusals.includes(503);
  const problem = {
    "application/problem+json": {
      schema: { $ref: "#/components/schemas/Problem" },
      example: { ...problemExample, status: code, instance: endpoint.path },
    },
  };
  const content = isProbe ? { ...goodContent(endpoint), ...problem } : problem;
  return { description: REFUSALS[code] ?? "Refused.", headers, content };
}

function goodContent({ response, produces, rows }: AnyEndpoint): Json {
  const schema = jsonSchema(response, "output");
  const content: Json = {};
  for (const type of produces) {
    content[type] =
      type === "application/json"
        ? { schema, example: exampleOf(schema) }
        : { schema: { type: "string" } };
  }
  if (rows !== null) {
    content[CSV] = { schema: { type: "string" } };
    content[NDJSON] = { schema: { type: "string" } };
  }
  return content;
}

/** Inlined: zod's `$defs` would be looked for in the whole document. */
function jsonSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...inlined } = z.toJSONSchema(schema, {
    io,
    reused: "inline",
    unrepresentable: "any",
  });
  return inlined;
}

const problemSchema = {
  type: "object",
  required: ["type", "title", "status", "detail", "instance"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    instance: { type: "string" },
    code: { type: "string" },
    request_id: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["path", "message"],
        properties: { path: { type: "string" }, message: { type: "string" } },
      },
    },
  },
};

const problemExample = {
  type: "/docs#error-invalid_input",
  title: "Invalid request",
  detail: "query.limit: Too big: expected number to be <=500",
  code: "invalid_input",
  request_id: "6f6a5a44-58f1-4c1e-9a53-5f6a0a1c7c2e",
  errors: [{ path: "query.limit", message: "Too big: expected number to be <=500" }],
};
