import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { parseEdit, tierMoves } from "@/lib/pipeline/policy-versions";
import { viewPolicyPreview } from "@/lib/views/policy";

export const POST = respond("previewPolicy", ({ body, now }) => {
  const deps = viewDeps(now);
  const edited = parseEdit(body.yaml);
  const movedSymbols = [...tierMoves(deps.policy, edited).values()].flat().sort();
  return viewPolicyPreview(deps, edited, { days: body.days, movedSymbols });
});
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
