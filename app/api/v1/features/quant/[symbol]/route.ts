import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewQuantFeatures } from "@/lib/views/quant-features";

export const GET = respond("quantFeatures", ({ params, query, now }) =>
  viewQuantFeatures(viewDeps(now), { ...params, ...query }),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
