/** What differs between two settings objects, key by key, nested keys joined by dots. */

export type ConfigChange = { key: string; before: unknown; after: unknown };

export function diffConfig(before: unknown, after: unknown): ConfigChange[] {
  const left = flatten(before);
  const right = flatten(after);
  return [...new Set([...left.keys(), ...right.keys()])].sort().flatMap((key) => {
    const change = { key, before: left.get(key) ?? null, after: right.get(key) ?? null };
    return JSON.stringify(change.before) === JSON.stringify(change.after) ? [] : [change];
  });
}

function flatten(value: unknown, path = "", into = new Map<string, unknown>()) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    if (path !== "") into.set(path, value);
    return into;
  }
  for (const [key, inner] of Object.entries(value)) {
    flatten(inner, path === "" ? key : `${path}.${key}`, into);
  }
  return into;
}
