import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewHistorical } from "@/lib/views/historical";

export const GET = respond("historical", ({ params, query, now }) =>
  viewHistorical(viewDeps(now), { ...params, ...query }),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
