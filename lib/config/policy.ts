/** Loads the operating policy and prints it. */
import { type Policy, policySchema } from "./policy-schema";
import { parseYaml, readConfigFile } from "./yaml-file";

export type { Policy } from "./policy-schema";

/** @throws ConfigError with file, line, key and what is allowed */
export function loadPolicy(path: string): Policy {
  return parsePolicy(readConfigFile(path), path);
}

/** For a policy that is not (yet) a file, such as an edit in the page. */
export function parsePolicy(text: string, fileName = "policy"): Policy {
  return parseYaml(text, fileName, policySchema);
}

/**
 * The definition as plain JSON: the seven sections in snake case, durations as `…_seconds`, shares as `…_pct`.
 * What `npm run rto-rpo` prints and the API serves.
 */
export function policyJson(policy: Policy): Record<string, unknown> {
  return toWire(policy) as Record<string, unknown>;
}

function toWire(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toWire);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (!key.endsWith("Ms")) return [snakeCase(key), toWire(inner)];
      return [`${snakeCase(key.slice(0, -2))}_seconds`, toSeconds(inner)];
    }),
  );
}

/** A duration, a list of them, or a table of them. */
function toSeconds(value: unknown): unknown {
  if (typeof value === "number") return value / 1000;
  if (Array.isArray(value)) return value.map(toSeconds);
  return Object.fromEntries(
    Object.entries(value ?? {}).map(([key, inner]) => [snakeCase(key), toSeconds(inner)]),
  );
}

function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
