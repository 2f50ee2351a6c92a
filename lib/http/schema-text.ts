/** A JSON Schema as people read it: one short text for a field's type, and one indented shape for a whole body. */

type Schema = Readonly<Record<string, unknown>>;

const FORMATS: Readonly<Record<string, string>> = {
  "date-time": "instant",
  date: "day",
  uuid: "uuid",
  email: "e-mail address",
  uri: "address",
};
const LONGEST_ENUM = 12;

/** Such as `integer 1–500`, `"fresh" | "aging"`, `instant | null`, `text[]`. */
export function typeText(schema: unknown): string {
  if (!isSchema(schema)) return "anything";
  if ("const" in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return enumText(schema.enum);
  const options = optionsOf(schema);
  if (options !== null) return [...new Set(options.map(typeText))].join(" | ");
  switch (schema.type) {
    case "array":
      return arrayText(schema);
    case "object":
      return "object";
    case "string":
      return textText(schema);
    case "integer":
    case "number":
      return `${schema.type}${boundsText(schema)}`;
    default:
      return typeof schema.type === "string" ? schema.type : "anything";
  }
}

/** The fields of an object, nested ones indented; `?` marks what may be left out, `//` what it means. */
export function shapeText(schema: unknown, indent = ""): string {
  if (!isSchema(schema)) return "anything";
  const options = optionsOf(schema);
  if (options !== null) {
    return [...new Set(options.map((option) => shapeText(option, indent)))].join(" | ");
  }
  if (schema.type === "array" && isObject(schema.items)) {
    return `[${shapeText(schema.items, indent)}]`;
  }
  if (!isObject(schema)) return typeText(schema);
  const required = Array.isArray(schema.required) ? schema.required : [];
  const inner = `${indent}  `;
  const lines = Object.entries(propertiesOf(schema)).map(([name, field]) => {
    const mark = required.includes(name) ? "" : "?";
    return `${inner}${name}${mark}: ${shapeText(field, inner)}${noteOf(field)}`;
  });
  return lines.length === 0 ? "{}" : `{\n${lines.join("\n")}\n${indent}}`;
}

function noteOf(field: unknown): string {
  return isSchema(field) && typeof field.description === "string"
    ? `  // ${field.description}`
    : "";
}

function optionsOf(schema: Schema): readonly unknown[] | null {
  for (const key of ["anyOf", "oneOf"]) {
    const options = schema[key];
    if (Array.isArray(options)) return options;
  }
  return null;
}

function enumText(values: readonly unknown[]): string {
  const shown = values.slice(0, LONGEST_ENUM).map((value) => JSON.stringify(value));
  return values.length > LONGEST_ENUM ? `${shown.join(" | ")} | …` : shown.join(" | ");
}

function arrayText({ items, prefixItems }: Schema): string {
  if (Array.isArray(prefixItems)) return `[${prefixItems.map(typeText).join(", ")}]`;
  const item = typeText(items);
  return item.includes(" | ") ? `(${item})[]` : `${item}[]`;
}

function textText({ format, minLength, maxLength }: Schema): string {
  const known = typeof format === "string" ? FORMATS[format] : undefined;
  if (known !== undefined) return known;
  const least = typeof minLength === "number" && minLength > 1 ? minLength : null;
  if (typeof maxLength !== "number") return "text";
  return least === null ? `text up to ${maxLength}` : `text of ${least}–${maxLength}`;
}

/** Bounds that only say "fits a number" are left out. */
function boundsText({ minimum, exclusiveMinimum, maximum }: Schema): string {
  const least = boundOf(minimum) ?? after(boundOf(exclusiveMinimum));
  const most = boundOf(maximum);
  if (least === null) return most === null ? "" : ` up to ${most}`;
  return most === null ? ` from ${least}` : ` ${least}–${most}`;
}

function boundOf(value: unknown): number | null {
  return typeof value === "number" && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : null;
}

function after(bound: number | null): number | null {
  return bound === null ? null : bound + 1;
}

function propertiesOf({ properties }: Schema): Schema {
  return isSchema(properties) ? properties : {};
}

function isObject(value: unknown): value is Schema {
  return isSchema(value) && value.type === "object";
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
