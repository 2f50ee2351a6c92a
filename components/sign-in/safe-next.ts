/** Where to go after signing in: a path of this site, never another one that a link smuggled in. */
export function safeNext(next: string | null | undefined): string {
  if (!next?.startsWith("/") || /^\/[/\\]/.test(next)) return "/";
  const { origin, pathname, search } = new URL(next, "http://here");
  return origin === "http://here" ? `${pathname}${search}` : "/";
}
