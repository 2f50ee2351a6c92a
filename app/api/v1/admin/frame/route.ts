import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewFrame } from "@/lib/views/frame";

export const GET = respond("frame", ({ actor, now }) => {
  const viewer = actor.role === null ? null : { name: actor.name, role: actor.role };
  return viewFrame(viewDeps(now), { viewer });
});
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
