/** The server's HTTP API in process: give it to the Inngest client as `fetch`. */
import { AppError } from "@/lib/errors";
import { seededUlid, ulid } from "./flow/ulid";

export type FetchTarget = {
  receive: (events: readonly unknown[], newId: (index: number) => string) => Promise<string[]>;
  register: (functions: readonly unknown[]) => Promise<void>;
};

/** Answers what the SDK asks a server: events and registration. Anything else is a clear 404. */
export function createEngineFetch(target: FetchTarget): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    try {
      if (request.method === "POST" && pathname.startsWith("/e/"))
        return await events(request, target);
      if (pathname === "/fn/register") return await register(request, target);
      const error = `The embedded engine does not offer ${request.method} ${pathname}; use a real Inngest server for it.`;
      return Response.json({ error, status: 404 }, { status: 404 });
    } catch (error) {
      return failure(error);
    }
  };
}

async function events(request: Request, target: FetchTarget): Promise<Response> {
  const body: unknown = await readJson(request);
  const list = Array.isArray(body) ? body : [body];
  const ids = await target.receive(list, newIds(request.headers.get("x-inngest-event-id-seed")));
  return Response.json({ ids, status: 200 });
}

async function register(request: Request, target: FetchTarget): Promise<Response> {
  const body: unknown = await readJson(request);
  const functions =
    typeof body === "object" && body !== null && "functions" in body ? body.functions : null;
  if (!Array.isArray(functions)) {
    throw new AppError("invalid_input", "A registration names its functions.");
  }
  await target.register(functions);
  return Response.json({ status: 200, modified: true });
}

/** `<ms>,<entropy>`: the client sends the same seed when it tries again, so the ids are the same too. */
export function newIds(seed: string | null): (index: number) => string {
  const [ms, entropy] = seed?.split(",") ?? [];
  if (!ms || !entropy || !Number.isFinite(Number(ms))) return () => ulid(Date.now());
  return (index) => seededUlid(Number(ms), `${entropy}:${index}`);
}

async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch (cause) {
    throw new AppError("invalid_input", "The body is not JSON.", { cause });
  }
}

function failure(error: unknown): Response {
  if (!(error instanceof AppError)) {
    const message = error instanceof Error ? error.message : String(error);
    return Response.json({ error: message, status: 500 }, { status: 500 });
  }
  const status = { too_large: 413, unavailable: 503 }[error.code as string] ?? 400;
  return Response.json({ error: error.message, status }, { status });
}
