/**
 * Lets Node run the project's TypeScript as it is: `node --import ./scripts/typescript.mjs file.ts`. Node strips the
 * types; this adds what TypeScript and Next know and Node does not: `@/…`, imports without an extension, `server-only`.
 */
import { statSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import "./quick-drizzle.mjs";

const root = new URL("../", import.meta.url);
const EXTENSIONS = ["", ".ts", ".tsx", ".mjs", "/index.ts"];

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier === "server-only") return { url: "data:text/javascript,", shortCircuit: true };
    const target = locate(specifier, context.parentURL);
    return nextResolve(target ?? specifier, context);
  },
});

function locate(specifier, parentUrl) {
  const base = baseOf(specifier, parentUrl);
  if (base === null) return null;
  for (const extension of EXTENSIONS) {
    const url = new URL(`${base}${extension}`);
    if (statSync(fileURLToPath(url), { throwIfNoEntry: false })?.isFile()) return url.href;
  }
  return null;
}

function baseOf(specifier, parentUrl) {
  if (specifier.startsWith("@/")) return new URL(specifier.slice(2), root).href;
  const isOurs = parentUrl?.startsWith(root.href) && !/\/(node_modules|\.next)\//.test(parentUrl);
  return isOurs && specifier.startsWith("./") ? new URL(specifier, parentUrl).href : null;
}
