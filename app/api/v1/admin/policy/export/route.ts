import { policyFile } from "@/app/api/v1/admin/policy/policy-file";
import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { readActivePolicy } from "@/lib/pipeline/policy-versions";

export const GET = respond("exportPolicy", async () => {
  const active = await readActivePolicy(db);
  return new Response(active?.version.yaml ?? policyFile().yaml, {
    headers: {
      "content-type": "application/yaml; charset=utf-8",
      "content-disposition": 'attachment; filename="rto_rpo_config.yaml"',
    },
  });
});
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
