/** What a body left out stays out: `{ name: undefined }` would say "set it to nothing". */
export function withoutUndefined<T extends Record<string, unknown>>(
  record: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const given = Object.entries(record).filter(([, value]) => value !== undefined);
  // Exactly the keys whose value is not undefined are left.
  return Object.fromEntries(given) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
