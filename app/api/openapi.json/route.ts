import { env } from "@/lib/env";
import { allowOnly } from "@/lib/http/allow-only";
import { openApiDocument } from "@/lib/http/openapi";
import { respond } from "@/lib/http/respond";
import { version } from "@/package.json";

let document: Record<string, unknown> | undefined;

export const GET = respond("openapi", () => {
  document ??= openApiDocument(env.publicUrl, version);
  return document;
});
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
