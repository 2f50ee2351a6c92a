/** Turns what the caller sent into checked input. Only here does a failing schema mean 400. */
import { z } from "zod";
import { AppError, type FieldError } from "@/lib/errors";

/** Enough for the largest list the contract allows. */
const LARGEST_BODY_BYTES = 5_000_000;
const DEEPEST = 16;

/** @throws AppError `invalid_input` naming every wrong field and what it allows */
export function parseInput(schema: z.ZodType, value: unknown, place: string): unknown {
  const unprintable = findUnstorable(value, place);
  if (unprintable !== null) throw invalid([unprintable]);
  const unknown = unknownKeys(schema, value, place);
  const parsed = schema.safeParse(value);
  const wrong = parsed.success
    ? reversedRanges(parsed.data, place)
    : parsed.error.issues.map((issue) => fieldOf(issue, place));
  if (parsed.success && unknown.length + wrong.length === 0) return parsed.data;
  throw invalid([...unknown, ...wrong], parsed.error);
}

/** A parameter may be given once; lists are comma-separated. */
export function readQuery(url: URL, isExportable: boolean): Record<string, string> {
  const query: Record<string, string> = {};
  const wrong: FieldError[] = [];
  for (const [name, value] of url.searchParams) {
    if (isExportable && name === "format") continue;
    if (Object.hasOwn(query, name))
      wrong.push({ path: `query.${name}`, message: "given more than once" });
    Object.defineProperty(query, name, { value, enumerable: true, configurable: true });
  }
  if (wrong.length > 0) throw invalid(wrong);
  return query;
}

/** The JSON body, `{}` when there is none. */
export async function readBody(request: Request): Promise<unknown> {
  const bytes = await readBytes(request);
  if (bytes.byteLength === 0) return {};
  const coding = request.headers.get("content-encoding") ?? "identity";
  if (coding.toLowerCase() !== "identity") {
    throw new AppError(
      "unsupported_media_type",
      `The body must be sent as it is, not ${JSON.stringify(coding.slice(0, 80))}.`,
    );
  }
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/(?:json|[\w.-]+\+json)\s*(?:;|$)/i.test(type)) {
    throw new AppError(
      "unsupported_media_type",
      `The body must be application/json, not ${type === "" ? "untyped" : JSON.stringify(type.slice(0, 80))}.`,
    );
  }
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw invalid(
      [{ path: "body", message: "not valid JSON in UTF-8; allowed: one JSON object" }],
      cause,
    );
  }
}

async function readBytes(request: Request): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > LARGEST_BODY_BYTES) throw tooLarge();
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body) {
      size += chunk.byteLength;
      if (size > LARGEST_BODY_BYTES) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw invalid([{ path: "body", message: "ended before it was complete" }], cause);
  }
  return Buffer.concat(chunks);
}

const tooLarge = () =>
  new AppError("too_large", `The body may have ${LARGEST_BODY_BYTES} bytes at most.`);

function invalid(errors: readonly FieldError[], cause?: unknown): AppError {
  const detail = errors.map(({ path, message }) => `${path}: ${message}`).join("; ");
  return new AppError("invalid_input", detail.slice(0, 1000), {
    errors: errors.slice(0, 100),
    cause,
  });
}

function fieldOf(issue: z.core.$ZodIssue, place: string): FieldError {
  const [first, ...inner] = issue.code === "invalid_union" ? issue.errors : [];
  const messages = first === undefined ? [issue] : [first, ...inner].flat();
  const message = [...new Set(messages.map(({ message }) => message))].join(" or ");
  return { path: [place, ...issue.path.map(String)].join("."), message };
}

const RANGES = [
  ["from", "to"],
  ["start", "end"],
] as const;

/** Both ends are instants or days by their schemas; an end that is left out is open. */
function reversedRanges(value: unknown, place: string): FieldError[] {
  const fields = new Map(Object.entries(Object(value)));
  return RANGES.flatMap(([begin, end]) => {
    const [first, last] = [fields.get(begin), fields.get(end)];
    if (typeof first !== "string" || typeof last !== "string") return [];
    if (!(Date.parse(first) > Date.parse(last))) return [];
    return [{ path: `${place}.${begin}`, message: `must not lie after ${end} (${last})` }];
  });
}

/** Everywhere inside: a misspelt field that is ignored would do something else than was asked for. */
function unknownKeys(schema: z.ZodType, value: unknown, path: string): FieldError[] {
  const inner = withoutWrappers(schema);
  if (inner instanceof z.ZodArray && Array.isArray(value)) {
    const item = inner.element as z.ZodType;
    return value.flatMap((one, index) => unknownKeys(item, one, `${path}.${index}`));
  }
  if (!(inner instanceof z.ZodObject) || typeof value !== "object" || value === null) return [];
  const shape = new Map<string, z.ZodType>(Object.entries(inner.shape));
  const allowed = shape.size === 0 ? "none here" : [...shape.keys()].join(", ");
  return Object.entries(value).flatMap(([key, field]) => {
    const known = shape.get(key);
    if (known !== undefined) return unknownKeys(known, field, `${path}.${key}`);
    return [{ path: `${path}.${key.slice(0, 80)}`, message: `unknown; allowed: ${allowed}` }];
  });
}

function withoutWrappers(schema: z.ZodType): z.ZodType {
  const isWrapper =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault;
  return isWrapper ? withoutWrappers(schema.unwrap() as z.ZodType) : schema;
}

/** PostgreSQL stores neither the character U+0000 nor half a surrogate pair; and nobody nests this deep in good faith. */
function findUnstorable(value: unknown, path: string, depth = 0): FieldError | null {
  if (typeof value === "string") {
    const isFine = !value.includes("\0") && value.isWellFormed();
    return isFine ? null : { path, message: "holds characters that are not valid text" };
  }
  if (typeof value !== "object" || value === null) return null;
  if (depth > DEEPEST) return { path: path.slice(0, 80), message: `nested deeper than ${DEEPEST}` };
  for (const [key, inner] of Object.entries(value)) {
    const wrong =
      findUnstorable(key, `${path} (a key)`) ?? findUnstorable(inner, `${path}.${key}`, depth + 1);
    if (wrong !== null) return wrong;
  }
  return null;
}
