/** The contract as an OpenAPI 3.1 document: every endpoint, with examples and every error it can answer. */
import { z } from "zod";
import { ENDPOINTS } from "@/lib/contract";
import type { Endpoint } from "@/lib/contract/endpoint";
import type { RouteName } from "@/lib/contract/routes";
import { ERROR_CODES } from "@/lib/errors";
import { type ApiRole, roleText } from "./api-role";
import { documentedStatuses } from "./documented-statuses";
import { exampleOf } from "./example-of";
import { CSV, NDJSON } from "./negotiate";
import { TAGS, tagOf } from "./openapi-tags";
import { PROBLEM_TYPES, problemUri } from "./problem-types";

type Json = Record<string, unknown>;

export type Parameter = {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  description?: string;
  schema: Json;
  example?: unknown;
};
type Content = Record<string, { schema: Json; example?: unknown }>;
export type Operation = {
  operationId: RouteName;
  tags: string[];
  summary: string;
  description: string;
  "x-role": ApiRole;
  security?: Json[];
  parameters: Parameter[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, { description: string; headers?: Json; content?: Content }>;
};
export type OpenApiDocument = {
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
} & Json;

type AnyEndpoint = Omit<Endpoint, "rows"> & { rows: unknown };

const NOT_MODIFIED = "Nothing has changed since the answer with this ETag.";

export function openApiDocument(server: string, version: string): OpenApiDocument {
  const paths: OpenApiDocument["paths"] = {};
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
        "Timestamps are ISO-8601 UTC with `Z`. Errors are RFC 9457 problem details; a method that an address lacks is 405 with `Allow`. Lists have `limit`, an opaque `cursor` and `Link: rel=next`; with `Accept: text/csv` or `application/x-ndjson` they are exported whole.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: server }],
    tags: TAGS.filter(({ name }) => used.has(name)),
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

function operation(endpoint: AnyEndpoint, tag: string): Operation {
  const { name, method, summary, role, status } = endpoint;
  const starts = status === 202;
  return {
    operationId: name,
    tags: [tag],
    summary,
    description: roleText(role),
    "x-role": role,
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

function parametersOf(schema: z.ZodType, place: "path" | "query"): Parameter[] {
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
      ...(typeof description === "string" ? { description } : {}),
      schema: shape,
      ...(place === "path" ? { example: exampleOf(shape) } : {}),
    };
  });
}

const formatParameter: Parameter = {
  name: "format",
  in: "query",
  required: false,
  description: "The same as `Accept`. Without `limit`, CSV and NDJSON hold every row that matches.",
  schema: { type: "string", enum: ["json", "csv", "ndjson"] },
};

const idempotencyParameter: Parameter = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "The same key and body within 24 hours answer with the first execution.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
  example: "nightly-2026-11-20",
};

function bodyOf(body: z.ZodType): Pick<Operation, "requestBody"> {
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

function responseOf(endpoint: AnyEndpoint, code: number): Operation["responses"][string] {
  if (code === 304) return { description: NOT_MODIFIED };
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
      example: problemExample(code, endpoint.path),
    },
  };
  const content = isProbe ? { ...goodContent(endpoint), ...problem } : problem;
  return { description: problemOf(code)?.[1].meaning ?? "Refused.", headers, content };
}

function goodContent({ response, produces, rows }: AnyEndpoint): Content {
  const schema = jsonSchema(response, "output");
  const content: Content = {};
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

function problemOf(status: number) {
  return ERROR_CODES.map((code) => [code, PROBLEM_TYPES[code]] as const).find(
    ([, type]) => type.status === status,
  );
}

function problemExample(status: number, instance: string): Json {
  const [code = "internal", type = PROBLEM_TYPES.internal] = problemOf(status) ?? [];
  const [path = "", message = ""] = type.example.split(/: (.*)/);
  return {
    type: problemUri(code),
    title: type.title,
    status,
    detail: type.example,
    instance,
    code,
    request_id: "6f6a5a44-58f1-4c1e-9a53-5f6a0a1c7c2e",
    ...(code === "invalid_input" ? { errors: [{ path, message }] } : {}),
  };
}
