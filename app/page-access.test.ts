import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import packageJson from "@/package.json";

const sources = ["app", "components", "lib", "inngest"].flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => join(room, file)),
);
const read = (file: string) => readFileSync(file, "utf8");

/** The way in, and the reference that every problem's `type` leads to. */
const OPEN_PAGES = ["app/docs/page.tsx", "app/sign-in/page.tsx"];

test("every page asks on the server who looks, before it reads anything", () => {
  const pages = sources.filter((file) => file.endsWith("page.tsx") && file.startsWith("app/"));
  const open = pages.filter((file) => !/await requirePageActor\(/.test(read(file)));
  const redirecting = open.filter((file) => /^\s*redirect\(|permanentRedirect\(/m.test(read(file)));

  expect(pages.length).toBeGreaterThan(8);
  expect(
    open.filter((file) => !redirecting.includes(file) || OPEN_PAGES.includes(file)).sort(),
  ).toEqual(OPEN_PAGES);
});

test("nothing is changed by a Server Action: there is none", () => {
  expect(sources.filter((file) => /["']use server["']/.test(read(file)))).toEqual([]);
});

test("proxy.ts gives headers and decides nothing about access", () => {
  const imports = [...read("proxy.ts").matchAll(/from "([^"]+)"/g)].map(([, from]) => from);
  expect(imports).toEqual(["next/server", "@/lib/env", "@/lib/http/security-headers"]);
});

test("the image optimiser is off, and Next does not say what it is", async () => {
  const { default: nextConfig } = await import(pathToFileURL("next.config.mjs").href);
  expect(nextConfig).toMatchObject({ images: { unoptimized: true }, poweredByHeader: false });
});

test.each([
  ["next", "16.4.5"],
  ["better-auth", "1.7.16"],
] as const)("%s is at least %s: earlier ones carry known advisories", (name, least) => {
  const parts = (version: string) => version.split(".").map(Number);
  const [have, want] = [parts(packageJson.dependencies[name]), parts(least)];
  const differing = want.findIndex((part, index) => part !== have[index]);
  expect(differing === -1 || (have[differing] ?? 0) > (want[differing] ?? 0)).toBe(true);
});
