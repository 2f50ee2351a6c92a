import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";

export const GET = respond("session", ({ actor, now }) => {
  const isKnown = actor.role !== null && actor.kind !== "anonymous";
  const kind = actor.kind === "user" ? "user" : "api_key";
  return {
    timestamp: now.toISOString(),
    viewer:
      isKnown && actor.role ? { id: actor.id, name: actor.name, role: actor.role, kind } : null,
    sign_in_name: actor.kind === "user" ? actor.name : null,
  };
});
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
