import type { Metadata } from "next";
import { viewDeps } from "@/app/api/view-deps";
import { Prefetched, prefetch } from "@/app/prefetched";
import { NotificationsPage } from "@/components/settings/notifications/notifications-page";
import { mailer } from "@/inngest/mailer";
import { mayActAs } from "@/lib/auth/actor-type";
import { requirePageActor } from "@/lib/auth/page-actor";
import { channelsQuery } from "@/lib/client/settings-queries";
import { viewChannels } from "@/lib/views/channels";

export const metadata: Metadata = { title: "Notifications" };

export default async function Page() {
  const { role } = await requirePageActor();
  const read = prefetch(channelsQuery(), () =>
    viewChannels(viewDeps(new Date()), mailer() !== null),
  );
  return (
    <Prefetched reads={mayActAs(role, "operator") ? [read] : []}>
      <NotificationsPage />
    </Prefetched>
  );
}
