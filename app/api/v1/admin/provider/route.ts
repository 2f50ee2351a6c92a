import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewProvider } from "@/lib/views/provider";
import { planFacts } from "./plan-facts";

export const GET = respond("provider", ({ query, now }) =>
  viewProvider(viewDeps(now), { ...query, plan: planFacts() }),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
