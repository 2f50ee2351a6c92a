import { noteChange } from "@/lib/auth/with-audit";
import { policyJson } from "@/lib/config/policy";
import { putPolicyInForce } from "@/lib/config/policy-in-force";
import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { readActivePolicy, savePolicy } from "@/lib/pipeline/policy-versions";
import { diffConfig } from "@/lib/views/config-changes";
import { viewPolicy } from "@/lib/views/policy";
import { policyFile } from "./policy-file";

export const GET = respond("policy", async ({ now }) =>
  viewPolicy(now, await readActivePolicy(db), policyFile),
);

export const PUT = respond("savePolicy", async ({ body, actor, now }) => {
  const saved = await db.transaction(async (tx) => {
    const { before, after } = await savePolicy(
      { tx, now },
      {
        yaml: body.yaml,
        baseVersion: body.base_version,
        reason: body.reason ?? null,
        actor: actor.name,
      },
    );
    const old = before?.policy ?? policyFile().policy;
    const changes = diffConfig(policyJson(old), policyJson(after.policy));
    await noteChange(tx, actor, {
      action: "policy.edit",
      target: `policy version ${after.version.id}`,
      before: Object.fromEntries(changes.map(({ key, before: value }) => [key, value])),
      after: Object.fromEntries(changes.map(({ key, after: value }) => [key, value])),
      reason: body.reason,
    });
    return after;
  });
  // Here at once; the other instances hear of it through the change counter.
  putPolicyInForce(saved.policy);
  return viewPolicy(now, saved, policyFile);
});
export const { POST, PATCH, DELETE, OPTIONS } = allowOnly("GET", "PUT");
