/** What a change did, as lines to read: each value that differs, before and after. Pure. */

export type DiffLine = { key: string; before: string | null; after: string | null };

/** Null on one side: the value was not there. Without a `before` every value of `after` is new. */
export function auditDiff(before: unknown, after: unknown): DiffLine[] {
  const old = flatten(before, "");
  const new_ = flatten(after, "");
  return [...new Set([...old.keys(), ...new_.keys()])].flatMap((key) => {
    const line = { key, before: old.get(key) ?? null, after: new_.get(key) ?? null };
    return line.before === line.after ? [] : [line];
  });
}

function flatten(value: unknown, path: string): Map<string, string> {
  if (value === null || value === undefined) return new Map();
  if (typeof value !== "object") return new Map([[path || "value", String(value)]]);
  if (Array.isArray(value)) return new Map([[path || "value", listText(value)]]);
  const lines = new Map<string, string>();
  for (const [key, inner] of Object.entries(value)) {
    for (const entry of flatten(inner, path === "" ? key : `${path}.${key}`)) lines.set(...entry);
  }
  return lines;
}

const LISTED = 20;

function listText(list: readonly unknown[]): string {
  const shown = list.slice(0, LISTED).map((item) => {
    if (typeof item !== "object" || item === null) return String(item);
    return "symbol" in item ? String(item.symbol) : JSON.stringify(item);
  });
  const rest = list.length - shown.length;
  return `${shown.join(", ") || "none"}${rest > 0 ? ` and ${rest} more` : ""}`;
}
