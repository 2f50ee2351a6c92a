/** Where a real Inngest server calls the functions. The embedded engine calls them in process: then nobody outside may. */
import { randomUUID } from "node:crypto";
import { getRuntime } from "@/inngest/runtime";
import { AppError } from "@/lib/errors";
import { problemResponse } from "@/lib/http/problem";

function serve(request: Request): Promise<Response> | Response {
  const { engine, handler } = getRuntime();
  if (engine === null) return handler(request);
  const closed = new AppError(
    "not_found",
    "The embedded engine runs the functions in process. Set INNGEST_BASE_URL, INNGEST_DEV or both keys of Inngest to let a server call them here.",
  );
  return problemResponse(closed, request, randomUUID());
}

export { serve as GET, serve as POST, serve as PUT };
