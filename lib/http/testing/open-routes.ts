/** Route handlers on a database of their own, called as Next calls them: no server, no port. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createTestDb, type TestDb } from "@/lib/db/test-db";

/** For automation in tests: the role admin, no limit of requests. */
export const ADMIN_KEY = "test-admin-key-0123456789abcdef0123456789";
const ORIGIN = "http://127.0.0.1:3000";

type Module = Record<string, (request: Request, context: unknown) => Promise<Response>>;
type CallOptions = {
  method?: string;
  headers?: Record<string, string>;
  /** Sent as JSON, unless it is text already. */
  body?: unknown;
  /** Sent as `Authorization: Bearer`; the admin key unless told otherwise, null for none. */
  key?: string | null;
};

export type OpenRoutes = TestDb & {
  call: (path: string, options?: CallOptions) => Promise<Response>;
};

/**
 * Call once per test file, before anything imports the app's own database: it points that at a fresh one.
 * Follow with `close`.
 */
export async function openRoutes(): Promise<OpenRoutes> {
  const testDb = await createTestDb();
  process.env.DATABASE_URL = testDb.url;
  process.env.CANDLEWATCH_ADMIN_KEY = ADMIN_KEY;
  process.env.AUTH_SECRET = "test-auth-secret-0123456789abcdef0123456789";
  // Nobody listens there: routes that compose the runtime need a vendor's address, not its answers.
  process.env.MASSIVE_BASE_URL ??= "http://127.0.0.1:65535";
  const routes = listRoutes();
  const close = async () => {
    const { closeDatabase } = await import("@/lib/db/client");
    await closeDatabase();
    await testDb.close();
  };
  return { ...testDb, close, call: (path, options) => callRoute(routes, path, options) };
}

async function callRoute(
  routes: readonly RouteFile[],
  path: string,
  { method = "GET", headers = {}, body, key = ADMIN_KEY }: CallOptions = {},
): Promise<Response> {
  const url = new URL(path, ORIGIN);
  const sent = typeof body === "string" ? body : JSON.stringify(body);
  const request = new Request(url, {
    method,
    headers: {
      host: url.host,
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: sent }),
  });
  return answerRequest(routes, request);
}

/** What Next's router would do with it. */
export async function answerRequest(
  routes: readonly RouteFile[],
  request: Request,
): Promise<Response> {
  const found = matchRoute(routes, new URL(request.url).pathname);
  if (found === null) return new Response(null, { status: 404 });
  const module = (await import(pathToFileURL(found.file).href)) as Module;
  const handler = module[request.method === "HEAD" ? "GET" : request.method];
  if (handler === undefined) return new Response(null, { status: 405 });
  return handler(request, { params: Promise.resolve(found.params) });
}

export type RouteFile = {
  /** As in the contract: `/api/v1/admin/symbols/{symbol}`. */
  path: string;
  file: string;
};

/** Every route file under app/api, those with fixed segments before those with `[names]`. */
export function listRoutes(): RouteFile[] {
  const root = join(process.cwd(), "app");
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => /(?:^|\/)route\.ts$/.test(file))
    .map((file) => ({
      path: `/${file
        .replace(/\/route\.ts$/, "")
        .replace(/\[\.\.\.(\w+)\]/g, "{$1*}")
        .replace(/\[(\w+)\]/g, "{$1}")}`,
      file: join(root, file),
    }))
    .sort((a, b) => (orderOf(a.path) < orderOf(b.path) ? -1 : 1));
}

/** "~" comes after every letter, so `[names]` do after fixed segments. */
const orderOf = (path: string) => path.replaceAll("{", "~");

function matchRoute(routes: readonly RouteFile[], pathname: string) {
  for (const { path, file } of routes) {
    const names: string[] = [];
    const pattern = path.replace(/\{(\w+)(\*?)\}/g, (_, name: string, rest: string) => {
      names.push(name);
      return rest === "*" ? "(.+)" : "([^/]+)";
    });
    const match = new RegExp(`^${pattern}$`).exec(pathname);
    if (match === null) continue;
    const values = match.slice(1).map((value) => decodeURIComponent(value));
    return { file, params: Object.fromEntries(names.map((name, index) => [name, values[index]])) };
  }
  return null;
}
