/** Reads one YAML file against a strict schema; every mistake is named with file, line, key, and what is allowed. */
import { readFileSync } from "node:fs";
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { ConfigError } from "./config-error";

/** @throws ConfigError */
export function readConfigFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError([`${path} can't be read: ${reason}.`], { cause: error });
  }
}

/**
 * @param fileName how the file is called in messages
 * @throws ConfigError listing every problem
 */
export function parseYaml<S extends z.ZodType>(
  text: string,
  fileName: string,
  schema: S,
): z.output<S> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    throw new ConfigError(
      document.errors.map(
        (error) => `${fileName}:${lines.linePos(error.pos[0]).line}: ${error.message}.`,
      ),
    );
  }
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.flatMap((issue) => sentences(issue, schema, document));
  throw new ConfigError(
    problems.map(
      ({ path, text: sentence }) => `${fileName}:${lineOf(document, lines, path)}: ${sentence}`,
    ),
    { cause: parsed.error },
  );
}

type Path = readonly PropertyKey[];
type Problem = { path: Path; text: string };

function sentences(issue: z.core.$ZodIssue, schema: z.ZodType, document: Document): Problem[] {
  const key = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    const allowed = keysAt(schema, issue.path);
    return issue.keys.map((unknown) => ({
      path: [...issue.path, unknown],
      text: `unknown key ${key === "" ? unknown : `${key}.${unknown}`}; allowed: ${allowed.join(", ")}.`,
    }));
  }
  const subject = key === "" ? "the file" : key;
  const what = describeValue(document, issue.path);
  return [{ path: issue.path, text: `${subject} ${what}${issue.message}.` }];
}

/** What was written there, as far as it fits into a sentence. */
function describeValue(document: Document, path: Path): string {
  if (path.length > 0 && !document.hasIn(path)) return "is missing; ";
  const value = path.length === 0 ? null : document.getIn(path);
  if (value === null || typeof value === "object") return "";
  return `is ${JSON.stringify(value)}; `;
}

/** The keys of the object schema at a path, looking through defaults, options and transforms. */
function keysAt(schema: z.ZodType, path: Path): string[] {
  let current: unknown = schema;
  for (const key of path) {
    const inner = unwrap(current);
    if (inner instanceof z.ZodObject) current = inner.shape[String(key)];
    else if (inner instanceof z.ZodArray) current = inner.element;
    else if (inner instanceof z.ZodRecord) current = inner.valueType;
  }
  const found = unwrap(current);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

function unwrap(schema: unknown): unknown {
  if (schema instanceof z.ZodPipe) return unwrap(schema.in);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return unwrap(schema.unwrap());
  }
  return schema;
}

/** The line of the deepest node on the path that exists, 1-based. */
function lineOf(document: Document, lines: LineCounter, path: Path): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const parent = document.getIn(path.slice(0, depth - 1), true) ?? document.contents;
    const key = path[depth - 1];
    if (isMap(parent)) {
      const pair = parent.items.find(
        (item) => isScalar(item.key) && String(item.key.value) === String(key),
      );
      if (pair && isNode(pair.key) && pair.key.range) return lines.linePos(pair.key.range[0]).line;
    }
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
