/** Listing and ending sessions: an admin's power over all, everybody's over their own. */
import type { Db } from "@/lib/db/connect";
import { deleteSessions, selectSessions } from "@/lib/db/queries/accounts";
import { IDLE_MS } from "@/lib/domain/session-limits";
import { AppError } from "@/lib/errors";
import type { Actor } from "./actor-type";
import { forgetIdentities } from "./identity-cache";
import { withAudit } from "./with-audit";

export async function visibleSessions({ db, actor }: { db: Db; actor: Actor }) {
  if (actor.role === "admin") return selectSessions(db, null, IDLE_MS);
  return actor.kind === "user" ? selectSessions(db, actor.id.replace(/^user:/, ""), IDLE_MS) : [];
}

/** @throws AppError `not_found` for a session that is over, or not the caller's to end */
export async function endSession(deps: { db: Db; actor: Actor }, id: string): Promise<void> {
  await withAudit(deps.db, deps.actor, async (tx) => {
    const sessions = await visibleSessions({ db: tx, actor: deps.actor });
    const session = sessions.find((candidate) => candidate.id === id);
    if (session === undefined) throw new AppError("not_found", `There is no session ${id}.`);
    await deleteSessions(tx, [id]);
    return {
      result: undefined,
      change: { action: "session.revoke", target: session.email, before: { session: id } },
    };
  });
  forgetIdentities();
}
