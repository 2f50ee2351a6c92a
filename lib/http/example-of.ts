/** A value that fits a JSON Schema: the examples of the API document, and the starting point of its fuzz tests. */

type Schema = Record<string, unknown>;

const FORMATS: Readonly<Record<string, string>> = {
  "date-time": "2026-11-20T14:31:00.000Z",
  date: "2026-11-20",
  uuid: "6f6a5a44-58f1-4c1e-9a53-5f6a0a1c7c2e",
  email: "maria@example.com",
  uri: "https://example.com",
};

export function exampleOf(schema: unknown): unknown {
  if (!isSchema(schema)) return {};
  if ("example" in schema) return schema.example;
  if ("const" in schema) return schema.const;
  if ("default" in schema) return schema.default;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  for (const key of ["anyOf", "oneOf", "allOf"]) {
    const options = schema[key];
    if (Array.isArray(options) && schema.type === undefined) return exampleOf(options[0]);
  }
  return exampleOfType(schema);
}

function exampleOfType(schema: Schema): unknown {
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "object":
      return exampleObject(schema);
    case "array":
      return exampleArray(schema);
    case "string":
      return exampleText(schema);
    case "integer":
    case "number":
      return exampleNumber(schema);
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return {};
  }
}

function exampleObject({ properties }: Schema): unknown {
  if (isSchema(properties)) {
    return Object.fromEntries(
      Object.entries(properties).map(([key, value]) => [key, exampleOf(value)]),
    );
  }
  return {};
}

function exampleArray({ prefixItems, items }: Schema): unknown[] {
  if (Array.isArray(prefixItems)) return prefixItems.map(exampleOf);
  return [exampleOf(items)];
}

function exampleText({ format, minLength }: Schema): string {
  const known = typeof format === "string" ? FORMATS[format] : undefined;
  return known ?? "text".padEnd(typeof minLength === "number" ? minLength : 0, "t");
}

function exampleNumber({ minimum, exclusiveMinimum, maximum }: Schema): number {
  const least = typeof minimum === "number" ? minimum : -1;
  const above = typeof exclusiveMinimum === "number" ? exclusiveMinimum + 1 : least;
  const wanted = Math.max(1, above);
  return typeof maximum === "number" ? Math.min(wanted, maximum) : wanted;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
