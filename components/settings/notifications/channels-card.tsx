"use client";
/** Webhooks and e-mail addresses, each with its last delivery and a test. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { onDemand } from "@/components/ui/on-demand";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import { channelsQuery } from "@/lib/client/settings-queries";
import { useRoleReason } from "@/lib/client/use-role";
import type { Channel } from "./channel";
import { ChannelRow } from "./channel-row";

const ChannelDialog = onDemand(() => import("./channel-dialog").then((it) => it.ChannelDialog));

export function ChannelsCard() {
  const channels = useQuery(channelsQuery());
  const admin = useRoleReason("admin");
  const [open, setOpen] = useState<Channel | "new" | null>(null);
  return (
    <Card
      title="Channels"
      note="webhooks are signed; failed deliveries are tried again"
      aside={
        <Button size="small" disabledReason={admin} onClick={() => setOpen("new")}>
          Add a channel…
        </Button>
      }
    >
      <QueryStates query={channels} skeleton={<SkeletonRows rows={3} label="Loading channels" />}>
        {(data) =>
          data.channels.length === 0 ? (
            <Empty
              kind="nothing_yet"
              title="Nobody is told yet"
              action={
                <Button size="small" disabledReason={admin} onClick={() => setOpen("new")}>
                  Add a channel…
                </Button>
              }
            >
              Alerts then show on the board only. A channel takes them to a chat, a pager or a
              mailbox.
            </Empty>
          ) : (
            <ul className="divide-y divide-rule">
              {data.channels.map((channel) => (
                <ChannelRow
                  key={channel.id}
                  channel={channel}
                  blocked={admin}
                  onEdit={() => setOpen(channel)}
                />
              ))}
            </ul>
          )
        }
      </QueryStates>
      {open ? (
        <ChannelDialog
          channel={open === "new" ? null : open}
          isEmailAvailable={channels.data?.email_available ?? false}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </Card>
  );
}
