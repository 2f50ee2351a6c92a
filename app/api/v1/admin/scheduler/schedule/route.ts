import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewSchedule } from "@/lib/views/schedule";

export const GET = respond("schedule", ({ query, now }) => viewSchedule(viewDeps(now), query));
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
