/** Keeps this process on the newest version of the policy, whichever instance it was edited on. */

import { putPolicyInForce } from "@/lib/config/policy-in-force";
import { readConfigFile } from "@/lib/config/yaml-file";
import { currentChangeCounter } from "@/lib/db/change-counter";
import { env } from "@/lib/env";
import type { PipelineDeps } from "@/lib/pipeline/deps";
import { readActivePolicy, recordPolicyFile } from "@/lib/pipeline/policy-versions";

type FollowDeps = Pick<PipelineDeps, "db" | "now" | "log">;

let activeId: number | null = null;
let isFollowing = false;

/**
 * Notes the file of this start, obeys the newest version, and goes on doing so; a second call changes nothing.
 * @param onChange called when another version came into force after the start
 */
export async function followPolicy(
  deps: FollowDeps,
  { onChange }: { onChange: () => Promise<void> },
): Promise<void> {
  if (isFollowing) return;
  await recordPolicyFile({ db: deps.db, now: deps.now() }, readConfigFile(env.policyFile));
  if (await obeyNewest(deps)) await onChange();
  isFollowing = true;

  let pending: Promise<void> = Promise.resolve();
  currentChangeCounter()?.subscribe((topic) => {
    // Null: notices may have been missed.
    if (topic !== null && topic !== "settings") return;
    pending = pending
      .then(async () => {
        if (await obeyNewest(deps)) await onChange();
      })
      .catch((error: unknown) => deps.log.warn("The policy could not be read again", { error }));
  });
}

/** True when another version came into force. */
async function obeyNewest({ db, log }: FollowDeps): Promise<boolean> {
  const active = await readActivePolicy(db);
  if (active === null || active.version.id === activeId) return false;
  activeId = active.version.id;
  putPolicyInForce(active.policy);
  log.info("Policy in force", { version: activeId, source: active.version.source });
  return true;
}
