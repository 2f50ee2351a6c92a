import { checkTarget } from "@/app/api/v1/admin/channels/check-target";
import { withAudit } from "@/lib/auth/with-audit";
import { db } from "@/lib/db/client";
import {
  type ChannelRow,
  deleteChannel,
  selectChannel,
  updateChannel,
} from "@/lib/db/queries/channels";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { withoutUndefined } from "@/lib/http/without-undefined";
import { unknownChannel, viewChannel } from "@/lib/views/channels";

export const PUT = respond("updateChannel", async ({ params, body, actor, now }) => {
  const { name, target, events, allow_private, active } = body;
  await withAudit(db, actor, async (tx) => {
    const before = await selectChannel(tx, params.id);
    if (before === null) throw unknownChannel(params.id);
    if (target !== undefined) checkTarget(before.kind === "email" ? "email" : "webhook", target);
    const change = { name, target, events, allowPrivate: allow_private, active };
    const after = await updateChannel(tx, params.id, withoutUndefined(change));
    return {
      result: undefined,
      change: {
        action: "channel.change",
        target: `channel ${params.id}`,
        before: visible(before),
        after: after && visible(after),
      },
    };
  });
  return { timestamp: now.toISOString(), channel: await viewChannel({ db, now }, params.id) };
});

export const DELETE = respond("deleteChannel", async ({ params, actor, now }) => {
  await withAudit(db, actor, async (tx) => {
    const before = await deleteChannel(tx, params.id);
    if (before === null) throw unknownChannel(params.id);
    const target = `channel ${params.id}`;
    return {
      result: undefined,
      change: { action: "channel.delete", target, before: visible(before) },
    };
  });
  return { timestamp: now.toISOString(), ok: true };
});
export const { GET, POST, PATCH, OPTIONS } = allowOnly("PUT", "DELETE");

function visible({ kind, name, target, events, allowPrivate, active }: ChannelRow) {
  return { kind, name, target, events, allowPrivate, active };
}
