/** First-load JavaScript of a page, and of an empty Next page of the same version to hold it against. */
import { spawn } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { findFreePort } from "@/scripts/launcher/ports";

/** Bytes after gzip of every script that the HTML names; polyfills for old browsers are not fetched by ours. */
export async function firstLoadBytes(url: string, cookie = ""): Promise<number> {
  const headers = { cookie, "accept-encoding": "identity" };
  const html = await (await fetch(url, { headers })).text();
  const tags = [...html.matchAll(/<script\b[^>]*\bsrc="([^"]+)"[^>]*>/g)];
  const sources = new Set(
    tags.filter(([tag]) => !/\bnomodule\b/i.test(tag)).map(([, source]) => source ?? ""),
  );
  const sizes = await Promise.all(
    [...sources].map(async (source) => {
      const script = await fetch(new URL(source, url), { headers });
      return gzipSync(Buffer.from(await script.arrayBuffer())).length;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

// Without JSX: what lies below node_modules is not compiled.
const LAYOUT = `import { createElement } from "react";
export default function Layout({ children }) {
  return createElement("html", { lang: "en" }, createElement("body", null, children));
}
`;
const PAGE = `import { createElement } from "react";
export default function Page() {
  return createElement("p", null, "Empty");
}
`;

/** Builds and serves an app that consists of one paragraph, in a folder that finds this project's packages. */
export async function emptyPageBytes(): Promise<number> {
  const dir = join("node_modules", ".cache", "candlewatch-empty-page");
  await rm(dir, { recursive: true, force: true });
  await mkdir(join(dir, "app"), { recursive: true });
  await writeFile(join(dir, "app", "layout.js"), LAYOUT);
  await writeFile(join(dir, "app", "page.js"), PAGE);
  // Without these two Next takes ours, which lie above it.
  await writeFile(join(dir, "next.config.mjs"), "export default {};\n");
  await writeFile(join(dir, "instrumentation.js"), "export function register() {}\n");
  await writeFile(join(dir, "package.json"), '{ "private": true }\n');
  await run(["build", dir]);
  const port = await findFreePort();
  const server = spawn(process.execPath, [NEXT, "start", dir, "-p", String(port)], { env: ENV });
  try {
    const url = `http://127.0.0.1:${port}/`;
    await untilAnswers(url);
    return await firstLoadBytes(url);
  } finally {
    server.kill();
  }
}

const NEXT = join("node_modules", "next", "dist", "bin", "next");
const ENV = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } as const;

async function run(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [NEXT, ...args], { env: ENV });
  let output = "";
  child.stdout.on("data", (text) => {
    output += text;
  });
  child.stderr.on("data", (text) => {
    output += text;
  });
  const code = await new Promise((done) => child.once("exit", done));
  if (code !== 0) throw new Error(`next ${args.join(" ")} ended with ${code}:\n${output}`);
}

async function untilAnswers(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await fetch(url).catch(() => null)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not answer.`);
}
