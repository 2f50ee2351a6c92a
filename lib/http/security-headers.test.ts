import { expect, test } from "vitest";
import { pagePolicy, securityHeaders } from "./security-headers";

const directives = (policy: string) =>
  new Map(policy.split("; ").map((text) => [text.split(" ")[0], text.split(" ").slice(1)]));

test("scripts run by nonce only: nothing inline, nothing evaluated, nothing from elsewhere", () => {
  const policy = directives(pagePolicy("abc", false));

  expect(policy.get("script-src")).toEqual(["'self'", "'nonce-abc'", "'strict-dynamic'"]);
  expect(policy.get("default-src")).toEqual(["'self'"]);
  for (const [name, sources] of policy) {
    expect(sources.join(" "), name).not.toMatch(/https?:|\*|unsafe-eval/);
    if (name !== "style-src") expect(sources, name).not.toContain("'unsafe-inline'");
  }
});

test("a page can neither be framed, nor given another base, nor send a form elsewhere", () => {
  const policy = directives(pagePolicy("abc", false));

  expect(policy.get("frame-ancestors")).toEqual(["'none'"]);
  expect(policy.get("base-uri")).toEqual(["'none'"]);
  expect(policy.get("object-src")).toEqual(["'none'"]);
  expect(policy.get("form-action")).toEqual(["'self'"]);
});

test("HSTS is said where the site is https, and nowhere else: it would lock an http one out", () => {
  const name = "strict-transport-security";

  expect(securityHeaders("https://candles.example.com")[name]).toMatch(/^max-age=\d{8}/);
  expect(securityHeaders("http://candles.example.com")[name]).toBeUndefined();
});
