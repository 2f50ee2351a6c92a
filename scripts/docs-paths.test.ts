import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

const documents = [".", "docs"].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name)),
);

const ROOMS = /^(app|components|config|docs|drizzle|e2e|inngest|lib|scripts|\.ci)\//;

/** `lib/domain/freshness.ts` in backticks, or the target of a relative link. */
function namedPaths(document: string): string[] {
  const text = readFileSync(document, "utf8").replace(/```[\s\S]*?```/g, "");
  const inCode = [...text.matchAll(/`([^`\s]+)`/g)]
    .map((match) => match[1] ?? "")
    .filter((path) => ROOMS.test(path) && !/[*{}<>…]/.test(path))
    .map((path) => path.replace(/\/$/, ""));
  const linked = [...text.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)]
    .map((match) => match[1] ?? "")
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => join(dirname(document), target));
  return [...new Set([...inCode, ...linked])];
}

describe("documents name only what exists", () => {
  test.each(documents)("%s", (document) => {
    expect(namedPaths(document).filter((path) => !existsSync(path))).toEqual([]);
  });
});
