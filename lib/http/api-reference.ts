/** The OpenAPI document put in order for reading: by area, each operation with what it takes, gives and refuses. */
import { type ApiRole, roleText } from "./api-role";
import { curlCall } from "./curl-call";
import type { OpenApiDocument, Operation, Parameter } from "./openapi";
import { shapeText, typeText } from "./schema-text";

export type ReferenceParameter = {
  name: string;
  place: Parameter["in"];
  required: boolean;
  type: string;
  preset: string | null;
  description: string;
};

export type ReferenceOperation = {
  id: string;
  method: string;
  path: string;
  summary: string;
  role: string;
  curl: string;
  parameters: ReferenceParameter[];
  /** Null: it takes no body. */
  body: { required: boolean; shape: string; example: string } | null;
  answer: { status: string; mediaTypes: string[]; shape: string; example: string };
  refusals: { status: string; meaning: string }[];
};

export type ReferenceArea = { name: string; description: string; operations: ReferenceOperation[] };

const JSON_TYPE = "application/json";

export function apiReference(document: OpenApiDocument, server: string): ReferenceArea[] {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  return document.tags.map(({ name, description }) => ({
    name,
    description,
    operations: operations
      .filter(({ operation }) => operation.tags.includes(name))
      .map(({ path, method, operation }) =>
        entryOf({ path, method: method.toUpperCase(), operation, server }),
      ),
  }));
}

type Described = { path: string; method: string; operation: Operation; server: string };

function entryOf({ path, method, operation, server }: Described): ReferenceOperation {
  const role: ApiRole = operation["x-role"];
  const body = operation.requestBody?.content[JSON_TYPE];
  const answers = Object.entries(operation.responses);
  const [status = "200", answer] = answers.find(([code]) => code.startsWith("2")) ?? [];
  const json = answer?.content?.[JSON_TYPE];
  return {
    id: operation.operationId,
    method,
    path,
    summary: operation.summary,
    role: roleText(role),
    curl: curlCall({ server, path, method, operation }),
    parameters: operation.parameters.map(toParameter),
    body:
      body === undefined
        ? null
        : {
            required: operation.requestBody?.required ?? false,
            shape: shapeText(body.schema),
            example: jsonText(body.example),
          },
    answer: {
      status,
      mediaTypes: Object.keys(answer?.content ?? {}),
      shape: json === undefined ? "" : shapeText(json.schema),
      example: json === undefined ? "" : jsonText(json.example),
    },
    refusals: answers
      .filter(([code]) => !code.startsWith("2"))
      .map(([code, { description }]) => ({ status: code, meaning: description })),
  };
}

function toParameter(parameter: Parameter): ReferenceParameter {
  const { name, in: place, required, schema, description = "" } = parameter;
  const preset = "default" in schema ? JSON.stringify(schema.default) : null;
  return { name, place, required, type: typeText(schema), preset, description };
}

function jsonText(example: unknown): string {
  return JSON.stringify(example, null, 2);
}
